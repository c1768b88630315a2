"""Moderation by hand in Discord's own client: read from the audit log, and made cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog
from discord.ext import commands

from bot.signals import CensusTaken
from cogs.moderation.domain.actions import LEAST, Action, Source
from cogs.moderation.service.cases import FEATURE, Cases, NewCase

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

_ACTIONS: Final = {
    discord.AuditLogAction.kick: Action.KICK,
    discord.AuditLogAction.ban: Action.BAN,
    discord.AuditLogAction.unban: Action.UNBAN,
}
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
        new = self._read(entry)
        if new is not None and await self._bot.feature_switch.is_on(entry.guild.id, FEATURE):
            await self._cases.record(new)

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
        since = self._bot.clock.now() - _MISSED
        if guild.me.joined_at is not None:
            since = max(since, guild.me.joined_at)
        missed = []
        async for entry in guild.audit_logs(limit=_ENTRIES):
            if entry.created_at < since:
                break
            if (new := self._read(entry)) is not None:
                missed.append(new)
        for new in reversed(missed):
            if await self._cases.record(new) is not None:
                _log.info("moderation by hand found", guild_id=guild.id, action=new.action)

    def _read(self, entry: discord.AuditLogEntry) -> NewCase | None:
        """Return the case of an entry; None for what is no moderation, or is our own."""
        me = self._bot.user
        target_id = getattr(entry.target, "id", None)
        if target_id is None or me is None or entry.user_id == me.id:
            return None
        action, duration = _ACTIONS.get(entry.action), None
        if entry.action is discord.AuditLogAction.member_update:
            changed = _timeout(entry)
            if changed is None:
                return None
            action, duration = changed
        if action is None:
            return None
        return NewCase(
            guild_id=entry.guild.id,
            action=action,
            moderator_id=entry.user_id,
            target_id=target_id,
            reason=entry.reason or "",
            duration=duration,
            source=Source.AUDIT_LOG,
            audit_entry_id=entry.id,
        )


def _timeout(entry: discord.AuditLogEntry) -> tuple[Action, timedelta | None] | None:
    """Return whether a change of a member gave or ended a timeout, and for how long."""
    if not hasattr(entry.after, "timed_out_until"):
        return None
    until: datetime | None = entry.after.timed_out_until
    if until is None or until <= entry.created_at:
        return Action.UNTIMEOUT, None
    # Discord writes down the end, to the second; whoever chose an hour meant an hour.
    seconds = round((until - entry.created_at).total_seconds())
    return Action.TIMEOUT, max(LEAST, timedelta(seconds=seconds))
