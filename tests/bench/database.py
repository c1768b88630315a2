"""What the database costs a message: ledger and projections, in batches of 500.

Time is elapsed time of whole transactions in a process that does nothing else: driver,
statements, commit to disk and, on PostgreSQL, the server's work.
"""

from __future__ import annotations

import random
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.db.migrate import upgrade
from bot.ledger.facts import MessageFact, MessageFlag
from bot.ledger.projections import Projections
from bot.ledger.transaction import guild_transaction
from bot.ledger.write import write_guild
from cogs.sentiment.projection import SentimentProjection
from tests.bench.figure import Figure, at_most, middle
from tests.bench.scale import Scale
from tests.plugins.databases import Postgres

BATCH = 500
GUILD = 1 << 60
PEOPLE = 200
_CHANNELS = 20
ZONE = ZoneInfo("UTC")
START = datetime(2026, 3, 2, tzinfo=UTC)
_SCORES = (None, 0.0, 0.0, 0.4, -0.6)
_FLAGS = MessageFlag(0)


async def run(scale: Scale) -> list[Figure]:
    """Measure on both databases."""
    batches = scale.size(4, 40)
    how = f"elapsed, batches of {BATCH}, {PEOPLE} people in {_CHANNELS} channels"
    figures = []
    for name, place, limit in (("SQLite", _sqlite, 20), ("PostgreSQL", _postgres, 15)):
        with place(scale) as url:
            costs = await costs_us(url, scale.repetitions, batches, PEOPLE)
        title = f"ledger and projections a message, {name}"
        figures.append(at_most(title, middle(costs), "µs", how, limit))
    return figures


@contextmanager
def _sqlite(scale: Scale) -> Iterator[str]:
    yield f"sqlite:///{scale.folder / 'database.db'}"


@contextmanager
def _postgres(_scale: Scale) -> Iterator[str]:
    server = Postgres(durable=True)
    try:
        yield server.url("postgres")
    finally:
        server.remove()


async def costs_us(url: str, repetitions: int, batches: int, people: int) -> list[float]:
    """Return the microseconds a message of each repetition."""
    database = await Database.open(url)
    try:
        await upgrade(database)
        projections = Projections()
        projections.register(ActivityProjection())
        projections.register(SentimentProjection())
        costs = []
        for repetition in range(repetitions + 1):
            facts = list(made_up(repetition * batches * BATCH, batches * BATCH, people))
            began = time.perf_counter()
            for start in range(0, len(facts), BATCH):
                await write(database, projections, facts[start : start + BATCH])
            costs.append((time.perf_counter() - began) / len(facts) * 1e6)
        return costs[1:]  # in the first one statements are prepared
    finally:
        await database.close()


async def write(database: Database, projections: Projections, facts: list[MessageFact]) -> None:
    """Write facts as the bot does."""

    async def work(connection: AsyncConnection, broken: Collection[str]) -> None:
        await write_guild(connection, GUILD, facts, projections, ZONE, broken=broken)

    await guild_transaction(database, GUILD, work)


def made_up(first: int, count: int, people: int, guild_id: int = GUILD) -> Iterator[MessageFact]:
    """Give messages number ``first`` (may be negative) and on, one a second."""
    dice = random.Random(first)  # noqa: S311 - a repeatable course, no secret
    # Some write much and most write little: the one of rank n an n-th of what the first writes.
    authors = dice.choices(range(1, people + 1), [1 / n for n in range(1, people + 1)], k=count)
    for number in range(first, first + count):
        yield MessageFact(
            guild_id=guild_id,
            message_id=GUILD + number,
            channel_id=1 + number % _CHANNELS,
            author_id=authors[number - first],
            at=START + timedelta(seconds=number),
            length=40,
            flags=_FLAGS,
            score=dice.choice(_SCORES),
        )
