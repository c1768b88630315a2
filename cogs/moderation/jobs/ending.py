"""Ending temporary bans, and renewing timeouts that are longer than Discord knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.jobs import GiveUp, Job, Postpone
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.case import Case, next_look
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.service.cases import Cases
from cogs.moderation.texts import T
from cogs.moderation.views.acting import audit_reason, timeout_end
from cogs.moderation.views.log import refresh_log
from cogs.moderation.views.looking import quarantine_role

if TYPE_CHECKING:
    from bot.client import Steward


class EndJob:
    """Handles the jobs of kind ``moderation-end``."""

    def __init__(self, bot: Steward, cases: Cases) -> None:
        self._bot = bot
        self._cases = cases

    async def __call__(self, job: Job) -> None:
        """End what the case did where it is time, else see that it lasts until then."""
        case = await self._cases.get(job.guild_id, int(job.payload["case"]))
        if case.ended_at is not None or case.voided_at is not None:
            return
        guild = guild_of(self._bot, job)
        try:
            if case.action is Action.BAN:
                await _unban(guild, case)
            elif case.action is Action.QUARANTINE:
                await self._release(guild, case)
            else:
                await self._renew(guild, case)
        except discord.Forbidden:
            key = {
                Action.BAN: "end-forbidden",
                Action.QUARANTINE: "release-forbidden",
            }.get(case.action, "renew-forbidden")
            raise GiveUp(T.plain(key, number=case.number)) from None
        ended = await self._cases.ended(guild.id, case.number)
        if ended is not None:
            await refresh_log(self._bot, ended)

    async def _release(self, guild: discord.Guild, case: Case) -> None:
        role = await quarantine_role(self._bot.guild_settings, guild)
        try:
            member = guild.get_member(case.target_id or 0) or await guild.fetch_member(
                case.target_id or 0
            )
        except discord.NotFound:
            return
        if role is not None and role in member.roles:
            await member.remove_roles(role, reason=T.plain("audit-over", number=case.number))

    async def _renew(self, guild: discord.Guild, case: Case) -> None:
        """Return where the timeout is over. Raises Postpone where it is not."""
        now = self._bot.clock.now()
        if case.ends_at is None or case.ends_at <= now or case.target_id is None:
            return
        try:
            member = guild.get_member(case.target_id) or await guild.fetch_member(case.target_id)
        except discord.NotFound:
            pass  # when they come back they get it back
        else:
            await member.timeout(timeout_end(case, self._bot), reason=audit_reason(case, None))
        raise Postpone(next_look(case, now) or case.ends_at)


async def _unban(guild: discord.Guild, case: Case) -> None:
    if case.target_id is None:
        return
    try:
        reason = T.plain("audit-end", number=case.number)
        await guild.unban(discord.Object(case.target_id), reason=reason)
    except discord.NotFound:
        return  # somebody was faster
