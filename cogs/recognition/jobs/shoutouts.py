"""Drafting the week's shout-outs when they are due, and posting them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.errors import UserError
from bot.jobs import GiveUp, Job, Postpone
from cogs.recognition.domain.shoutouts import State
from cogs.recognition.jobs.roles import FEATURE
from cogs.recognition.service.shoutouts import Round, ShoutoutService
from cogs.recognition.texts import T
from cogs.recognition.views.shoutouts import draft_embed, draft_view, here, shoutout_embed

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_AGAIN: Final = timedelta(minutes=2)


class ShoutoutJobs:
    """Handles the jobs of shout-outs."""

    def __init__(self, bot: Steward, shoutouts: ShoutoutService) -> None:
        self._bot = bot
        self._shoutouts = shoutouts

    async def weekly(self, job: Job) -> None:
        """Draft the round that is due; comes again each week, also while there are none."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is not None and not guild.chunked:
            # Just after the start it is not known yet who is still here.
            raise Postpone(self._bot.clock.now() + _AGAIN, anew=False)
        if guild is not None and await self._bot.feature_switch.is_on(guild.id, FEATURE):
            await self._draft(job, guild)
        raise Postpone(await self._shoutouts.next_due(job.guild_id))

    async def _draft(self, job: Job, guild: discord.Guild) -> None:
        settings = await self._shoutouts.settings(guild.id)
        if settings.shoutout_channel_id is None:
            return
        day = await self._shoutouts.day_of(guild.id, job.due_at)
        found = await self._shoutouts.draft(guild.id, day, here(guild))
        if settings.shoutout_desk_channel_id is None:
            if found.state is State.DRAFT:
                await self._approve(guild.id, found, settings.shoutout_channel_id)
            return
        if found.state is not State.DRAFT and found.picks:
            return  # somebody was quicker, with /shoutout now
        desk = guild.get_channel_or_thread(settings.shoutout_desk_channel_id)
        if not isinstance(desk, discord.abc.Messageable):
            _log.warning("no channel for the draft of shout-outs", guild_id=guild.id)
            return
        locale = str(guild.preferred_locale)
        try:
            await self._bot.delivery.deliver(
                job,
                desk,
                embeds=[draft_embed(found, locale)],
                view=draft_view(guild, found, locale) if found.picks else None,
            )
        except (discord.Forbidden, discord.NotFound) as error:
            # The draft is there, and /shoutout now shows it.
            _log.warning("draft of shout-outs not sent", guild_id=guild.id, code=error.code)

    async def _approve(self, guild_id: int, found: Round, channel_id: int) -> None:
        try:
            await self._shoutouts.approve(guild_id, found.day, channel_id)
        except UserError:
            _log.info("nothing to shout out", guild_id=guild_id, day=found.day)

    async def post(self, job: Job) -> None:
        """Post a round that was approved, without who left or hid meanwhile."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None:
            return
        found = await self._shoutouts.read(guild.id, int(job.payload["day"]))
        if found.state is not State.GOING:
            return
        channel = guild.get_channel_or_thread(int(job.payload["channel"]))
        if not isinstance(channel, discord.abc.Messageable):
            raise GiveUp(T.plain("shoutout-gone"))
        is_here = here(guild)
        picks = [one for one in found.picks if is_here(one.member_id)]
        if picks:
            locale = str(guild.preferred_locale)
            embed = shoutout_embed(found.day, picks, locale)
            try:
                await self._bot.delivery.deliver(job, channel, embeds=[embed])
            except discord.Forbidden:
                raise GiveUp(T.plain("shoutout-forbidden")) from None
        await self._shoutouts.posted(guild.id, found.day, anything=bool(picks))
