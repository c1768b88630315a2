"""Clocks: aware, in UTC, and in the test's hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.clock import ManualClock, SystemClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_the_systems_clock_is_aware_in_utc_and_goes_on() -> None:
    clock = SystemClock()

    first, second = clock.now(), clock.now()

    assert first.tzinfo is UTC
    assert first <= second <= first + timedelta(minutes=1)


def test_a_manual_clock_moves_only_when_told_to() -> None:
    clock = ManualClock(NOON)

    assert clock.now() == clock.now() == NOON

    clock.set(NOON + timedelta(days=1))
    assert clock.now() == NOON + timedelta(days=1)


def test_any_zone_goes_in_and_utc_comes_out() -> None:
    clock = ManualClock(NOON.astimezone(timezone(timedelta(hours=5))))

    assert clock.now() == NOON
    assert clock.now().tzinfo is UTC


def test_a_time_without_a_zone_is_refused() -> None:
    clock = ManualClock(NOON)

    with pytest.raises(ValueError, match="needs a zone"):
        ManualClock(NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="needs a zone"):
        clock.set(NOON.replace(tzinfo=None))
