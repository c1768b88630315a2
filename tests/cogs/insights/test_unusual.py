"""How unusual a week is beside its own past, what to do about it, and goals."""

from __future__ import annotations

import math
import statistics
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Asked
from cogs.insights.domain.findings import usual
from cogs.insights.domain.staffing import slow_hours
from cogs.insights.wording import findings
from tests.cogs.insights.wording_samples import GENERAL, activity, before, counts, setting

BERLIN = ZoneInfo("Europe/Berlin")


def test_one_odd_week_of_the_past_does_not_hide_another() -> None:
    steady = [100, 104, 96, 101, 99, 103, 97]

    calm, odd = usual(160, steady), usual(160, [*steady, 900])

    assert calm is not None
    assert odd is not None
    assert calm.z == pytest.approx(60 / math.sqrt(260))
    assert odd.z > 3.5
    assert (calm.low, calm.high) == (98, 102)


def test_a_restless_past_makes_the_same_week_ordinary() -> None:
    habit = usual(160, [20, 300, 60, 250, 90, 180, 120, 40])

    assert habit is not None
    assert abs(habit.z) < 1


@given(st.lists(st.integers(0, 10_000), max_size=5), st.integers(0, 10_000))
def test_of_few_weeks_nothing_is_usual(past: list[int], now: int) -> None:
    assert usual(now, past) is None


@given(st.lists(st.integers(0, 10_000), min_size=6, max_size=12), st.integers(0, 10_000))
def test_the_score_is_the_robust_one(past: list[int], now: int) -> None:
    habit = usual(now, past)

    assert habit is not None
    middle = statistics.median(past)
    spread = 1.4826 * statistics.median([abs(value - middle) for value in past])
    scale = max(spread, math.sqrt(now + middle))
    assert habit.z == pytest.approx((now - middle) / scale if scale else 0)
    assert min(past) <= habit.low <= middle <= habit.high <= max(past)


def test_the_past_weighs_and_is_told() -> None:
    week = counts(activity({(0, GENERAL): 120}), before({(0, GENERAL): 100}))
    ordinary = {"messages": [60, 140, 90, 150, 110, 70, 130, 100]}
    steady = {"messages": [80, 81, 79, 80, 82, 80, 80, 81]}

    def first(past: dict[str, list[int]]) -> tuple[str, float]:
        found = next(one for one in findings(week, setting(), past) if "essages" in one.text)
        return found.text, found.weight

    assert first(ordinary)[0].endswith("Usual are 85 to 132 (the 8 weeks before).")
    assert first(ordinary)[1] < 1 < first(steady)[1]


def asked(hour: int, wait_h: float | None, helper: int = 1, day: int = 2) -> Asked:
    at = datetime(2020, 3, day, hour, tzinfo=BERLIN).astimezone(UTC)
    answered = None if wait_h is None else at + timedelta(hours=wait_h)
    return Asked(at, answered, None if wait_h is None else helper)


def test_the_hours_that_wait_longest_are_named() -> None:
    night = [asked(23, 9), asked(1, 8.5), asked(2, None), asked(3, 1, helper=7), asked(22, 10)]
    day = [asked(hour, 0.5, helper=hour) for hour in range(10, 16)]

    slow = slow_hours([*night, *day], BERLIN)

    assert slow is not None
    assert (slow.begins, slow.ends) == (22, 4)
    assert (slow.typical_s, slow.others_s) == (9 * 3_600, 1_800)
    assert (slow.asked, slow.of, slow.helpers) == (5, 11, 0)
    assert slow_hours(night[:4] + day, BERLIN) is None  # four are too few to say
    assert slow_hours([asked(hour, 2) for hour in range(24)], BERLIN) is None
