"""What happens to members without our commands: names, returns, and moderation by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord
import structlog
from discord.ext import commands

from bot.signals import CensusTaken
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.case import Case
from cogs.moderation.repository.cases import RETURN
from cogs.moderation.service.cases import FEATURE, Cases
from cogs.moderation.service.history import HistoryService
from cogs.moderation.views.acting import audit_reason, timeout_end
from cogs.moderation.views.looking import quarantine_role

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
# Nobody loses one of these by leaving and coming back.
_NOT_SHED: Final = (Action.TIMEOUT, Action.QUARANTINE, Action.ROLE)


class MemberWatch(commands.Cog):
    """Listens."""

    def __init__(self, bot: Steward, cases: Cases, history: HistoryService) -> None:
        self._bot = bot
        self._cases = cases
        self._history = history
        bot.signals.listen(CensusTaken, self._catch_up)

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
        for action in _NOT_SHED:
            case = await self._cases.lasting(member.guild.id, member.id, action)
            if case is not None:
                await self._give_back(member, case)

    async def _catch_up(self, signal: CensusTaken) -> None:
        """See to those who left and came back while the bot was away."""
        guild = self._bot.get_guild(signal.guild_id)
        if guild is None or not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        for case in await self._cases.in_force(guild.id, _NOT_SHED):
            member = guild.get_member(case.target_id or 0)
            if member is not None and await self._came_back(member, case):
                await self._give_back(member, case)

    async def _came_back(self, member: discord.Member, case: Case) -> bool:
        """Tell whether somebody came back after a case, and has not got it back yet.

        Who has been here since has what they have, also where that was changed by hand.
        """
        if member.joined_at is None or member.joined_at < case.created_at:
            return False
        latest = await self._cases.lasting(member.guild.id, member.id, case.action)
        if latest is None or latest.number != case.number:
            return False
        changes = await self._cases.changes(member.guild.id, case.number)
        known = [one.changed_at for one in changes if one.kind == RETURN]
        return not known or max(known) < member.joined_at

    async def _give_back(self, member: discord.Member, case: Case) -> None:
        try:
            await self._put_back(member, case)
        except (discord.Forbidden, discord.NotFound) as error:
            _log.warning("not given back", case=case.number, code=error.code)
            return
        now = self._bot.clock.now()
        # Discord's clock may be ahead of ours.
        at = max(now, member.joined_at or now)
        await self._cases.given_back(case.guild_id, case.number, at)

    async def _put_back(self, member: discord.Member, case: Case) -> None:
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
