from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.db import Database
from bot.ledger.facts import Fact, MessageFact
from bot.ledger.maintenance import forget, rebuild
from bot.ledger.projections import Batch, GuildContext, Projections
from bot.ledger.transaction import lock_guild
from bot.ledger.write import write_guild
from bot.windows import local_day
from cogs.sentiment.domain.score import Scorer
from cogs.sentiment.enricher import SentimentEnricher
from cogs.sentiment.models import SentimentDay, SentimentHour
from cogs.sentiment.projection import HourProjection, SentimentProjection

GUILD = 5
NEW_YORK = ZoneInfo("America/New_York")
# Two minutes before and after midnight in New York, in the night of its clock change.
LATE, EARLY = (datetime(2020, 3, 8, 4, 58, tzinfo=UTC), datetime(2020, 3, 8, 5, 2, tzinfo=UTC))
SATURDAY, SUNDAY = local_day(LATE, NEW_YORK), local_day(EARLY, NEW_YORK)
CONTEXT = GuildContext(GUILD, NEW_YORK)


def message(
    number: int, at: datetime, score: float | None, author: int = 1, parent: int | None = None
) -> MessageFact:
    channel = 30 if parent else 10
    return MessageFact(GUILD, number, channel, author, at, parent_id=parent, score=score)


FACTS: list[Fact] = [
    message(1, LATE, 0.05),
    message(2, LATE, 0.049, author=2),
    message(3, LATE, -0.05),
    message(4, LATE, None),
    message(5, EARLY, 0.9, author=2),
    message(6, EARLY, -0.9, parent=20),
    message(7, EARLY, 0.0),
]
# Day, channel, messages, positive, neutral, negative.
EXPECTED = [
    (SATURDAY, 10, 4, 1, 1, 1),
    (SUNDAY, 10, 2, 1, 1, 0),
    (SUNDAY, 20, 1, 0, 0, 1),
]


def registry() -> Projections:
    projections = Projections()
    projections.register(SentimentProjection())
    return projections


async def rows(database: Database) -> list[tuple[int, ...]]:
    async with database.read() as connection:
        found = await connection.execute(
            select(
                SentimentDay.day,
                SentimentDay.channel_id,
                SentimentDay.messages,
                SentimentDay.positive,
                SentimentDay.neutral,
                SentimentDay.negative,
            ).order_by(SentimentDay.day, SentimentDay.channel_id)
        )
        return [tuple(row) for row in found]


async def written(database: Database, *batches: list[Fact]) -> None:
    for batch in batches:
        async with database.begin() as connection:
            await write_guild(connection, GUILD, batch, registry(), NEW_YORK)


async def test_messages_are_counted_by_local_day_and_parent_channel(database: Database) -> None:
    await written(database, FACTS)
    assert await rows(database) == EXPECTED


async def test_cuts_order_and_repetition_do_not_matter(database: Database) -> None:
    await written(database, FACTS[3:], FACTS[2:5], FACTS[::-1], FACTS)
    assert await rows(database) == EXPECTED


async def test_a_forgotten_member_leaves_no_share_and_no_empty_row(database: Database) -> None:
    await written(database, FACTS)
    async with database.begin() as connection:
        await lock_guild(connection, GUILD)
        await forget(connection, GUILD, 1, registry())
    assert await rows(database) == [(SATURDAY, 10, 1, 0, 1, 0), (SUNDAY, 10, 1, 1, 0, 0)]


async def test_rebuilding_gives_the_same_and_follows_a_new_zone(database: Database) -> None:
    await written(database, FACTS)
    async with database.begin() as connection:
        await lock_guild(connection, GUILD)
        await rebuild(connection, GUILD, registry(), NEW_YORK)
    assert await rows(database) == EXPECTED
    async with database.begin() as connection:
        await lock_guild(connection, GUILD)
        await rebuild(connection, GUILD, registry(), ZoneInfo("UTC"))
    assert [row[:3] for row in await rows(database)] == [(SUNDAY, 10, 6), (SUNDAY, 20, 1)]


async def test_clearing_from_a_day_on_keeps_what_is_older(database: Database) -> None:
    await written(database, FACTS)
    async with database.begin() as connection:
        await SentimentProjection().clear(connection, CONTEXT, SUNDAY)
    assert await rows(database) == EXPECTED[:1]
    async with database.begin() as connection:
        await SentimentProjection().clear(connection, CONTEXT, None)
    assert await rows(database) == []


async def test_other_guilds_are_left_alone(database: Database) -> None:
    await written(database, FACTS)
    async with database.begin() as connection:
        await SentimentProjection().clear(connection, GuildContext(GUILD + 1, NEW_YORK), None)
        await SentimentProjection().add(connection, CONTEXT, Batch())
    assert await rows(database) == EXPECTED


@pytest.mark.parametrize(
    ("text", "scored"),
    [("I love this, it is great!", True), ("https://example.com", False), ("", False)],
)
def test_the_enricher_scores_what_can_be_scored(text: str, *, scored: bool) -> None:
    marks = SentimentEnricher(Scorer()).read(
        text, message(1, 10, datetime(2024, 3, 4, tzinfo=UTC), None)
    )
    assert (marks.score is not None) is scored


def test_the_enricher_says_what_the_scorer_says() -> None:
    text = "This is the worst day ever."
    marks = SentimentEnricher(Scorer()).read(
        text, message(1, 10, datetime(2024, 3, 4, tzinfo=UTC), None)
    )
    assert (marks.score, marks.language) == Scorer().score(text)
    assert marks.score is not None
    assert marks.score < 0


async def hours(database: Database) -> list[tuple[int, ...]]:
    table = SentimentHour.__table__
    async with database.read() as connection:
        found = await connection.execute(select(table).order_by(*table.primary_key))
        return [tuple(row)[1:] for row in found]


async def test_hours_are_those_of_the_clock_on_the_wall(database: Database) -> None:
    registered = Projections()
    registered.register(HourProjection())
    # The clock goes from 2 to 3 at 7 UTC; the autumn before it read 1 o'clock twice.
    twice = datetime(2019, 11, 3, 5, 30, tzinfo=UTC), datetime(2019, 11, 3, 6, 30, tzinfo=UTC)
    autumn = local_day(twice[0], NEW_YORK)
    facts = [
        *FACTS,
        message(8, datetime(2020, 3, 8, 6, 59, tzinfo=UTC), 0.5),
        message(9, datetime(2020, 3, 8, 7, 0, tzinfo=UTC), -0.5),
        *(message(10 + at, instant, 0.3, author=9) for at, instant in enumerate(twice)),
    ]
    # Day, hour, channel, scored, positive, negative.
    expected = [
        (autumn, 1, 10, 2, 2, 0),
        (SATURDAY, 23, 10, 3, 1, 1),
        (SUNDAY, 0, 10, 2, 1, 0),
        (SUNDAY, 0, 20, 1, 0, 1),
        (SUNDAY, 1, 10, 1, 1, 0),
        (SUNDAY, 3, 10, 1, 0, 1),
    ]
    for batch in (facts[4:], facts[:6], facts[::-1]):
        async with database.begin() as connection:
            await write_guild(connection, GUILD, batch, registered, NEW_YORK)
    assert await hours(database) == expected
    async with database.begin() as connection:
        await lock_guild(connection, GUILD)
        await rebuild(connection, GUILD, registered, NEW_YORK)
    assert await hours(database) == expected
    async with database.begin() as connection:
        await lock_guild(connection, GUILD)
        await forget(connection, GUILD, 1, registered)
    assert await hours(database) == [
        expected[0],
        (SATURDAY, 23, 10, 1, 0, 0),
        (SUNDAY, 0, 10, 1, 1, 0),
    ]
    async with database.begin() as connection:
        await HourProjection().clear(connection, CONTEXT, SATURDAY)
    assert await hours(database) == expected[:1]
