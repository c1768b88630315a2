"""Badges of a large server, and its points computed anew: 1,000 to 1,000,000 members.

Both are done in the background. What matters beside the whole time is how long one transaction
takes, for a guild's facts wait that long; and that a member costs the same however many there are.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Table, func, select

from bot.activity.models import Stay
from bot.clock import ManualClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.signals import Signals
from cogs.recognition.domain.badges import Badge, Figure
from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.models import SCORE
from cogs.recognition.models.badges import AWARD
from cogs.recognition.service.awarding import AT_ONCE, Awarding
from cogs.recognition.service.badges import BadgeService
from cogs.recognition.service.counting import Counting
from cogs.recognition.service.levels import LevelService
from cogs.recognition.service.queue import Queue
from cogs.recognition.service.seasons import Seasons
from cogs.recognition.settings import GuildSettings
from tests.bench.boards import PLACES, SIZES, rows_of_boards, upkeep_us
from tests.bench.database import BATCH, GUILD, PEOPLE, START
from tests.bench.figure import Figure as Measured
from tests.bench.figure import middle, shown
from tests.bench.loading import load
from tests.bench.scale import Scale
from tests.plugins import databases

_STAY = cast("Table", Stay.__table__)
_JOINED_US = int((START - timedelta(days=400)).timestamp() * 1_000_000)
# One that hardly anybody has, one that all have in the end, and one by another way of counting.
_BADGES = (
    Badge(0, "Pillar", "🏛️", "", Figure.XP, (5, 500, 50_000)),
    Badge(0, "Here", "👣", "", Figure.ACTIVE_DAYS, (1,)),
    Badge(0, "A year", "🎂", "", Figure.YEARS, (1,)),
)


async def run(scale: Scale) -> list[Measured]:
    """Measure on both databases."""
    figures = []
    for name, place in scale.size(PLACES[:1], PLACES):
        for members in scale.size((300,), SIZES):
            with place(scale, members) as url:
                await asyncio.to_thread(databases.migrate, url)
                await load(url, _rows(members))
                figures += await _measured(scale, url, members, name)
    return figures


def _rows(members: int) -> Iterator[tuple[Table, Iterator[tuple[Any, ...]]]]:
    yield from rows_of_boards(members)
    yield _STAY, ((GUILD, member, _JOINED_US, None, None) for member in range(1, members + 1))


async def _measured(scale: Scale, url: str, members: int, name: str) -> list[Measured]:
    database = await Database.open(url)
    clock = ManualClock(START)
    store = Store(database, clock, Signals())
    queue = Queue(JobRunner(database, clock), clock)
    try:
        badges = BadgeService(database, store, clock, queue)
        awarding = Awarding(database, store, clock, queue, Seasons(database, store, clock, queue))
        levels = LevelService(database, store, clock, Counting(store, clock, queue), queue)
        where = f"{members:,} members, {name}"
        figures = [
            shown(f"preview of {one.name!r}, {where}", await _preview_ms(badges, one), "ms", "once")
            for one in _BADGES
        ]
        await badges.create(GUILD, _BADGES)
        figures += await _everybody(database, awarding, members, where)
        cost = await upkeep_us(scale, database, PEOPLE)
        how = f"elapsed, with less without, batches of {BATCH}, median of the batches"
        title = f"upkeep of boards and badges a message, {PEOPLE:,} people of {where}"
        figures.append(shown(title, cost, "µs", how))
        # Each has one day with one block of ten minutes, but for the few who wrote just now.
        await store.set(GUILD, GuildSettings, "xp_block", 7)
        began = time.perf_counter()
        await levels.recount(GUILD)
        each = (time.perf_counter() - began) / members * 1e6
        assert await _xp(database, members) == 7, "nothing was computed anew"
        how = f"once, {each * members / 1e6:,.1f} s in one transaction"
        return [*figures, shown(f"points computed anew, {where}", each, "µs a member", how)]
    finally:
        await database.close()


async def _preview_ms(badges: BadgeService, badge: Badge) -> float:
    began = time.perf_counter()
    await badges.preview(GUILD, badge)
    return (time.perf_counter() - began) * 1e3


async def _xp(database: Database, member_id: int) -> int | None:
    """Return a member's XP of all time."""
    async with database.read() as connection:
        return await connection.scalar(
            select(SCORE.c.points).where(
                SCORE.c.guild_id == GUILD,
                SCORE.c.member_id == member_id,
                SCORE.c.board == int(Board.XP),
                SCORE.c.span == int(Span.ALL),
            )
        )


async def _everybody(
    database: Database, awarding: Awarding, members: int, where: str
) -> list[Measured]:
    """Give all members what they have reached, as the job does after a badge is made."""
    began = time.perf_counter()
    await awarding.everybody(GUILD)
    noted = time.perf_counter()
    times = []
    more = True
    while more:
        since = time.perf_counter()
        more = await awarding.look(GUILD)
        times.append(time.perf_counter() - since)
    each = (time.perf_counter() - began) / members * 1e6
    async with database.read() as connection:
        had = await connection.scalar(
            select(func.count(AWARD.c.member_id.distinct())).where(AWARD.c.guild_id == GUILD)
        )
    assert had == members, "somebody was passed over"
    how = f"whole, {AT_ONCE} in a transaction, three badges"
    return [
        shown(f"everybody noted, {where}", (noted - began) * 1e3, "ms", "one transaction"),
        shown(f"badges given, {where}", each, "µs a member", how),
        shown(f"one transaction of it, {where}", middle(times) * 1e3, "ms", "median"),
        shown(f"the longest, {where}", max(times) * 1e3, "ms", f"of {len(times)}"),
    ]
