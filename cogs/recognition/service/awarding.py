"""Giving badges by rule: a pure function of figures, run again without a second award."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.ledger.forgotten import not_to_be_written
from bot.ledger.transaction import lock_guild
from bot.windows import day_start, local_day
from cogs.recognition.domain.badges import (
    Badge,
    Figure,
    joined_by,
    reached,
    value_of,
    years_between,
)
from cogs.recognition.repository import awards, badges, counted, figures_due, roles
from cogs.recognition.repository.awards import Award
from cogs.recognition.service.queue import FIGURES, NEWS, Queue
from cogs.recognition.service.seasons import Seasons
from cogs.recognition.settings import GuildSettings

# Members looked at in one transaction.
AT_ONCE: Final = 500


class Awarding:
    """Looks at the figures of those in whom they changed."""

    def __init__(
        self, database: Database, store: Store, clock: Clock, queue: Queue, tiers: Seasons
    ) -> None:
        self._tiers = tiers
        self._database = database
        self._store = store
        self._clock = clock
        self._queue = queue

    async def look(self, guild_id: int) -> bool:
        """Give some members what they have reached; return whether others are still due."""
        async with self._database.begin() as connection:
            # Nobody's figures change until this is written, so that none is missed.
            await lock_guild(connection, guild_id)
            due = await figures_due.some(connection, guild_id, AT_ONCE)
            if due:
                await self._give(connection, guild_id, due)
                await self._tiers.rise(connection, guild_id, due)
                await figures_due.done(connection, guild_id, due)
            more = len(due) == AT_ONCE
            # Not before all are looked at: a new badge is told of by one message.
            if not more and await awards.any_news(connection, guild_id):
                await self._queue.begin(connection, guild_id, NEWS)
        self._queue.wake()
        return more

    async def everybody(self, guild_id: int) -> None:
        """Note that all members must be looked at: there is something new to reach."""
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            await figures_due.note_everybody(connection, guild_id)

    async def upkeep(self, guild_id: int) -> None:
        """Note whose anniversary came, and close seasons that are over; the daily job calls it."""
        await self._tiers.close(guild_id)
        now = self._clock.now()
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            missing: set[int] = set()
            for badge in await badges.all_of(connection, guild_id):
                if badge.figure is Figure.YEARS:
                    for tier, years in enumerate(badge.thresholds):
                        before = await joined_before(connection, self._store, guild_id, years, now)
                        missing |= await counted.joined_without(
                            connection, guild_id, before, (badge.number, tier)
                        )
            await figures_due.note(connection, guild_id, missing)
            if missing or await awards.any_news(connection, guild_id):
                await self._queue.begin(connection, guild_id, FIGURES)
        self._queue.wake()

    async def values(
        self,
        connection: AsyncConnection,
        guild_id: int,
        wanted: Collection[Figure],
        members: Sequence[int],
    ) -> dict[Figure, dict[int, int]]:
        """Return figures of members; who has none of one is not in it."""
        settings = await self._store.read(connection, guild_id, GuildSettings)
        found: dict[Figure, dict[int, int]] = {}
        for figure in wanted:
            if figure is Figure.YEARS:
                joined = await counted.joined_at(connection, guild_id, members)
                zone = await _zone(connection, self._store, guild_id)
                found[figure] = _years(joined, self._clock.now(), zone)
            elif figure is Figure.EARLY:
                known = await badges.all_of(connection, guild_id)
                most = max(max(one.thresholds) for one in known if one.figure is figure)
                first = await counted.first_members(connection, guild_id, most)
                found[figure] = {member: place for place, member in enumerate(first, 1)}
            else:
                stored = await counted.amounts(connection, guild_id, figure, members)
                found[figure] = {
                    member: value_of(figure, amount, settings.curve)
                    for member, amount in stored.items()
                }
        return found

    async def _give(
        self, connection: AsyncConnection, guild_id: int, members: Sequence[int]
    ) -> None:
        known = [one for one in await badges.all_of(connection, guild_id) if one.figure]
        wanted = {one.figure for one in known if one.figure}
        values = await self.values(connection, guild_id, wanted, members)
        here = await counted.present(connection, guild_id, members)
        had = await _had(connection, guild_id, here)
        now = self._clock.now()
        earned = [one for badge in known for one in _earned(badge, values, here, had, now)]
        unwritten = await not_to_be_written(
            connection, guild_id, dict.fromkeys({one.member_id for one in earned}, now)
        )
        new = await awards.add(
            connection, guild_id, [one for one in earned if one.member_id not in unwritten]
        )
        # Of several tiers at once the highest is told.
        highest = {(one.badge, one.member_id): one for one in sorted(new, key=lambda a: a.tier)}
        await awards.add_news(connection, guild_id, highest.values())
        giving = {badge.number for badge in known if badge.role_id is not None}
        with_role = {one.member_id for one in new if one.badge in giving}
        if with_role:
            await roles.due(connection, guild_id, with_role)
            await self._queue.begin(connection, guild_id)


async def joined_before(
    connection: AsyncConnection, store: Store, guild_id: int, years: int, now: datetime
) -> datetime:
    """Return the instant before which somebody joined who has been here ``years`` full years."""
    zone = await _zone(connection, store, guild_id)
    today = date.fromordinal(local_day(now, zone))
    return day_start(joined_by(years, today).toordinal() + 1, zone)


def _earned(
    badge: Badge,
    values: Mapping[Figure, Mapping[int, int]],
    members: Collection[int],
    had: Mapping[tuple[int, int], frozenset[int] | None],
    now: datetime,
) -> list[Award]:
    """Return the tiers that members have reached and never had; none where it was revoked."""
    if badge.figure is None:
        return []
    found = []
    for member, value in values[badge.figure].items():
        tiers = had.get((badge.number, member), frozenset())
        if member not in members or tiers is None:
            continue
        earned = range(reached(badge.figure, value, badge.thresholds))
        found += [
            Award(badge.number, member, tier, now, value) for tier in earned if tier not in tiers
        ]
    return found


async def _had(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> dict[tuple[int, int], frozenset[int] | None]:
    """Return the tiers by (badge, member); None where the badge was revoked."""
    tiers: dict[tuple[int, int], set[int]] = defaultdict(set)
    revoked: set[tuple[int, int]] = set()
    for one in await awards.of_members(connection, guild_id, members):
        key = one.badge, one.member_id
        tiers[key].add(one.tier)
        if one.revoked_at is not None:
            revoked.add(key)
    return {key: None if key in revoked else frozenset(its) for key, its in tiers.items()}


def _years(joined: Mapping[int, datetime], now: datetime, zone: ZoneInfo) -> dict[int, int]:
    today = date.fromordinal(local_day(now, zone))
    return {
        member: years_between(date.fromordinal(local_day(at, zone)), today)
        for member, at in joined.items()
    }


async def _zone(connection: AsyncConnection, store: Store, guild_id: int) -> ZoneInfo:
    return ZoneInfo((await store.read(connection, guild_id, ServerSettings)).zone)
