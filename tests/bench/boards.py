"""Boards of a large server: the top with one's own place, a page far down, and their upkeep.

Upkeep is what the projection adds to a message: the time of whole transactions with it less that
of the same without, in turns, each on a database with boards of so many members.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from itertools import count
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.badges import ShownBadge
from bot.clock import ManualClock
from bot.db import Database
from bot.guild_settings import GuildSettings
from bot.jobs import JobRunner
from bot.ledger.projections import Batch, GuildContext, Projections
from bot.ledger.states import mark_current
from bot.ledger.transaction import guild_transaction
from bot.ledger.write import write_guild
from bot.signals import Signals
from cogs.recognition.domain.card import Progress, RankCard
from cogs.recognition.domain.counts import moves, with_added
from cogs.recognition.domain.standing import Board, Span, month_of
from cogs.recognition.exports import RankPictures
from cogs.recognition.models import COUNT, DAY, SCORE
from cogs.recognition.projection import RecognitionProjection
from cogs.recognition.service.boards import PAGE, BoardService
from cogs.recognition.service.counting import Counting
from cogs.recognition.service.queue import Queue
from tests.bench.database import BATCH, GUILD, PEOPLE, START, ZONE, made_up
from tests.bench.figure import Figure, at_most, middle, shown
from tests.bench.loading import load
from tests.bench.scale import Scale
from tests.plugins import databases

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_FAR = 50_000
_TODAY = START.date().toordinal()
_MONTH = month_of(_TODAY)
_XP = int(Board.XP), int(Span.ALL), 0
_BLOCK = 5


async def run(scale: Scale) -> list[Figure]:
    """Measure on both databases, then the picture."""
    figures = []
    # A server of its own takes longer to start than a trial may.
    for name, place in scale.size(PLACES[:1], PLACES):
        for members in scale.size((300,), SIZES):
            with place(scale, members) as url:
                await asyncio.to_thread(databases.migrate, url)
                await load(url, rows_of_boards(members))
                figures += await _measured(scale, url, members, name)
    return [*figures, *await _pictures(scale)]


async def _measured(scale: Scale, url: str, members: int, name: str) -> list[Figure]:
    database = await Database.open(url)
    try:
        large = members == SIZES[-1]
        figures = await _reads(scale, database, members, name)
        for people, limit in ((PEOPLE, 15), (members, None)):
            cost = await upkeep_us(scale, database, people)
            title = f"upkeep of boards a message, {people:,} people of {members:,}, {name}"
            how = f"elapsed, with less without, batches of {BATCH}, median of the batches"
            held = limit is not None and (large or not scale.full)
            figures.append(
                at_most(title, cost, "µs", how, 15) if held else shown(title, cost, "µs", how)
            )
        return figures
    finally:
        await database.close()


async def _reads(scale: Scale, database: Database, members: int, name: str) -> list[Figure]:
    clock = ManualClock(START)
    boards = BoardService(database, GuildSettings(database, clock, Signals()), clock)
    dice = random.Random(1)  # noqa: S311 - a repeatable course, no secret
    times = scale.size(3, 200)

    async def top(member: int) -> None:
        await boards.page(GUILD, _XP, member)

    anybody = [dice.randint(1, members) for _ in range(times)]
    tops = [await _ms(top, member) for member in anybody]
    how = f"median of {times} members, {members:,} on the board, as the command reads it"
    far = min(_FAR, members // PAGE - 1)
    ordered = sorted(((xp, member) for member, xp in _points(members).items()), reverse=True)
    last = ordered[(far - 1) * PAGE - 1]

    async def leaf(after: tuple[int, int]) -> None:
        page = await boards.page(GUILD, _XP, 0, after=after, number=far)
        assert page.number == far
        assert page.entries[0].member_id == ordered[(far - 1) * PAGE][1]

    pages = [await _ms(leaf, last) for _ in range(times)]
    return [
        at_most(f"top 10 and own place, {members:,}, {name}", middle(tops), "ms", how, 5),
        shown(f"the same, p99, {members:,}, {name}", sorted(tops)[-1 - times // 100], "ms", how),
        at_most(f"page {far:,}, {members:,}, {name}", middle(pages), "ms", f"median of {times}", 5),
    ]


async def _ms(work: Callable[[Any], Awaitable[None]], given: Any) -> float:
    began = time.perf_counter()
    await work(given)
    return (time.perf_counter() - began) * 1_000


class Nothing:
    """A projection that keeps nothing: what any of them costs."""

    name = "nothing"
    version = 1
    tables: Sequence[Table] = ()

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take no notice."""

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take no notice."""

    async def forget(
        self, connection: AsyncConnection, guild: GuildContext, member_id: int
    ) -> None:
        """Take no notice."""

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Take no notice."""


_OTHER = GUILD + 1
_numbers = count(0)


async def upkeep_us(scale: Scale, database: Database, people: int) -> float:
    """Return what the projection adds to a message; a server of its own has none.

    ``people`` write, of those who are on the boards of ``GUILD``.
    """
    clock = ManualClock(START)
    store = GuildSettings(database, clock, Signals())
    counting = Counting(store, clock, Queue(JobRunner(database, clock), clock))
    with_boards, without = Projections(), Projections()
    with_boards.register(RecognitionProjection(counting))
    without.register(Nothing())
    async with database.begin() as connection:
        for guild_id, registry in ((GUILD, with_boards), (_OTHER, without)):
            for projection in registry:
                await mark_current(connection, guild_id, projection, ZONE)
    costs = []
    for _ in range(scale.size(2, 120)):
        first = next(_numbers) * BATCH
        bare = await _written_us(database, without, first, people, _OTHER)
        full = await _written_us(database, with_boards, first, people, GUILD)
        costs.append(full - bare)
    assert await _has_points(database), "the boards took no notice"
    # In the first ones statements are prepared, and pages read that then stay in memory.
    return middle(costs[len(costs) // 2 :])


async def _written_us(
    database: Database, projections: Projections, first: int, people: int, guild_id: int
) -> float:
    """Return the microseconds a message that a batch takes from message ``first`` on."""
    facts = list(made_up(first, BATCH, people, guild_id))

    async def work(connection: AsyncConnection, broken: Collection[str]) -> None:
        await write_guild(connection, guild_id, facts, projections, ZONE, broken=broken)

    began = time.perf_counter()
    await guild_transaction(database, guild_id, work)
    return (time.perf_counter() - began) / len(facts) * 1e6


async def _has_points(database: Database) -> bool:
    """Tell whether anybody has points in the window that only new messages lie in."""
    week = select(SCORE.c.points).where(SCORE.c.guild_id == GUILD, SCORE.c.span == int(Span.WEEK))
    async with database.read() as connection:
        return await connection.scalar(week.limit(1)) is not None


# -- a server with boards --------------------------------------------------------------------


@lru_cache(maxsize=1)
def _points(members: int) -> dict[int, int]:
    """Return XP by member: most have little, and many have as much as others."""
    dice = random.Random(members)  # noqa: S311 - a repeatable course, no secret
    return {
        member: _BLOCK * int(min(dice.paretovariate(0.7), 100_000))
        for member in range(1, members + 1)
    }


def rows_of_boards(members: int) -> Iterator[tuple[Any, Iterator[tuple[Any, ...]]]]:
    """Give yesterday's day of each member, and points of all time and of this month."""
    points = _points(members)
    yesterday = _TODAY - 1
    yield DAY, ((GUILD, member, yesterday, 1, 0, 0, 0, 0, 0, 0, 0, 1) for member in points)
    board, both = int(Board.XP), ((int(Span.ALL), 0), (int(Span.MONTH), _MONTH))
    yield (
        SCORE,
        (
            (GUILD, member, period, span, board, xp)
            for member, xp in points.items()
            for span, period in both
        ),
    )
    pages = moves((0, xp) for xp in points.values())
    yield (
        COUNT,
        (
            (GUILD, board, span, period, level, page, with_added(b"", added))
            for span, period in both
            for (level, page), added in sorted(pages.items())
        ),
    )


@contextmanager
def _sqlite(scale: Scale, members: int) -> Iterator[str]:
    path = scale.folder / f"boards-{members}.db"
    yield f"sqlite:///{path}"
    path.unlink()


@contextmanager
def _postgres(_scale: Scale, _members: int) -> Iterator[str]:
    with databases.postgres_server(durable=True) as server:
        yield server.url("postgres")


PLACES = (("SQLite", _sqlite), ("PostgreSQL", _postgres))


# -- the picture -----------------------------------------------------------------------------


async def _pictures(scale: Scale) -> list[Figure]:
    from PIL import Image

    out = BytesIO()
    Image.effect_noise((256, 256), 64).convert("RGB").save(out, "PNG")
    avatar = out.getvalue()
    badges = tuple(ShownBadge(name, "🏅") for name in ("Early member", "Helper", "Host"))

    async def fetched() -> bytes:
        return avatar

    pictures = RankPictures(kept=1)

    async def draw(number: int) -> None:
        progress = Progress(12, 2_300 + number, 2_250, 2_550)
        card = RankCard("Ada 名前 ليلى 🔥", progress, number, 1_000, 5, badges, "a")
        await pictures.file(card, fetched)

    first = await _ms(draw, 0)
    drawn = [await _ms(draw, number) for number in range(1, scale.size(3, 40))]
    kept = await _ms(draw, scale.size(3, 40) - 1)
    how = f"median of {len(drawn)}, with the way to the drawing process and back"
    return [
        at_most("rank card drawn", middle(drawn), "ms", how, 150),
        shown("the first after the start", first, "ms", "it starts the drawing process"),
        shown("rank card that is kept", kept, "ms", "once"),
    ]
