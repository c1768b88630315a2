"""Closing the channels of a lockdown, and making channels what they were, once, whenever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import Job
from bot.jobs.job import GiveUp
from cogs.moderation.domain.actions import Action, Dm, Outcome
from cogs.moderation.domain.case import Case
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.repository.channels import Hold, Kind
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.channels import ChannelService
from cogs.moderation.texts import T
from cogs.moderation.views.closing import channel_reason, close, note_end, release
from cogs.moderation.views.log import refresh_log

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
# Hundreds of channels, a request or two each.
TIMEOUT: Final = timedelta(minutes=20)


class ChannelJobs:
    """Handles the jobs of kind ``moderation-close`` and ``moderation-reopen``."""

    def __init__(self, bot: Steward, service: ChannelService, cases: Cases) -> None:
        self._bot = bot
        self._service = service
        self._cases = cases

    async def close(self, job: Job) -> None:
        """Close what a lockdown is to close; one that cannot be is let go of."""
        guild = guild_of(self._bot, job)
        case = await self._cases.get(guild.id, int(job.payload["case"]))
        reason = channel_reason(case, self._name(guild, case))
        for hold in await self._service.of_case(guild.id, case.number):
            try:
                await close(self._bot, guild, hold, reason)
            except (discord.Forbidden, discord.NotFound) as error:
                _log.warning("channel not closed", guild_id=guild.id, code=error.code)
                await self._service.ended(hold)
        await self._say_done(case)

    async def reopen(self, job: Job) -> None:
        """Make the channels of a case what they were before it."""
        guild = guild_of(self._bot, job)
        case = await self._cases.get(guild.id, int(job.payload["case"]))
        ending = await self._ending(guild, job)
        reason = channel_reason(ending or case, self._name(guild, ending))
        holds = await self._service.of_case(guild.id, case.number)
        for hold in holds:
            await self._release(guild, hold, reason)
        if ending is not None:
            await self._say_done(ending)
        elif case.action is not Action.SLOWMODE and "void" not in job.payload:
            await self._open_case(case)
        for hold in holds:
            await self._service.ended(hold)
        await note_end(self._bot, guild.id, case.number)

    async def _ending(self, guild: discord.Guild, job: Job) -> Case | None:
        by = job.payload.get("by")
        return None if by is None else await self._cases.get(guild.id, int(by))

    async def _release(self, guild: discord.Guild, hold: Hold, reason: str) -> None:
        try:
            await release(self._bot, hold, reason)
        except discord.Forbidden:
            channel = guild.get_channel(hold.channel_id)
            key = "not-reopened" if hold.kind is Kind.TALK else "slowmode-not-ended"
            name = channel.name if channel is not None else str(hold.channel_id)
            raise GiveUp(T.plain(key, channel=name)) from None

    async def _open_case(self, case: Case) -> None:
        """Write down, once, that the time was up."""
        await self._cases.record(
            NewCase(
                guild_id=case.guild_id,
                action=Action.UNLOCK,
                moderator_id=None,
                channel_id=case.channel_id,
                reason=T.plain("time-is-up", number=case.number),
                # No entry of Discord's has such a number: this one ends that case, once.
                audit_entry_id=-case.number,
            )
        )

    async def _say_done(self, case: Case) -> None:
        if case.outcome is Outcome.DONE:
            return
        done = await self._cases.done(case.guild_id, case.number, outcome=Outcome.DONE, dm=Dm.NONE)
        # It took so long that the mod log says already that it was interrupted.
        await refresh_log(self._bot, done)

    def _name(self, guild: discord.Guild, case: Case | None) -> str:
        member = None if case is None else guild.get_member(case.moderator_id or 0)
        return member.name if member is not None else guild.me.name
