"""The cycle collector of a running bot."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot.ops import garbage


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


def test_what_is_there_is_not_looked_through_again() -> None:
    garbage.calm_down()
    there = gc.get_freeze_count()
    later = [[number] for number in range(5_000)]

    garbage.keep()

    assert there > 0
    assert gc.get_freeze_count() >= there + len(later)


def test_the_collector_still_runs() -> None:
    garbage.calm_down()

    assert gc.isenabled()
    assert all(0 < limit <= 50_000 for limit in gc.get_threshold())
