from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.ledger.facts import Fact, MessageFact
from bot.ledger.projections import Projections
from bot.ledger.retention import apply_retention
from bot.ledger.write import write_guild
from bot.reports import ReportRequest, Section
from bot.windows import Window, parse_week
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.domain.privacy import MIN_PEOPLE, enough, shown_days
from cogs.sentiment.domain.trend import net_weight
from cogs.sentiment.projection import SentimentProjection
from cogs.sentiment.section import SentimentSection

GUILD = 5
KOLKATA = ZoneInfo("Asia/Kolkata")
WEEK = parse_week("2020-W10", KOLKATA)
MONDAY = datetime(2020, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)


def day_of(
    number: int, people: int, score: float | None, *, each: int = 1, first: int = 0
) -> list[Fact]:
    """``people`` write ``each`` messages on the week's day ``number``, from 0 (before: below)."""
    return [
        MessageFact(
            GUILD,
            (number + 50) * 10_000 + (first + person) * 100 + turn + round(10 * (score or 0)) + 20,
            1,
            100 + first + person,
            MONDAY + number * DAY,
            score=score,
        )
        for person in range(people)
        for turn in range(each)
    ]


async def told(database: Database, *facts: list[Fact]) -> None:
    projections = Projections()
    projections.register(ActivityProjection())
    projections.register(SentimentProjection())
    async with database.begin() as connection:
        everything = [fact for part in facts for fact in part]
        await write_guild(connection, GUILD, everything, projections, KOLKATA)


async def section(database: Database, window: Window = WEEK, locale: str = "en") -> Section:
    return await SentimentSection(database).collect(ReportRequest(GUILD, window, locale))


def values(part: Section) -> dict[str, float | int | None]:
    return {figure.key.removeprefix("sentiment_"): figure.value for figure in part.figures}


def moods(part: Section) -> list[dict[str, int] | None]:
    return cast("list[dict[str, int] | None]", part.series["sentiment_by_day"])


async def test_figures_of_a_week(database: Database) -> None:
    await told(
        database,
        day_of(0, 6, 0.5),
        day_of(1, 5, -0.5),
        day_of(2, 5, 0.0),
        day_of(3, 4, None, each=2),
    )

    part = await section(database)

    assert values(part) == {
        "net": 1 / 16,
        "positive": 6,
        "neutral": 5,
        "negative": 5,
        "scored": 16,
        "coverage": 16 / 24,
        "corrected": 0.0,
    }
    assert part.notes == []
    assert moods(part)[:4] == [
        {"positive": 6, "neutral": 0, "negative": 0},
        {"positive": 0, "neutral": 0, "negative": 5},
        {"positive": 0, "neutral": 5, "negative": 0},
        None,
    ]
    assert {figure.key for figure in part.figures} == set(part.labels)
    counts = {figure.key: figure.counts for figure in part.figures}
    assert counts["sentiment_net"] == (1, 16)
    assert counts["sentiment_coverage"] == (16, 24)


async def test_of_four_people_nothing_is_shown(database: Database) -> None:
    await told(database, day_of(0, 4, 0.5, each=20))

    part = await section(database)

    assert set(values(part).values()) == {None}
    assert {figure.counts for figure in part.figures} == {None}
    assert moods(part) == [None] * 7
    assert part.notes == [
        "Fewer than 5 people wrote what could be scored, so the mood is not shown."
    ]


async def test_the_mood_of_few_is_not_shown_among_many_who_are_not_scored(
    database: Database,
) -> None:
    await told(database, day_of(0, 4, 0.5), day_of(0, 9, None, first=10))

    part = await section(database)

    found = values(part)
    assert (found["scored"], found["coverage"]) == (4, 4 / 13)
    assert {found[key] for key in ("net", "positive", "neutral", "negative")} == {None}
    assert moods(part) == [None] * 7
    assert len(part.notes) == 1


async def test_where_nothing_could_be_scored_the_coverage_says_so(database: Database) -> None:
    await told(database, day_of(0, 9, None))
    found = values(await section(database))
    assert found == {
        "net": None, "positive": 0, "neutral": 0, "negative": 0, "scored": 0, "coverage": 0.0,
        "corrected": None,
    }  # fmt: skip


async def test_a_silent_week_is_zero_and_undefined(database: Database) -> None:
    part = await section(database)
    found = values(part)
    assert (found["scored"], found["net"], found["coverage"]) == (0, None, None)
    assert (part.notes, part.findings) == ([], [])


async def test_no_difference_shows_the_day_of_a_few(database: Database) -> None:
    await told(database, day_of(0, 9, 0.5), day_of(1, 6, 0.5), day_of(2, 1, -0.9))

    part = await section(database)

    # Monday can be shown; from the week less Monday and Tuesday one could read Wednesday's one.
    assert moods(part)[0] is not None
    assert moods(part)[1:3] == [None, None]
    assert values(part)["scored"] == 16


async def test_mood_that_rises_names_the_brightest_day(database: Database) -> None:
    await told(
        database,
        day_of(-6, 6, -0.5),
        day_of(0, 6, 0.0),
        day_of(3, 6, 0.5, first=1),
    )

    part = await section(database, locale="en-US")

    (finding,) = part.findings
    assert finding.text == (
        "The mood rose to +0.50 (from −1.00 on a scale of −1 to 1), brightest on Thursday."
    )
    assert finding.weight > 3


async def test_mood_that_falls_names_the_lowest_day(database: Database) -> None:
    await told(database, day_of(-6, 6, 0.5), day_of(0, 6, 0.0), day_of(3, 6, 0.5, first=1))
    (finding,) = (await section(database)).findings
    assert finding.text == (
        "The mood fell to +0.50 (from +1.00 on a scale of −1 to 1), lowest on Monday."
    )


async def test_mood_of_a_long_window_names_the_date(database: Database) -> None:
    await told(database, day_of(-20, 6, -0.5), day_of(3, 6, 0.5))
    month = Window(KOLKATA, WEEK.end_day - 20, WEEK.end_day)
    (finding,) = (await section(database, month)).findings
    assert finding.text.endswith("brightest on 5 March.")


@pytest.mark.parametrize("before", [[], day_of(-6, 4, -0.5), day_of(-6, 6, 0.5)])
async def test_there_is_no_finding_without_a_change_that_may_be_shown(
    database: Database, before: list[Fact]
) -> None:
    await told(database, before, day_of(0, 6, 0.5))
    assert (await section(database)).findings == []


async def test_a_mood_without_a_day_to_show_is_no_finding(database: Database) -> None:
    await told(
        database,
        day_of(-6, 6, -0.5),
        *[day_of(day, 2, 0.5, first=2 * day) for day in range(4)],
    )
    part = await section(database)
    assert values(part)["net"] == 1.0
    assert part.findings == []


async def test_after_the_retention_period_only_the_coverage_is_shown(database: Database) -> None:
    await told(database, day_of(0, 6, 0.5))
    async with database.begin() as connection:
        later = MONDAY + 500 * DAY
        await apply_retention(connection, GUILD, KOLKATA, later, timedelta(days=400))

    part = await section(database)

    found = values(part)
    assert (found["scored"], found["coverage"], found["net"]) == (6, 1.0, None)
    assert moods(part) == [None] * 7
    assert "older than single messages are kept" in part.notes[0]


# -- the rule, and the weight ------------------------------------------------------------------


def test_nobody_is_no_secret_but_few_are() -> None:
    assert [enough(people) for people in (0, 1, 4, 5, 100)] == [True, False, False, True, True]


@given(st.dictionaries(st.integers(0, 6), st.sets(st.integers(0, 12))))
def test_shown_days_and_the_others_come_from_enough_people(people: dict[int, set[int]]) -> None:
    bits = {day: sum(1 << person for person in who) for day, who in people.items()}
    shown = shown_days(bits)
    held_back = set().union(*(who for day, who in people.items() if day not in shown))
    assert all(len(people[day]) >= MIN_PEOPLE for day in shown)
    assert not shown or enough(len(held_back))
    # No more is held back than must be.
    assert len([d for d, who in people.items() if len(who) >= MIN_PEOPLE and d not in shown]) <= 1


def test_the_weight_is_a_pooled_z() -> None:
    now, before = Tally(positive=60, negative=40, messages=100), Tally(50, 0, 50, 100)
    variance = 1 - 0.1**2
    assert net_weight(now, before) == pytest.approx(0.2 / math.sqrt(variance * 0.02))


def test_a_mood_that_turns_over_weighs_most() -> None:
    good, bad = Tally(positive=50, messages=50), Tally(negative=50, messages=50)
    mixed = Tally(positive=25, negative=25, messages=50)
    assert net_weight(good, bad) > net_weight(good, mixed) > 0


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (Tally(), Tally(positive=1, messages=1)),
        (Tally(positive=1, messages=1), Tally()),
        (Tally(positive=1, messages=1), Tally(positive=9, messages=9)),
        (Tally(messages=4), Tally(messages=4)),
    ],
)
def test_nothing_to_compare_weighs_nothing(now: Tally, before: Tally) -> None:
    assert net_weight(now, before) == 0
