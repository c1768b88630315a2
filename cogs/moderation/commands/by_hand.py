"""Moderation by hand in Discord's own client: read from the audit log, and made cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog
from discord.ext import commands

from bot.signals import CensusTaken
from cogs.moderation.commands.audit_reading import read
from cogs.moderation.domain.actions import LEAST, Action
from cogs.moderation.domain.case import Case
from cogs.moderation.service.cases import FEATURE, Cases, NewCase
from cogs.moderation.views.log import refresh_log

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

# After an absence so much of the audit log is read: mostly one request, ten at most.
_MISSED: Final = timedelta(days=2)
_ENTRIES: Final = 1_000


class ByHand(commands.Cog):
    """Listens to the audit log."""

    def __init__(self, bot: Steward, cases: Cases) -> None:
        self._bot = bot
        self._cases = cases
        bot.signals.listen(CensusTaken, self._catch_up)

    @commands.Cog.listener()
    async def on_audit_log_entry_create(self, entry: discord.AuditLogEntry) -> None:
        """Make a case of what somebody did by hand."""
        new = read(entry, self._bot.clock.now())
        if new is not None and await self._bot.feature_switch.is_on(entry.guild.id, FEATURE):
            await self._keep(entry.guild, new)

    async def _catch_up(self, signal: CensusTaken) -> None:
        """Make cases of what was done by hand while the bot was away."""
        guild = self._bot.get_guild(signal.guild_id)
        if guild is None or not guild.me.guild_permissions.view_audit_log:
            return
        if not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        # Where there is no case yet nothing says that moderation is done here.
        if not await self._cases.count(guild.id):
            return
        now = self._bot.clock.now()
        since = now - _MISSED
        if guild.me.joined_at is not None:
            since = max(since, guild.me.joined_at)
        missed = []
        async for entry in guild.audit_logs(limit=_ENTRIES):
            if entry.created_at < since:
                break
            if (new := read(entry, now)) is not None:
                missed.append(new)
        for new in reversed(missed):
            if await self._keep(guild, new) is not None:
                _log.info("moderation by hand found", guild_id=guild.id, action=new.action)

    async def _keep(self, guild: discord.Guild, new: NewCase) -> Case | None:
        """Write a case down; return it where it is new."""
        if new.action is Action.TIMEOUT and new.moderator_id is None:
            new = replace(new, duration=await self._left(guild, new.target_id or 0))
        case = await self._cases.record(new)
        if case is None and new.messages is not None and new.audit_entry_id is not None:
            grown = await self._cases.counted(guild.id, new.audit_entry_id, new.messages)
            if grown is not None:
                await refresh_log(self._bot, grown)
        return case

    async def _left(self, guild: discord.Guild, member_id: int) -> timedelta | None:
        """Return how much of a member's timeout is left; None where there is none (any more)."""
        try:
            # Discord may tell of the entry before it tells of the member.
            member = await guild.fetch_member(member_id)
        except discord.NotFound:
            return None
        now = self._bot.clock.now()
        if member.timed_out_until is None or member.timed_out_until <= now:
            return None
        seconds = round((member.timed_out_until - now).total_seconds())
        return max(LEAST, timedelta(seconds=seconds))
