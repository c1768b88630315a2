"""Giving and taking level roles, paced, until everybody has what their level gives."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import Job, Postpone
from cogs.recognition.service.levels import LevelService, RolesWanted
from cogs.recognition.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
FEATURE: Final = "recognition"
# Members looked at in one transaction, and members changed before the next pause.
_AT_ONCE: Final = 200
_CHANGED: Final = 20
_PAUSE: Final = timedelta(seconds=10)
# How soon it is tried again where the server is away, or the bot may not manage roles.
_AWAY: Final = timedelta(minutes=10)
_POWERLESS: Final = timedelta(hours=1)


class RolesJob:
    """Handles the jobs of kind ``recognition-roles``."""

    def __init__(self, bot: Steward, levels: LevelService) -> None:
        self._bot = bot
        self._levels = levels
        self._busy: set[int] = set()

    async def __call__(self, job: Job) -> None:
        """Look at all who are due; after some changes, go on after a pause."""
        if job.guild_id in self._busy:
            raise Postpone(self._bot.clock.now() + _PAUSE)
        self._busy.add(job.guild_id)
        try:
            await self._look(job.guild_id)
        finally:
            self._busy.discard(job.guild_id)

    async def _look(self, guild_id: int) -> None:
        if not await self._bot.feature_switch.is_on(guild_id, FEATURE):
            return  # everybody is looked at when it is switched on again
        guild = self._bot.get_guild(guild_id)
        if guild is None:
            raise Postpone(self._bot.clock.now() + _AWAY)
        while True:
            work = await self._levels.work(guild_id, _AT_ONCE)
            if not work.members:
                return
            managed = _assignable(guild, work.managed)
            if managed and not guild.me.guild_permissions.manage_roles:
                raise Postpone(self._bot.clock.now() + _POWERLESS)
            done: list[RolesWanted] = []
            changed = 0
            for one in work.members:
                changed += await self._carry_out(guild, one, managed)
                done.append(one)
                if changed >= _CHANGED:
                    break
            await self._levels.looked_at(guild_id, done)
            if changed >= _CHANGED:
                raise Postpone(self._bot.clock.now() + _PAUSE)

    async def _carry_out(
        self, guild: discord.Guild, one: RolesWanted, managed: dict[int, discord.Role]
    ) -> bool:
        """Give and take a member's roles; return whether anything was to be changed."""
        member = await _member(guild, one.member_id)
        if member is None:
            return False  # looked at again when they come back
        has = {role.id for role in member.roles}
        given = [role for number, role in managed.items() if number in one.wanted - has]
        taken = [role for number, role in managed.items() if number in has - one.wanted]
        reason = T.plain("reason-level", str(guild.preferred_locale))
        try:
            if given:
                await member.add_roles(*given, reason=reason)
            if taken:
                await member.remove_roles(*taken, reason=reason)
        except discord.NotFound:
            return True  # the member or a role went meanwhile
        except discord.Forbidden as error:
            # The role was moved above the bot's meanwhile; others may still be possible.
            _log.warning("level roles not changed", guild_id=guild.id, code=error.code)
        return bool(given or taken)


def _assignable(guild: discord.Guild, role_ids: frozenset[int]) -> dict[int, discord.Role]:
    roles = (guild.get_role(number) for number in role_ids)
    return {role.id: role for role in roles if role is not None and role.is_assignable()}


async def _member(guild: discord.Guild, member_id: int) -> discord.Member | None:
    member = guild.get_member(member_id)
    if member is None and not guild.chunked:
        try:
            member = await guild.fetch_member(member_id)
        except discord.NotFound:
            return None
    return None if member is None or member.bot else member
