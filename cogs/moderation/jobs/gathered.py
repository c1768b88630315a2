"""Messages deleted by hand: Discord gathers them in one entry, and says nothing as it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.jobs import Job, Postpone
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.service.cases import GATHERED_WITHIN, Cases
from cogs.moderation.views.log import refresh_log

if TYPE_CHECKING:
    from bot.client import Steward


class GatheredJob:
    """Handles the jobs of kind ``moderation-gathered``: the case gets the count of its entry."""

    def __init__(self, bot: Steward, cases: Cases) -> None:
        self._bot = bot
        self._cases = cases

    async def __call__(self, job: Job) -> None:
        """Look at the entry again until it has stopped growing."""
        guild = guild_of(self._bot, job)
        entry_id = int(job.payload["entry"])
        if not guild.me.guild_permissions.view_audit_log:
            return  # /doctor says so
        count = await _count(guild, entry_id)
        case = None if count is None else await self._cases.counted(guild.id, entry_id, count)
        if case is not None:
            await refresh_log(self._bot, case)
            raise Postpone(self._bot.clock.now() + GATHERED_WITHIN)


async def _count(guild: discord.Guild, entry_id: int) -> int | None:
    """Return how many messages an entry of the audit log has now; None where it is gone."""
    upto = discord.Object(entry_id + 1)
    kind = discord.AuditLogAction.message_delete
    async for entry in guild.audit_logs(limit=1, before=upto, action=kind):
        extra: Any = entry.extra
        if entry.id == entry_id and extra is not None:
            return int(extra.count)
    return None
