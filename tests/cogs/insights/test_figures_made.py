"""The figures of made-up histories equal those computed straight from the facts."""

from __future__ import annotations

import asyncio
import random
import tempfile
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.db import Database
from bot.reports import Section
from bot.windows import Window
from tests.cogs.insights import figure_histories as made_up
from tests.cogs.insights.figure_histories import History, made
from tests.cogs.insights.naive import Past

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "UTC",
    "America/Santiago",  # its clock change skips midnight
]
# Mondays: the weeks after them hold clock changes of one hemisphere or of both.
STARTS = [date(2024, 2, 19), date(2024, 3, 25), date(2024, 8, 26), date(2024, 10, 21)]

histories = st.builds(
    made,
    seed=st.integers(0, 2**32),
    zone=st.sampled_from(ZONES),
    start=st.sampled_from(STARTS),
    weeks=st.integers(2, 16),
    people=st.integers(1, 20),
    census_day=st.one_of(st.none(), st.integers(-1, 20)),
    running=st.booleans(),
    with_help=st.booleans(),
)


def compare(history: History, past: Past, window: Window, parts: tuple[Section, Section]) -> None:
    """Assert that both sides say the same of a window."""
    first, end = window.first_day, window.end_day
    assert made_up.values(*parts) == past.figures(first, end)
    community, sentiment = parts
    series = cast("dict[str, Any]", community.series)
    assert (series["messages_by_day"], series["active_by_day"]) == past.by_day(first, end)
    cohorts = [(row["size"], row["shares"]) for row in series["cohorts"]]
    length = end - first
    expected = past.cohorts(first) if length == 7 else []
    assert cohorts == [(size, shares) for _, size, shares in expected]
    steps = range(first - 11 * length, end, length)
    weeks = [day for day in steps if past.known_of(day, day + length)]
    assert series["messages_by_week"] == [past.written(d, d + length).total() for d in weeks]
    assert series["active_by_week"] == [len(past.active(d, d + length)) for d in weeks]
    assert series["hours"] == past.hours(first, end)
    assert series["waits"] == past.waits(first, end)
    assert (series["joins_by_week"], series["leaves_by_week"]) == past.growth(first, end)
    check_mood_by_day(past, window, sentiment)
    for figure in (*community.figures, *sentiment.figures):
        if figure.unit == "rate" and figure.value is not None:
            assert figure.counts is not None
            part, whole = figure.counts
            assert figure.value == pytest.approx(part / whole)


def check_mood_by_day(past: Past, window: Window, sentiment: Section) -> None:
    """Assert that every day shown is right, and that no difference shows the mood of a few."""
    moods = cast("list[dict[str, int] | None]", sentiment.series["sentiment_by_day"])
    held_back = set()
    for day, mood in zip(range(window.first_day, window.end_day), moods, strict=True):
        scored = past.scores(day, day + 1)
        people = {author for author, _ in scored}
        if mood is None:
            held_back |= people
            continue
        assert len(people) >= 5
        positive = sum(1 for _, score in scored if score >= 0.05)
        negative = sum(1 for _, score in scored if score <= -0.05)
        neutral = len(scored) - positive - negative
        assert mood == {"positive": positive, "neutral": neutral, "negative": negative}
    if any(moods):
        assert len(held_back) not in range(1, 5)


async def check(history: History, template: Path, dice: random.Random) -> None:
    """Write a history in a jumble, and compare some of its weeks."""
    jumble = [*history.facts, *dice.choices(history.facts, k=len(history.facts) // 3)]
    dice.shuffle(jumble)
    size = dice.choice([7, 100, len(jumble)])
    batches = [jumble[at : at + size] for at in range(0, len(jumble), max(1, size))]
    past = history.past()
    busy, last = history.busy_week, history.weeks - 1
    weeks = {dice.choice([-1, 0]), busy, busy + 1, last, dice.randint(1, last + 1)}
    with tempfile.TemporaryDirectory() as folder:
        async with made_up.opened(template, Path(folder)) as database:
            await made_up.write(database, history, batches)
            for week in sorted(weeks):
                window = history.window(week)
                parts = await made_up.sections(database, history, window)
                compare(history, past, window, parts)
            # What /report range asks for: any days.
            first = history.window(busy).first_day + dice.randint(-3, 6)
            window = Window(history.window(0).zone, first, first + dice.choice([1, 2, 5, 9, 31]))
            compare(history, past, window, await made_up.sections(database, history, window))


@pytest.mark.long
@settings(max_examples=35)
@given(history=histories, dice=st.integers(0, 2**32))
def test_every_figure_equals_the_plain_computation(
    sqlite_template: Path, history: History, dice: int
) -> None:
    asyncio.run(check(history, sqlite_template, random.Random(dice)))  # noqa: S311


@pytest.mark.parametrize("census_day", [None, 10])
async def test_both_databases_give_the_plain_figures(
    database: Database, census_day: int | None
) -> None:
    history = made(
        seed=5,
        zone="Europe/Berlin",
        start=date(2024, 2, 19),
        weeks=15,
        people=14,
        census_day=census_day,
    )

    await made_up.write(database, history)

    past = history.past()
    for week in (0, 1, 5, 14):
        window = history.window(week)
        compare(history, past, window, await made_up.sections(database, history, window))
