"""Strikes and what follows from them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.text.durations import format_duration
from cogs.moderation.domain.actions import Action
from cogs.moderation.domain.strikes import Step, parse_step, step_due

HOUR = timedelta(hours=1)
NOTHING = Step(0, Action.WARN)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("3 timeout 1h", Step(3, Action.TIMEOUT, HOUR)),
        ("3: Timeout for 1 hour", Step(3, Action.TIMEOUT, HOUR)),
        ("5 kick", Step(5, Action.KICK)),
        ("7 ban 30d", Step(7, Action.BAN, timedelta(days=30))),
        (" 9 = ban ", Step(9, Action.BAN)),
    ],
)
def test_steps_are_read(text: str, step: Step) -> None:
    assert parse_step(text) == step


@pytest.mark.parametrize(
    "text",
    ["", "ban", "0 ban", "3 timeout", "3 kick 1h", "3 warn", "three ban", "1000 ban", "-1 ban"],
)
def test_what_is_no_step_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        parse_step(text)


@pytest.mark.parametrize("text", ["3 timeout 0s", "3 timeout 100 years", "3 ban 9999999d"])
def test_a_duration_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_step(text)


@given(
    st.integers(1, 999),
    st.integers(60, 366 * 86_400).map(lambda seconds: timedelta(seconds=seconds)),
)
def test_a_step_is_read_as_it_is_written(strikes: int, duration: timedelta) -> None:
    text = f"{strikes} timeout {format_duration(duration)}"

    assert parse_step(text) == Step(strikes, Action.TIMEOUT, duration)


STEPS = st.lists(
    st.builds(
        Step,
        st.integers(1, 12),
        st.sampled_from([Action.TIMEOUT, Action.BAN]),
        st.integers(1, 99).map(lambda hours: timedelta(hours=hours)),
    ),
    max_size=6,
)


@given(STEPS, st.lists(st.integers(0, 3), max_size=20))
def test_a_step_follows_at_most_once_while_strikes_grow(
    steps: list[Step], gains: list[int]
) -> None:
    total, followed = 0, []
    for gain in gains:
        due = step_due(steps, total, total + gain, NOTHING)
        total += gain
        if due is not None:
            followed.append(due)

    assert [step.strikes for step in followed] == sorted({step.strikes for step in followed})
    assert all(step.strikes <= total for step in followed)


@given(STEPS, st.integers(0, 12))
def test_nothing_follows_where_nothing_was_added(steps: list[Step], strikes: int) -> None:
    assert step_due(steps, strikes, strikes, NOTHING) is None


def test_the_highest_step_that_is_reached_follows() -> None:
    steps = [Step(2, Action.TIMEOUT, HOUR), Step(3, Action.BAN), Step(4, Action.KICK)]

    assert step_due(steps, 0, 3, NOTHING) == steps[1]
    assert step_due(steps, 3, 3, NOTHING) is None
    assert step_due(steps, 0, 9, NOTHING) == steps[2]


def test_nothing_lighter_follows_than_what_was_done() -> None:
    steps = [Step(1, Action.TIMEOUT, HOUR)]

    assert step_due(steps, 0, 1, Step(0, Action.BAN)) is None
    assert step_due(steps, 0, 1, Step(0, Action.TIMEOUT, HOUR)) is None
    assert step_due(steps, 0, 1, Step(0, Action.TIMEOUT, HOUR / 2)) == steps[0]
