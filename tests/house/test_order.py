"""The order of the tests where several processes share them."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from tests.plugins.order import ordered


@pytest.mark.parametrize(
    ("count", "long", "processes"),
    [(0, 0, 2), (1, 1, 3), (7, 1, 4), (10, 4, 3), (5, 5, 2), (4_801, 37, 3), (4_800, 0, 2)],
)
def test_every_test_is_played_once_and_long_ones_are_shared(
    count: int, long: int, processes: int
) -> None:
    items: list[Any] = [
        SimpleNamespace(number=number, get_closest_marker=lambda _, own=number < long: own)
        for number in range(count)
    ]

    found = ordered(items, processes)

    assert sorted(item.number for item in found) == list(range(count))
    borders = [count * process // processes for process in range(processes + 1)]
    shares = [
        sum(item.number < long for item in found[begin:end]) for begin, end in pairwise(borders)
    ]
    assert max(shares) - min(shares) <= 1
    short = [item.number for item in found if item.number >= long]
    assert short == sorted(short)


def test_long_ones_come_early_in_each_share() -> None:
    items: list[Any] = [
        SimpleNamespace(number=number, get_closest_marker=lambda _, own=number >= 90: own)
        for number in range(100)
    ]

    places = [place for place, item in enumerate(ordered(items, 2)) if item.number >= 90]

    assert places == [0, 7, 14, 21, 28, 50, 57, 64, 71, 78]
