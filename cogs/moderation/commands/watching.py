"""What happens to members without our commands: names, returns, and moderation by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog
from discord.ext import commands

from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.case import Case
from cogs.moderation.service.cases import FEATURE, Cases
from cogs.moderation.service.history import HistoryService
from cogs.moderation.views.acting import audit_reason, timeout_end
from cogs.moderation.views.looking import quarantine_role

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class MemberWatch(commands.Cog):
    """Listens."""

    def __init__(self, bot: Steward, cases: Cases, history: HistoryService) -> None:
        self._bot = bot
        self._cases = cases
        self._history = history

    @commands.Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Remember a nickname that somebody had here."""
        if before.nick != after.nick and before.nick is not None and not after.bot:
            await self._note_name(after.guild.id, after.id, before.nick)

    @commands.Cog.listener()
    async def on_user_update(self, before: discord.User, after: discord.User) -> None:
        """Remember an account's earlier name wherever it is a member."""
        if before.name == after.name or after.bot:
            return
        for guild in after.mutual_guilds:
            await self._note_name(guild.id, after.id, before.name)

    async def _note_name(self, guild_id: int, member_id: int, name: str) -> None:
        if await self._bot.feature_switch.is_on(guild_id, FEATURE):
            now = self._bot.clock.now()
            await self._history.note_name(guild_id, member_id, name, now)

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """See that nobody sheds a timeout, a quarantine or a role by leaving and coming back."""
        if not await self._bot.feature_switch.is_on(member.guild.id, FEATURE):
            return
        for action in (Action.TIMEOUT, Action.QUARANTINE, Action.ROLE):
            case = await self._cases.lasting(member.guild.id, member.id, action)
            if case is None:
                continue
            try:
                await self._give_back(member, case)
            except discord.Forbidden as error:
                _log.warning("not given back", case=case.number, code=error.code)

    async def _give_back(self, member: discord.Member, case: Case) -> None:
        reason = audit_reason(case, None)
        if case.action is Action.TIMEOUT:
            until = timeout_end(case, self._bot)
            if member.timed_out_until is None or member.timed_out_until < until:
                await member.timeout(until, reason=reason)
            return
        if case.action is Action.ROLE:
            role = member.guild.get_role(case.role_id or 0)
        else:
            role = await quarantine_role(self._bot.guild_settings, member.guild)
        if role is not None and role not in member.roles:
            await member.add_roles(role, reason=reason)
