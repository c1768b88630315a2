"""What people say of a message moves the figures, once, and can be taken back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.activity.projection import ActivityProjection
from bot.clock import ManualClock
from bot.config import LedgerSettings
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings
from bot.ledger.facts import MessageFact
from bot.ledger.ledger import Ledger
from bot.ops.metrics import Metrics
from bot.reports import ReportRequest
from bot.signals import Signals
from bot.waiting import Waiting
from bot.windows import Window, local_day
from cogs.sentiment.domain.labels import LEAST, Label, label
from cogs.sentiment.embeds import overview_embed
from cogs.sentiment.models import CORRECTION, SentimentDay
from cogs.sentiment.projection import SentimentProjection
from cogs.sentiment.section import SentimentSection
from cogs.sentiment.service.corrections import CorrectionService
from cogs.sentiment.service.moods import MoodService

GUILD, PARENT = 5, 20
ZONE = ZoneInfo("Asia/Kolkata")
NOON = datetime(2020, 3, 4, 12, tzinfo=UTC)
DAY = local_day(NOON, ZONE)


@pytest.fixture
async def ledger(database: Database) -> AsyncIterator[Ledger]:
    async def zone_of(_guild_id: int) -> ZoneInfo:
        return ZONE

    made = Ledger(
        database,
        ManualClock(NOON),
        zone_of=zone_of,
        settings=LedgerSettings(flush_interval_s=0.01),
        metrics=Metrics(),
        waiting=Waiting(),
    )
    made.projections.register(ActivityProjection())
    made.projections.register(SentimentProjection())
    made.start()
    for number, score in enumerate((0.7, 0.6, 0.0, -0.5, 0.9, None), 1):
        fact = MessageFact(GUILD, number, 30, number, NOON, parent_id=PARENT, score=score)
        made.writer.submit(fact, None)
    made.writer.submit(MessageFact(GUILD + 1, 1, 30, 1, NOON, score=0.7), None)
    await made.flush()
    yield made
    await made.stop()


@pytest.fixture
def corrections(database: Database, ledger: Ledger) -> CorrectionService:
    return CorrectionService(database, ledger)


async def figures(database: Database, guild_id: int = GUILD) -> tuple[int, ...]:
    """Return positive, neutral, negative of the one day and channel."""
    async with database.read() as connection:
        found = await connection.execute(
            select(
                SentimentDay.day,
                SentimentDay.channel_id,
                SentimentDay.messages,
                SentimentDay.positive,
                SentimentDay.neutral,
                SentimentDay.negative,
            ).where(SentimentDay.guild_id == guild_id)
        )
        (row,) = found.all()
    assert row[0] == DAY
    assert guild_id != GUILD or tuple(row[1:3]) == (PARENT, 6)
    return tuple(row[3:])


async def kept(database: Database) -> list[tuple[int, float]]:
    async with database.read() as connection:
        rows = await connection.execute(select(CORRECTION.c.message_id, CORRECTION.c.score))
        return [(row[0], row[1]) for row in rows]


async def test_a_message_moves_once_and_back_again(
    database: Database, ledger: Ledger, corrections: CorrectionService
) -> None:
    assert await figures(database) == (3, 1, 1)

    for _ in range(2):  # pressed twice, it moves once
        counted = await corrections.correct(GUILD, 1, Label.NEGATIVE, "en")
        assert (counted.now, counted.scored) == (Label.NEGATIVE, Label.POSITIVE)
        assert await figures(database) == (2, 1, 2)
    assert await kept(database) == [(1, 0.7)]

    # A second opinion forgets neither what the scorer said nor where the message counts.
    await corrections.correct(GUILD, 1, Label.NEUTRAL, "en")
    assert await figures(database) == (2, 2, 1)
    assert await kept(database) == [(1, 0.7)]

    # Computed anew from the facts, the correction holds.
    await ledger.rebuild(GUILD)
    assert await figures(database) == (2, 2, 1)

    for _ in range(2):
        await corrections.correct(GUILD, 1, None, "en")
        assert await figures(database) == (3, 1, 1)
    assert await kept(database) == []
    assert (await corrections.counted(GUILD, 1, "en")).now is Label.POSITIVE
    assert await figures(database, GUILD + 1) == (1, 0, 0)


async def test_what_the_scorer_said_is_no_correction(
    database: Database, corrections: CorrectionService
) -> None:
    await corrections.correct(GUILD, 4, Label.NEGATIVE, "en")
    assert await kept(database) == []

    await corrections.correct(GUILD, 4, Label.POSITIVE, "en")
    await corrections.correct(GUILD, 4, Label.NEGATIVE, "en")

    assert await kept(database) == []
    assert await figures(database) == (3, 1, 1)


async def test_many_at_once_move_it_once(
    database: Database, corrections: CorrectionService
) -> None:
    await asyncio.gather(
        *(corrections.correct(GUILD, 1, Label.NEGATIVE, "en") for _ in range(6)),
        *(corrections.correct(GUILD, 2, Label.NEUTRAL, "en") for _ in range(6)),
    )

    assert await figures(database) == (1, 2, 2)


@pytest.mark.parametrize("message_id", [6, 99])
async def test_what_does_not_count_cannot_be_corrected(
    database: Database, corrections: CorrectionService, message_id: int
) -> None:
    with pytest.raises(UserError, match="no mood in the figures"):
        await corrections.counted(GUILD, message_id, "en")
    with pytest.raises(UserError, match="no mood in the figures"):
        await corrections.correct(GUILD, message_id, Label.POSITIVE, "en")

    assert await kept(database) == []
    assert await figures(database) == (3, 1, 1)


async def test_nothing_stays_of_a_member_who_is_forgotten(
    database: Database, ledger: Ledger, corrections: CorrectionService
) -> None:
    await corrections.correct(GUILD, 1, Label.NEGATIVE, "en")
    await corrections.correct(GUILD, 2, Label.NEGATIVE, "en")

    await ledger.forget(GUILD, 1)

    assert await kept(database) == [(2, 0.6)]
    async with database.read() as connection:
        row = (
            await connection.execute(
                select(SentimentDay.positive, SentimentDay.negative).where(
                    SentimentDay.guild_id == GUILD
                )
            )
        ).one()
    assert tuple(row) == (1, 2)


async def test_the_share_of_corrections_is_the_measured_error(
    database: Database, corrections: CorrectionService
) -> None:
    await corrections.correct(GUILD, 1, Label.NEGATIVE, "en")

    async def error(window: Window) -> tuple[float | int | None, object]:
        section = await SentimentSection(database).collect(ReportRequest(GUILD, window, "en"))
        (figure,) = [one for one in section.figures if one.key == "sentiment_corrected"]
        return figure.value, figure.counts

    window = Window(ZONE, DAY, DAY + 1)
    assert await error(window) == (1 / 5, (1, 5))
    assert await error(window.shifted(1)) == (None, None)

    # It stands where managers look at the mood, too.
    clock = ManualClock(NOON + timedelta(days=1))
    moods = MoodService(database, GuildSettings(database, clock, Signals()), clock)

    async def shown() -> str:
        return overview_embed(await moods.overview(GUILD, 1), 1, "en").description or ""

    assert "Measured error: 20.0 %, one of them was corrected." in await shown()
    await corrections.correct(GUILD, 1, None, "en")
    assert "nobody has corrected any" in await shown()


@given(st.floats(-1, 1))
def test_each_label_has_a_score_that_means_it(score: float) -> None:
    assert all(label(LEAST[one]) is one for one in Label)
    assert abs(LEAST[label(score)]) <= abs(score)
