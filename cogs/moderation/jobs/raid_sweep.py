"""Doing to the accounts of a raid what a moderator asked for: each with a case of its own.

Nobody of them gets a direct message: to write to hundreds of strangers at once is what Discord
takes bots away for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.errors import UserError
from bot.jobs import GiveUp, Job
from cogs.moderation.domain.actions import Action, Dm, Outcome
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.repository.raids import Done, Raid, Raider
from cogs.moderation.service.cases import Cases
from cogs.moderation.service.raid_cases import open_case
from cogs.moderation.service.raids import RaidService
from cogs.moderation.texts import T
from cogs.moderation.views.acting import audit_reason
from cogs.moderation.views.log import refresh_log
from cogs.moderation.views.looking import check, is_banned
from cogs.moderation.views.raids import quarantine_role, refresh

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

# A role and a case for each of hundreds.
TIMEOUT: Final = timedelta(minutes=20)
# https://docs.discord.com/developers/resources/guild#bulk-guild-ban
_PAGE: Final = 200
_CLEARED: Final = timedelta(hours=1)
# "Failed to ban users": all of them.
_NOBODY: Final = 500_000


class RaidSweep:
    """Handles the jobs of kind ``moderation-raid-sweep``."""

    def __init__(self, bot: Steward, service: RaidService, cases: Cases) -> None:
        self._bot = bot
        self._service = service
        self._cases = cases

    async def __call__(self, job: Job) -> None:
        """Do what is wanted and not done yet."""
        guild = guild_of(self._bot, job)
        raid = (await self._service.picture(guild.id, int(job.payload["raid"]))).raid
        if raid is None:
            return
        by = int(job.payload["by"])
        members = await self._service.raiders(guild.id, raid.number)
        if raid.ending_at is None:
            wanted = [one for one in members if one.quarantine is Done.WANTED]
            await self._quarantine(guild, raid, wanted, by)
        wanted = [one for one in members if one.ban is Done.WANTED]
        for start in range(0, len(wanted), _PAGE):
            await self._ban(guild, raid, wanted[start : start + _PAGE], by)
        for one in members:
            if one.ban is Done.UNDO:
                await self._unban(guild, raid, one, by)
        await refresh(self._bot, guild, raid.number)

    async def _quarantine(
        self, guild: discord.Guild, raid: Raid, wanted: Sequence[Raider], by: int
    ) -> None:
        if not wanted:
            return
        try:
            role = await quarantine_role(self._bot, guild, "en")
        except UserError as error:
            await self._service.mark(raid, [one.member_id for one in wanted], quarantine=None)
            raise GiveUp(str(error)) from None
        for one in wanted:
            member = guild.get_member(one.member_id)
            begun = one.quarantine_case is not None
            if member is None or (role in member.roles and not begun):
                # Whoever had it before keeps it afterwards.
                await self._service.mark(raid, [one.member_id], quarantine=Done.LEFT)
            elif self._may(guild, Action.QUARANTINE, member, by):
                await self._isolate(raid, one, member, role, by)
            else:
                await self._service.mark(raid, [one.member_id], quarantine=Done.LEFT)

    async def _isolate(
        self, raid: Raid, one: Raider, member: discord.Member, role: discord.Role, by: int
    ) -> None:
        number = one.quarantine_case
        if number is None:
            number = await open_case(self._cases, raid, one, Action.QUARANTINE, by)
        case = await self._cases.get(raid.guild_id, number)
        outcome, then = Outcome.DONE, Done.DONE
        try:
            await member.add_roles(role, reason=audit_reason(case, member.guild.get_member(by)))
        except discord.NotFound:
            outcome, then = Outcome.FAILED, Done.LEFT
        await self._cases.done(raid.guild_id, number, outcome=outcome, dm=Dm.NONE)
        await self._service.mark(raid, [one.member_id], quarantine=then)

    async def _ban(
        self, guild: discord.Guild, raid: Raid, wanted: Sequence[Raider], by: int
    ) -> None:
        numbers: dict[int, int] = {}
        for one in wanted:
            member = guild.get_member(one.member_id)
            if member is not None and not self._may(guild, Action.BAN, member, by):
                await self._service.mark(raid, [one.member_id], ban=Done.LEFT)
                continue
            number = one.ban_case
            if number is None:
                number = await open_case(self._cases, raid, one, Action.BAN, by)
            numbers[one.member_id] = number
        if not numbers:
            return
        banned = await self._banned(guild, raid, list(numbers))
        now = self._bot.clock.now()
        for member_id, number in numbers.items():
            if member_id in banned or await is_banned(guild, discord.Object(member_id)):
                outcome = Outcome.DONE
                await self._service.mark(raid, [member_id], ban=Done.DONE, banned_at=now)
            else:
                outcome = Outcome.FAILED
                await self._service.mark(raid, [member_id], ban=None, ban_case=None)
            await self._cases.done(guild.id, number, outcome=outcome, dm=Dm.NONE)

    async def _banned(self, guild: discord.Guild, raid: Raid, ids: list[int]) -> set[int]:
        """Ban accounts; return those that Discord says it banned."""
        reason = T.plain("audit-raid-cleanup", number=raid.number)
        cleared = int(_CLEARED.total_seconds())
        users = [discord.Object(one) for one in ids]
        try:
            if guild.me.guild_permissions.manage_guild:
                result = await guild.bulk_ban(users, reason=reason, delete_message_seconds=cleared)
                return {one.id for one in result.banned}
            # Many at once need Manage Server, which is never asked for.
            for user in users:
                await guild.ban(user, reason=reason, delete_message_seconds=cleared)
        except discord.HTTPException as error:
            if error.code != _NOBODY and not isinstance(error, discord.Forbidden):
                raise
            _log.warning("raid clean-up refused", guild_id=guild.id, code=error.code)
        return set()

    async def _unban(self, guild: discord.Guild, raid: Raid, one: Raider, by: int) -> None:
        """Take back a ban: its case is void, so that it counts no more."""
        reason = T.plain("raid-undone-reason", number=raid.number)
        if one.ban_case is not None:
            case = await self._cases.get(guild.id, one.ban_case)
            if case.voided_at is None:
                await self._cases.void(guild.id, case.number, reason, by)
        try:
            await guild.unban(discord.Object(one.member_id), reason=reason)
        except discord.NotFound:
            _log.info("ban was taken back already", guild_id=guild.id)
        except discord.Forbidden:
            raise GiveUp(T.plain("raid-unban-forbidden")) from None
        await self._service.mark(raid, [one.member_id], ban=Done.UNDONE)
        if one.ban_case is not None:
            await refresh_log(self._bot, await self._cases.get(guild.id, one.ban_case))

    def _may(self, guild: discord.Guild, action: Action, member: discord.Member, by: int) -> bool:
        try:
            check(guild, guild.get_member(by), action, member, "en")
        except UserError:
            return False
        return True
