"""Stays out of joins and leaves that come late, twice or not at all."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.activity.stays import StaySpan, stays

T0 = datetime(2024, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return T0 + timedelta(days=number)


_days = st.integers(0, 12).map(day)
_joins = st.lists(_days, max_size=8)
_leaves = st.lists(st.tuples(_days, st.sampled_from(("left", "kick", "ban"))), max_size=8)


@given(joins=_joins, leaves=_leaves, chance=st.randoms(use_true_random=False))
def test_order_and_repetition_never_matter(
    joins: list[datetime], leaves: list[tuple[datetime, str]], chance: random.Random
) -> None:
    again = joins + chance.sample(joins, len(joins) // 2)
    gone = leaves + chance.sample(leaves, len(leaves) // 2)
    chance.shuffle(again)
    chance.shuffle(gone)

    assert stays(again, gone) == stays(joins, leaves)


@given(joins=_joins, leaves=_leaves)
def test_stays_follow_each_other(joins: list[datetime], leaves: list[tuple[datetime, str]]) -> None:
    found = stays(joins, leaves)

    # Every join begins exactly one stay, and only the last may still last.
    assert [span.joined_at for span in found] == sorted(set(joins))
    assert all(span.left_at is not None for span in found[:-1])
    for span, after in pairwise(found):
        assert span.left_at is not None
        assert span.joined_at < span.left_at <= after.joined_at
    for span in found:
        if span.cause is not None:
            assert (span.left_at, span.cause) in leaves
        elif span.left_at is not None:
            assert span.left_at in joins


@given(joins=_joins, leaves=_leaves, instant=_days)
def test_who_is_there_follows_from_the_last_event(
    joins: list[datetime], leaves: list[tuple[datetime, str]], instant: datetime
) -> None:
    events = [(at, 1) for at in joins] + [(at, 0) for at, _ in leaves]
    last = max((event for event in events if event[0] <= instant), default=(T0, 0))

    there = any(
        span.joined_at <= instant and (span.left_at is None or span.left_at > instant)
        for span in stays(joins, leaves)
    )

    assert there == bool(last[1])


def test_a_membership_that_lasts() -> None:
    assert stays([day(1)], []) == [StaySpan(day(1))]


def test_joining_leaving_and_coming_back() -> None:
    found = stays([day(5), day(1)], [(day(3), "kick"), (day(9), "left")])

    assert found == [StaySpan(day(1), day(3), "kick"), StaySpan(day(5), day(9), "left")]


def test_a_missing_leave_ends_where_the_next_membership_begins() -> None:
    assert stays([day(1), day(5)], []) == [StaySpan(day(1), day(5)), StaySpan(day(5))]


def test_a_leave_without_a_join_is_dropped() -> None:
    assert stays([], [(day(1), "ban")]) == []


def test_a_leave_told_twice_counts_once() -> None:
    found = stays([day(1)], [(day(3), "kick"), (day(4), "left")])

    assert found == [StaySpan(day(1), day(3), "kick")]


def test_leaving_and_joining_at_one_instant_means_being_there() -> None:
    assert stays([day(1), day(3)], [(day(3), "left")]) == [
        StaySpan(day(1), day(3), "left"),
        StaySpan(day(3)),
    ]
