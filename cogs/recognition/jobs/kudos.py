"""The wall of thanks, offers that nobody took, and telling of thanks that were revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog

from bot.jobs import GiveUp, Job
from bot.ui.dm import CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER
from cogs.recognition.jobs.roles import FEATURE
from cogs.recognition.service.kudos import KudosService
from cogs.recognition.texts import T
from cogs.recognition.views.kudos import mine_button
from cogs.recognition.wording import thanks_text, wall_texts, who

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class KudosJobs:
    """Handles the jobs of kudos."""

    def __init__(self, bot: Steward, kudos: KudosService) -> None:
        self._bot = bot
        self._kudos = kudos

    async def wall(self, job: Job) -> None:
        """Post what was given within two minutes to the wall of thanks, together."""
        guild = self._bot.get_guild(job.guild_id)
        settings = await self._kudos.settings(job.guild_id)
        if guild is None or settings.kudos_wall_channel_id is None:
            return
        if not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        found = await self._kudos.gathered(guild.id, int(job.payload["number"]))
        channel = guild.get_channel_or_thread(settings.kudos_wall_channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            raise GiveUp(T.plain("wall-gone"))
        locale = str(guild.preferred_locale)
        try:
            for number, text in enumerate(wall_texts(found, locale)):
                await self._bot.delivery.deliver(
                    job, channel, content=text, view=mine_button(locale), part=str(number)
                )
        except discord.Forbidden:
            raise GiveUp(T.plain("wall-forbidden")) from None

    async def offer_over(self, job: Job) -> None:
        """Remove an offer that was not taken; one that was taken stays, as the thanks."""
        given = await self._kudos.given_by(job.guild_id, int(job.payload["thanks"]))
        guild = self._bot.get_guild(job.guild_id)
        channel = self._bot.get_partial_messageable(
            int(job.payload["channel"]), guild_id=job.guild_id
        )
        offer = channel.get_partial_message(int(job.payload["offer"]))
        try:
            if given and guild is not None:
                # Said again, for whoever was killed between giving and saying so.
                locale = str(guild.preferred_locale)
                await offer.edit(
                    content=thanks_text(given, locale),
                    view=mine_button(locale),
                    allowed_mentions=discord.AllowedMentions.none(),
                )
            else:
                await offer.delete()
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("offer not ended", guild_id=job.guild_id, code=error.code)

    async def tell(self, job: Job) -> None:
        """Tell a member that kudos which they gave or got count no more."""
        guild = self._bot.get_guild(job.guild_id)
        kudos_id, receiver = int(job.payload["kudos"]), int(job.payload["receiver"])
        kudos = await self._kudos.find(job.guild_id, kudos_id, receiver)
        member = guild.get_member(int(job.payload["member"])) if guild is not None else None
        if guild is None or member is None or kudos is None:
            return
        got = member.id == receiver
        text = T.say(
            "told-receiver" if got else "told-giver",
            str(guild.preferred_locale),
            other=who(kudos.giver_id if got else receiver),
            server=guild.name,
            reason=kudos.revoke_reason or "—",
        )
        try:
            await self._bot.delivery.deliver(job, member, content=text)
        except discord.HTTPException as error:
            if error.code not in {CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER}:
                raise
            _log.info("not told of revoked kudos", guild_id=guild.id, code=error.code)
