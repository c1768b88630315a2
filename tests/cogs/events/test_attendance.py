"""Minutes of presence, compared with a count second by second."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cogs.events.domain.attendance import (
    BRIDGED,
    Stretch,
    has_attended,
    peak,
    presences,
)

START = datetime(2026, 3, 2, 18, tzinfo=UTC)
HALL, BAR = 5, 6
ANN, BEN = 11, 12
MINUTE = timedelta(minutes=1)


def at(minute: float) -> datetime:
    return START + minute * MINUTE


def stretch(member: int, first: float, last: float, channel: int = HALL) -> Stretch:
    return Stretch(member, channel, at(first), at(last))


def minutes(*known: Stretch, end: float = 60) -> dict[int, float]:
    found = presences(known, HALL, START, at(end))
    return {one.member_id: one.total / MINUTE for one in found}


stretches = st.lists(
    st.builds(
        lambda member, channel, first, length: stretch(member, first, first + length, channel),
        st.sampled_from([ANN, BEN, 13]),
        st.sampled_from([HALL, HALL, HALL, BAR]),
        st.integers(-8, 70),
        st.integers(1, 12),
    ),
    max_size=14,
)


def naive(known: list[Stretch], end: int) -> dict[int, set[int]]:
    """Who is there in each whole minute, one minute after the other."""
    here: dict[int, set[int]] = defaultdict(set)
    elsewhere: dict[int, set[int]] = defaultdict(set)
    for one in known:
        first = round((one.start - START) / MINUTE)
        last = round((one.end - START) / MINUTE)
        for minute in range(first, last):
            if one.channel_id != HALL:
                elsewhere[one.member_id].add(minute)
            elif 0 <= minute < end:
                here[one.member_id].add(minute)
    for member, present in here.items():
        seen = set(present)
        for minute in range(min(seen), max(seen)):
            before = max(one for one in seen if one <= minute)
            after = min(one for one in seen if one > minute)
            gap = range(before + 1, after)
            if len(gap) * MINUTE <= BRIDGED and elsewhere[member].isdisjoint(gap):
                present.update(gap)
    return here


@given(stretches, st.integers(1, 60))
def test_minutes_are_those_that_are_counted_one_by_one(known: list[Stretch], end: int) -> None:
    there = naive(known, end)

    assert minutes(*known, end=end) == {member: len(found) for member, found in there.items()}
    assert minutes(*reversed(known), *known, end=end) == minutes(*known, end=end)
    found = presences(known, HALL, START, at(end))
    most = max((sum(m in one for one in there.values()) for m in range(end)), default=0)
    assert peak(found) == most
    for one in found:
        assert (one.first_at, one.last_at) == (
            at(min(there[one.member_id])),
            at(max(there[one.member_id]) + 1),
        )


def test_a_lost_connection_takes_no_minutes_and_a_walk_to_another_channel_does() -> None:
    assert minutes(stretch(ANN, 0, 20), stretch(ANN, 27, 60)) == {ANN: 60}
    assert minutes(stretch(ANN, 0, 20), stretch(ANN, 31, 60)) == {ANN: 49}
    moved = stretch(ANN, 22, 25, BAR)
    assert minutes(stretch(ANN, 0, 20), moved, stretch(ANN, 27, 60)) == {ANN: 53}
    # Only who was in the event's own channel, and only while it was on.
    assert minutes(stretch(BEN, 0, 60, BAR)) == {}
    assert minutes(stretch(BEN, -5, 0), stretch(BEN, 60, 65)) == {}


def test_attended_is_five_minutes_or_a_quarter_of_it() -> None:
    cases = [
        (5, 600, True),
        (4.9, 600, False),
        (2.5, 10, True),
        (2.4, 10, False),
        (0, 0, False),
        (1, 0, True),
        (1, 2, True),
        (0.25, 0.25, False),
    ]
    for there, length, attended in cases:
        assert has_attended(there * MINUTE, length * MINUTE) is attended, (there, length)
