"""Sets of members as bits, beside sets as Python has them."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.activity.daysets import DaySets, Kind, as_set, kinds_of, with_turned

_places = st.sets(st.integers(0, 40))
_days = st.dictionaries(st.integers(1, 30), _places)
_written = st.dictionaries(
    st.integers(1, 12), st.dictionaries(st.integers(0, 20), st.integers(1, 6)), max_size=8
)


def stored(kind: Kind, days: dict[int, set[int]]) -> dict[tuple[int, int], bytes]:
    return {
        (kind, day): with_turned(b"", [(place, True) for place in places])
        for day, places in days.items()
    }


def members(found: int) -> set[int]:
    return {place for place in range(found.bit_length()) if found >> place & 1}


@given(before=_places, turned=st.lists(st.tuples(st.integers(0, 40), st.booleans())))
def test_turning_bits_is_adding_and_removing(
    before: set[int], turned: list[tuple[int, bool]]
) -> None:
    bits = with_turned(with_turned(b"", [(place, True) for place in before]), turned)

    expected = set(before)
    for place, on in turned:
        (expected.add if on else expected.discard)(place)
    assert members(as_set(bits)) == expected
    assert not bits or bits[-1]


@given(days=_days, first=st.integers(0, 31), length=st.integers(0, 31))
def test_a_window_is_the_union_of_its_days(
    days: dict[int, set[int]], first: int, length: int
) -> None:
    sets = DaySets(stored(Kind.SPOKE, days))

    found = sets.within(Kind.SPOKE, first, first + length)

    wanted = set().union(*(who for day, who in days.items() if first <= day < first + length))
    assert members(found) == wanted
    assert sets.within(Kind.ACTIVE, first, first + length) == 0


@given(written=_written, times=st.integers(1, 4), first=st.integers(1, 6))
def test_who_wrote_so_often_in_all(
    written: dict[int, dict[int, int]], times: int, first: int
) -> None:
    of: dict[tuple[int, int], bytes] = {}
    for least in (1, 2, 3, 4):
        days = {
            day: {place for place, count in counts.items() if count >= least}
            for day, counts in written.items()
        }
        of |= stored(Kind(Kind.WROTE + least - 1), days)

    found = DaySets(of).wrote(times, first, 10)

    sums: Counter[int] = Counter()
    for day, counts in written.items():
        if first <= day < 10:
            sums.update(counts)
    assert members(found) == {place for place, count in sums.items() if count >= times}


@given(days=_days, first=st.integers(8, 26), silent=st.integers(1, 6), length=st.integers(1, 10))
def test_who_is_back_was_silent_for_so_many_days(
    days: dict[int, set[int]], first: int, silent: int, length: int
) -> None:
    # What is long ago need not be read day by day.
    read_from = first - silent
    before = sum(
        1 << place for place in set().union(*(who for day, who in days.items() if day < read_from))
    )
    recent = {day: who for day, who in days.items() if day >= read_from}

    for sets in (DaySets(stored(Kind.ACTIVE, recent), before), DaySets(stored(Kind.ACTIVE, days))):
        count = 0
        for place in range(41):
            active = sorted(day for day, who in days.items() if place in who)
            came = next((day for day in active if first <= day < first + length), None)
            earlier = [day for day in active if day < first]
            count += came is not None and bool(earlier) and came - earlier[-1] - 1 >= silent
        assert sets.back(silent, first, first + length) == count


@pytest.mark.parametrize(
    ("counts", "kinds"),
    [
        ((0, 0, 59, 0, 0), set()),
        ((0, 0, 60, 0, 0), {Kind.ACTIVE, Kind.SPOKE}),
        ((0, 1, 0, 0, 0), {Kind.ACTIVE}),
        ((0, 0, 0, 1, 0), {Kind.ACTIVE}),
        ((1, 0, 0, 0, 1), {Kind.ACTIVE, Kind.WROTE, Kind.SCORED}),
        ((3, 0, 0, 0, 0), {Kind.ACTIVE, Kind.WROTE, Kind.WROTE_2, Kind.WROTE_3}),
    ],
)
def test_what_counts_make_of_a_day(counts: tuple[int, ...], kinds: set[Kind]) -> None:
    assert kinds_of(counts) == kinds


def test_more_than_four_messages_are_four() -> None:
    for messages, more in product((4, 5, 1_000), (0, 1)):
        assert kinds_of((messages + more, 0, 0, 0, 0)) == kinds_of((4, 0, 0, 0, 0))
