"""The cycle collector of a running bot."""

from __future__ import annotations

import gc
from collections import Counter

from bot.ops import garbage


def test_what_is_there_is_not_looked_through_again() -> None:
    before = gc.get_threshold()

    with garbage.calmed():
        there = gc.get_freeze_count()
        later = [Counter([number]) for number in range(1_000)]
        garbage.keep()
        assert 0 < there <= gc.get_freeze_count() - len(later)

    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before


def test_the_collector_still_runs() -> None:
    with garbage.calmed():
        assert gc.isenabled()
        assert all(0 < limit <= 50_000 for limit in gc.get_threshold())


def test_a_pause_ends_as_it_began() -> None:
    with garbage.paused():
        assert not gc.isenabled()
        with garbage.paused():
            pass
        assert not gc.isenabled()

    assert gc.isenabled()
