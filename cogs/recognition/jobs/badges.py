"""Giving badges by rule, and announcing what was given."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import Job, Postpone
from bot.text.catalogue import Raw, timestamp
from bot.ui.dm import NO_MUTUAL_SERVER, OPENING_DMS_TOO_FAST
from cogs.recognition.embeds.badges import news_embed
from cogs.recognition.jobs.roles import FEATURE
from cogs.recognition.service.awarding import Awarding
from cogs.recognition.service.news import NewsService
from cogs.recognition.service.seasons import Seasons
from cogs.recognition.texts import T, badge_title

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_AWAY: Final = timedelta(minutes=10)
_TOO_FAST: Final = timedelta(minutes=10)


class BadgeJobs:
    """Handles the jobs of kinds ``recognition-figures``, ``-everybody``, ``-news``, ``-told``."""

    def __init__(
        self, bot: Steward, awarding: Awarding, news: NewsService, seasons: Seasons
    ) -> None:
        self._bot = bot
        self._seasons = seasons
        self._awarding = awarding
        self._news = news

    async def look(self, job: Job) -> None:
        """Give everybody who is due what they have reached."""
        if not await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            return  # they stay due, and are looked at with the next who come after
        while await self._awarding.look(job.guild_id):
            pass

    async def everybody(self, job: Job) -> None:
        """Look at all members: there is something new to reach."""
        await self._awarding.everybody(job.guild_id)
        await self.look(job)

    async def announce(self, job: Job) -> None:
        """Say in one message who got what since the last."""
        if not await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            return
        guild = self._bot.get_guild(job.guild_id)
        if guild is None:
            raise Postpone(self._bot.clock.now() + _AWAY, anew=False)
        said = await self._news.claim(guild.id, job.job_id)
        if said.news and said.channel_id is not None:
            channel = guild.get_channel(said.channel_id)
            if isinstance(channel, discord.abc.Messageable):
                embed = news_embed(said, str(guild.preferred_locale))
                await self._bot.delivery.deliver(job, channel, embeds=[embed])
        await self._news.done(guild.id, job.job_id)

    async def tell(self, job: Job) -> None:
        """Tell a member of their badges, or that one was taken, by direct message."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or not await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            return
        member = guild.get_member(int(job.payload["member"]))
        told = self._told_of_tier if "after" in job.payload else self._told
        text = await told(job, guild)
        if member is None or not text:
            return
        try:
            await self._bot.delivery.deliver(job, member, content=text)
        except discord.HTTPException as error:
            if error.code == OPENING_DMS_TOO_FAST:
                raise Postpone(self._bot.clock.now() + _TOO_FAST, anew=False) from None
            if not isinstance(error, discord.Forbidden) and error.code != NO_MUTUAL_SERVER:
                raise
            # They see it with /badges.
            _log.info("badge not told", guild_id=guild.id, code=error.code)

    async def _told(self, job: Job, guild: discord.Guild) -> str:
        locale, member_id = str(guild.preferred_locale), int(job.payload["member"])
        revoked = bool(job.payload.get("revoked"))
        lines = []
        for number in job.payload["badges"]:
            found = await self._news.award(guild.id, int(number), member_id)
            if found is None or (found[1].revoked_at is not None) is not revoked:
                continue  # it was given back, or taken, meanwhile
            badge, award = found
            reason = award.revoked_reason if revoked else award.reason
            key = "badge-told-revoked" if revoked else "badge-told"
            lines.append(
                T.say(
                    key,
                    locale,
                    server=guild.name,
                    emoji=Raw(badge.emoji),
                    badge=badge_title(badge, award.tier, locale),
                    reasoned="yes" if reason else "no",
                    reason=reason or "",
                )
            )
        return "\n".join(lines)

    async def _told_of_tier(self, job: Job, guild: discord.Guild) -> str:
        locale, given = str(guild.preferred_locale), job.payload
        programme = await self._seasons.programme(guild.id)
        names = {tier.level: tier for tier in programme.tiers}
        before, after = names.get(given["before"]), names.get(given["after"])
        key = "up" if given["after"] > given["before"] else "down"
        if given["by_hand"]:
            key = "taken"
        elif given["after"] == given["before"]:
            key = "grace"
        if (before if key in ("taken", "down", "grace") else after) is None:
            return ""  # the tier is gone by now
        return T.say(
            f"tier-told-{key}",
            locale,
            server=guild.name,
            before=before.name if before else T.plain("tier-nothing", locale),
            after=after.name if after else T.plain("tier-nothing", locale),
            perked="yes" if after and after.perks else "no",
            perks=after.perks if after else "",
            ends=timestamp(programme.ends, "D"),
            reasoned="yes" if given["reason"] else "no",
            reason=given["reason"] or "",
        )
