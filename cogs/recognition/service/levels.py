"""Use cases of levels: their roles, and what a change of settings does to the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.ledger.transaction import lock_guild
from bot.text.catalogue import ENGLISH
from bot.windows import local_day
from cogs.recognition.domain.levels import Curve, roles_of
from cogs.recognition.domain.standing import Board, Span, oldest_kept
from cogs.recognition.repository import awards, deeds, roles, rules, scores, seasons
from cogs.recognition.repository.rules import Rules
from cogs.recognition.service.counting import Counting
from cogs.recognition.service.queue import RECOUNT, Queue
from cogs.recognition.settings import GuildSettings
from cogs.recognition.texts import T

# Discord has 250 roles a server; so many steps are seen by nobody.
MOST_ROLES: Final = 50
HIGHEST: Final = 1_000


@dataclass(frozen=True, slots=True)
class RolesWanted:
    """Which roles a member should have; ``asked`` marks the request that is answered."""

    member_id: int
    asked: int
    wanted: frozenset[int]


@dataclass(frozen=True, slots=True)
class RolesWork:
    """Some members to look at; ``managed`` are all roles of levels, badges and tiers."""

    members: list[RolesWanted]
    managed: frozenset[int]


class LevelService:
    """Roles of levels, and recounting."""

    def __init__(
        self,
        database: Database,
        store: Store,
        clock: Clock,
        counting: Counting,
        queue: Queue,
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._counting = counting
        self._queue = queue

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what the server has set."""
        return await self._store.get(guild_id, GuildSettings)

    async def curve(self, guild_id: int) -> Curve:
        """Return where the server's levels begin."""
        return (await self.settings(guild_id)).curve

    # -- roles -----------------------------------------------------------------------------

    async def roles(self, guild_id: int) -> dict[int, int]:
        """Return the role ids by level, lowest first."""
        async with self._database.read() as connection:
            return await roles.all_of(connection, guild_id)

    async def add_role(
        self, guild_id: int, level: int, role_id: int, locale: str = ENGLISH
    ) -> int | None:
        """Let a level give a role; return the one that it gave before.

        Raises UserError where another level gives the role, or there are too many.
        """
        async with self._database.begin() as connection:
            known = await roles.all_of(connection, guild_id)
            elsewhere = next((one for one, its in known.items() if its == role_id), level)
            if elsewhere != level:
                raise UserError(T.say("role-elsewhere", locale, level=elsewhere))
            if len(known) >= MOST_ROLES and level not in known:
                raise UserError(T.say("roles-too-many", locale, most=MOST_ROLES))
            await roles.put_role(connection, guild_id, level, role_id)
            await roles.everybody_due(connection, guild_id)
            await self._queue.begin(connection, guild_id)
        self._queue.wake()
        return known.get(level)

    async def remove_role(self, guild_id: int, level: int, locale: str = ENGLISH) -> int:
        """Let a level give no role; return the one that it gave.

        Members keep that one. Raises UserError where there was none.
        """
        async with self._database.begin() as connection:
            dropped = await roles.drop_role(connection, guild_id, level)
            if dropped is None:
                raise UserError(T.say("level-without-role", locale, level=level))
            await roles.everybody_due(connection, guild_id)
            await self._queue.begin(connection, guild_id)
        self._queue.wake()
        return dropped

    async def look_at(self, guild_id: int, member_id: int | None = None) -> None:
        """Let a member's level roles be looked at, or everybody's."""
        async with self._database.begin() as connection:
            if not await roles.any_given(connection, guild_id):
                return
            if member_id is None:
                await roles.everybody_due(connection, guild_id)
            else:
                await roles.due(connection, guild_id, [member_id])
            await self._queue.begin(connection, guild_id)
        self._queue.wake()

    async def work(self, guild_id: int, most: int) -> RolesWork:
        """Return some members whose roles must be looked at, with what they should have."""
        settings = await self.settings(guild_id)
        async with self._database.read() as connection:
            known = await roles.all_of(connection, guild_id)
            due = await roles.some_due(connection, guild_id, most)
            points = await scores.points_of_members(
                connection, guild_id, [member for member, _ in due]
            )
            badge_roles, badges = await awards.roles_of(
                connection, guild_id, [member for member, _ in due]
            )
            tier_roles, tiers = await seasons.roles_of(
                connection, guild_id, [member for member, _ in due]
            )
        members = []
        for member, asked in due:
            xp = points.get((member, int(Board.XP), int(Span.ALL), 0), 0)
            level = settings.curve.level_of(xp)
            wanted = roles_of(level, known, stacked=settings.level_roles_stack)
            wanted |= badges.get(member, set()) | tiers.get(member, set())
            members.append(RolesWanted(member, asked, wanted))
        return RolesWork(members, badge_roles.union(tier_roles, known.values()))

    async def looked_at(self, guild_id: int, members: list[RolesWanted]) -> None:
        """Note whose roles are as they should be."""
        async with self._database.begin() as connection:
            await roles.done(connection, guild_id, {one.member_id: one.asked for one in members})

    # -- points ----------------------------------------------------------------------------

    async def settings_changed(self, guild_id: int) -> None:
        """Let all points be computed anew, soon."""
        async with self._database.begin() as connection:
            await self._queue.begin(connection, guild_id, RECOUNT)
        self._queue.wake()

    async def recount(self, guild_id: int) -> None:
        """Compute all points of a guild anew where its settings are others than those used."""
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            zone = await rules.zone_of(connection, guild_id)
            used = await rules.rules_of(connection, guild_id)
            if zone is None or used is None:
                return  # a rebuild, or the first fact, computes with the settings of then
            settings = await self._store.read(connection, guild_id, GuildSettings)
            if (used.weights, used.curve) != (settings.weights, settings.curve):
                await self._counting.recount(connection, guild_id, zone)

    async def upkeep(self, guild_id: int, read_again: timedelta) -> None:
        """Drop windows that are long over, and deletions of messages that nobody has any more.

        ``read_again``: how long ago a message may be that is still counted.
        """
        await self.recount(guild_id)
        now = self._clock.now()
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            zone = await rules.zone_of(connection, guild_id)
            used = await rules.rules_of(connection, guild_id)
            await deeds.drop_deleted(connection, guild_id, now - read_again)
            if zone is None or used is None:
                return
            kept_from = oldest_kept(local_day(now, zone))
            if kept_from > used.kept_from:
                fresh = Rules(used.weights, used.curve, kept_from)
                await rules.put_rules(connection, guild_id, fresh)
                await scores.drop_windows(connection, guild_id, kept_from)
