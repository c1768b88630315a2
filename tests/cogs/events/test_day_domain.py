"""What is to be done on the day, case by case; reminders that are of use; codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.events.domain.codes import ALPHABET, LENGTH, SHOWN_FOR, code_at, is_right, shown_until
from cogs.events.domain.day import Act, Day, Step, latest_end, next_step
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.reminding import OFFSETS, due_at, from_text, useful_until

START = datetime(2026, 3, 4, 18, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PLANNED = Occurrence(1, 1, 1, START, START, START + 60 * MINUTE)
OPEN = replace(PLANNED, state=OccurrenceState.OPEN, opened_at=START)


def at(minute: float) -> datetime:
    return START + minute * MINUTE


def day(*, told: bool = True, quiet: float | None = None) -> Day:
    since = None if quiet is None else at(quiet)
    return Day(START, at(-15) if told else None, since, "secret", None, None)


ELSEWHERE, NOBODY = None, 0
CASES = [
    ("long before", PLANNED, None, -600, NOBODY, Step(Act.WAIT, at(-15))),
    ("made ready", PLANNED, day(told=False), -15, NOBODY, Step(Act.PREPARE, at(-15))),
    ("ready", PLANNED, day(), -15, NOBODY, Step(Act.WAIT, START)),
    ("on time", PLANNED, day(), 0, 3, Step(Act.OPEN, START)),
    ("the look is late", PLANNED, day(), 1.5, 3, Step(Act.OPEN, START)),
    ("nobody is there yet", PLANNED, day(), 0, NOBODY, Step(Act.WAIT, at(1))),
    ("a late start", PLANNED, day(), 20, 1, Step(Act.OPEN, at(20))),
    ("nobody came", PLANNED, day(), 60, NOBODY, Step(Act.CLOSE, at(60))),
    ("elsewhere, as planned", PLANNED, day(), 0, ELSEWHERE, Step(Act.OPEN, START)),
    ("elsewhere, the bot was away", PLANNED, day(), 30, ELSEWHERE, Step(Act.OPEN, START)),
    ("the bot was away throughout", PLANNED, None, 700, NOBODY, Step(Act.CLOSE, at(60))),
    ("elsewhere, away throughout", PLANNED, None, 700, ELSEWHERE, Step(Act.CLOSE, at(60))),
    ("away, and people are still there", PLANNED, None, 90, 4, Step(Act.OPEN, at(90))),
    ("away too long to begin", PLANNED, None, 180, 4, Step(Act.CLOSE, at(60))),
    ("on", OPEN, day(), 10, NOBODY, Step(Act.WAIT, at(60))),
    ("elsewhere, over", OPEN, day(), 60, ELSEWHERE, Step(Act.CLOSE, at(60))),
    ("over time", OPEN, day(), 60, 2, Step(Act.WAIT, at(61))),
    ("everybody has gone", OPEN, day(), 60, NOBODY, Step(Act.WAIT, at(61), at(60))),
    ("gone for a while", OPEN, day(quiet=60), 64, NOBODY, Step(Act.WAIT, at(65), at(60))),
    ("gone for good", OPEN, day(quiet=60), 65, NOBODY, Step(Act.CLOSE, at(60))),
    ("somebody is back", OPEN, day(quiet=60), 64, 1, Step(Act.WAIT, at(65))),
    ("gone later", OPEN, day(), 80, NOBODY, Step(Act.WAIT, at(81), at(80))),
    ("quiet before the end was moved", OPEN, day(quiet=-5), 80, 0, Step(Act.WAIT, at(81), at(80))),
    ("the last minute", OPEN, day(), 119.5, 9, Step(Act.WAIT, at(120))),
    ("not forever", OPEN, day(), 120, 9, Step(Act.CLOSE, at(120))),
    ("held", replace(OPEN, state=OccurrenceState.HELD), day(), 60, 2, None),
    ("cancelled", replace(PLANNED, state=OccurrenceState.CANCELLED), day(), 0, 2, None),
]


@pytest.mark.parametrize(
    ("occurrence", "known", "minute", "people", "step"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_what_is_to_be_done(
    occurrence: Occurrence, known: Day | None, minute: float, people: int | None, step: Step | None
) -> None:
    assert next_step(occurrence, known, at(minute), people) == step


@given(
    st.integers(5, 600),
    st.lists(st.one_of(st.none(), st.integers(0, 2)), min_size=1, max_size=40),
    st.integers(-30, 10),
)
def test_every_event_ends_whatever_is_seen(length: int, seen: list[int | None], first: int) -> None:
    occurrence = replace(PLANNED, ends_at=at(length))
    now, known = at(first), day(told=False)
    acts = []
    for turn in range(2_000):
        step = next_step(occurrence, known, now, seen[turn % len(seen)])
        if step is None:
            break
        acts.append(step.act)
        if step.act is Act.WAIT:
            assert step.at > now
            now, known = step.at, replace(known, quiet_since=step.quiet_since)
        elif step.act is Act.PREPARE:
            known = replace(known, told_at=now)
        elif step.act is Act.OPEN:
            assert step.at <= now
            occurrence = replace(occurrence, state=OccurrenceState.OPEN, opened_at=step.at)
        else:
            assert occurrence.ends_at <= step.at <= latest_end(occurrence)
            occurrence = replace(occurrence, state=OccurrenceState.HELD, closed_at=step.at)
    assert occurrence.state is OccurrenceState.HELD
    assert acts.count(Act.PREPARE) <= 1
    assert acts.count(Act.OPEN) <= 1


def test_a_reminder_is_of_use_until_the_next_would_be_due() -> None:
    found = [(useful_until(START, one) - due_at(START, one)) / MINUTE for one in OFFSETS]
    assert found == [1380, 45, 15, 15]
    assert from_text(None) == from_text("") == frozenset()


@given(st.integers(0, 10_000), st.text("abcdef0123456789", min_size=1, max_size=32))
def test_a_code_is_right_while_it_is_shown_and_once_more(second: int, secret: str) -> None:
    now = START + timedelta(seconds=second)
    code = code_at(secret, "1.1", now)
    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    ends = shown_until(now)
    assert now < ends <= now + SHOWN_FOR
    assert is_right(secret, "1.1", code.lower(), now)
    assert is_right(secret, "1.1", code, ends + SHOWN_FOR - timedelta(microseconds=1))
    assert (
        not is_right(secret, "1.1", code, ends + SHOWN_FOR)
        or code_at(secret, "1.1", ends + SHOWN_FOR) == code
    )
    assert code_at(secret, "1.2", now) != code or code_at(secret + "x", "1.1", now) != code
