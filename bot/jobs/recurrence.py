"""Recurrence as wall time and IANA zone, so that 18:00 stays 18:00 through DST.

A wall time that a zone skips (clocks go forward) happens at the first valid instant after
the gap; one that a zone has twice (clocks go back) happens the first time.
"""

from __future__ import annotations

import calendar
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LAST = -1

_DAY = timedelta(days=1)
_DAYS_IN_WEEK = 7
_MONTHS_IN_YEAR = 12


def to_instant(wall: datetime, zone: str) -> datetime:
    """Return the aware UTC instant of a naive ``wall`` time in the IANA ``zone``.

    Gaps and doubled hours as in the module's description. Raises ValueError for a zone
    that does not exist or a ``wall`` that is aware.
    """
    if wall.tzinfo is not None:
        raise ValueError("a wall time is naive: give its zone apart")
    there = _zone(zone)
    instant = wall.replace(tzinfo=there, fold=0).astimezone(UTC)
    if instant.astimezone(there).replace(tzinfo=None) == wall:
        return instant
    # In a gap fold=0 reads the wall time by the offset before it and so lies after the
    # change; fold=1 lies before it (PEP 495).
    return _change_between(wall.replace(tzinfo=there, fold=1).astimezone(UTC), instant, there)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    # Offsets change on whole seconds, so halving down to one second finds the first
    # instant after the change.
    new = after.astimezone(zone).utcoffset()
    low, high = before.replace(microsecond=0), after.replace(microsecond=0)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == new:
            high = middle
        else:
            low = middle
    return high


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {name!r}; a name is like Europe/Berlin") from error


@dataclass(frozen=True, kw_only=True)
class Recurrence(ABC):
    """``at`` (naive wall time) in ``zone`` (IANA) on the days that the subclass names.

    Every ``every``-th day, week or month counts, from the one that holds ``start``;
    nothing happens before the day ``start``. Raises ValueError for what cannot be.
    """

    at: time
    zone: str
    every: int = 1
    start: date = date(1970, 1, 1)

    def __post_init__(self) -> None:
        _zone(self.zone)
        if self.at.tzinfo is not None:
            raise ValueError("the time of day is a wall time: give its zone apart")
        if self.every < 1:
            raise ValueError("every counts from 1")

    def days(self, first: date | None = None) -> Iterator[date]:
        """Yield the days that count from ``first`` on, or from the start; they never end.

        Dates do: what is asked for past the year 9999 raises OverflowError or ValueError.
        """
        return self._days(self.start if first is None else max(first, self.start))

    def next_after(self, instant: datetime) -> datetime:
        """Return the first occurrence after ``instant`` (aware), aware UTC."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs a zone: give an aware datetime")
        # The day before is looked at too: a gap over midnight moves its wall time into today.
        today = instant.astimezone(_zone(self.zone)).date()
        for day in self._days(max(today - _DAY, self.start)):
            occurrence = to_instant(datetime.combine(day, self.at), self.zone)
            if occurrence > instant:
                return occurrence
        raise AssertionError("days never end")  # pragma: no cover

    @abstractmethod
    def _days(self, first: date) -> Iterator[date]:
        """Yield the matching days from ``first`` (never before ``start``) on, rising."""


@dataclass(frozen=True, kw_only=True)
class Daily(Recurrence):
    """Every day, or every n-th."""

    def _days(self, first: date) -> Iterator[date]:
        day = first + _DAY * (-(first - self.start).days % self.every)
        while True:
            yield day
            day += _DAY * self.every


@dataclass(frozen=True, kw_only=True)
class Weekly(Recurrence):
    """On ``weekdays`` (Monday is 0) of every week, or every n-th; a week begins on Monday."""

    weekdays: frozenset[int]

    def __post_init__(self) -> None:
        """Refuse weekdays outside 0-6 and none at all."""
        super().__post_init__()
        if not self.weekdays or not self.weekdays <= set(range(_DAYS_IN_WEEK)):
            raise ValueError("weekdays are one or more of 0 (Monday) to 6 (Sunday)")

    def _days(self, first: date) -> Iterator[date]:
        monday = _monday(first)
        weeks = (monday - _monday(self.start)).days // _DAYS_IN_WEEK
        monday += _DAY * _DAYS_IN_WEEK * (-weeks % self.every)
        while True:
            for weekday in sorted(self.weekdays):
                day = monday + _DAY * weekday
                if day >= first:
                    yield day
            monday += _DAY * _DAYS_IN_WEEK * self.every


@dataclass(frozen=True, kw_only=True)
class _Monthly(Recurrence):
    def _days(self, first: date) -> Iterator[date]:
        start = self.start.year * _MONTHS_IN_YEAR + self.start.month - 1
        month = first.year * _MONTHS_IN_YEAR + first.month - 1
        month += -(month - start) % self.every
        while True:
            day = self._day_in(month // _MONTHS_IN_YEAR, month % _MONTHS_IN_YEAR + 1)
            if day >= first:
                yield day
            month += self.every

    @abstractmethod
    def _day_in(self, year: int, month: int) -> date:
        """Return the day of this month."""


@dataclass(frozen=True, kw_only=True)
class MonthlyByDay(_Monthly):
    """On a ``day`` of the month (1-31); in a shorter month on its last day."""

    day: int

    def __post_init__(self) -> None:
        """Refuse days that no month has."""
        super().__post_init__()
        if not 1 <= self.day <= 31:  # noqa: PLR2004 - the longest month
            raise ValueError("a day of the month is 1 to 31")

    def _day_in(self, year: int, month: int) -> date:
        return date(year, month, min(self.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, kw_only=True)
class MonthlyByWeekday(_Monthly):
    """On the ``nth`` (1-4, or LAST) ``weekday`` (Monday is 0) of the month."""

    nth: int
    weekday: int

    def __post_init__(self) -> None:
        """Refuse what some month lacks."""
        super().__post_init__()
        if self.nth not in {1, 2, 3, 4, LAST}:
            raise ValueError("nth is 1 to 4 or LAST: not every month has a fifth")
        if self.weekday not in range(_DAYS_IN_WEEK):
            raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")

    def _day_in(self, year: int, month: int) -> date:
        length = calendar.monthrange(year, month)[1]
        if self.nth == LAST:
            last = date(year, month, length)
            return last - _DAY * ((last.weekday() - self.weekday) % _DAYS_IN_WEEK)
        first = date(year, month, 1)
        offset = (self.weekday - first.weekday()) % _DAYS_IN_WEEK
        return first + _DAY * (offset + _DAYS_IN_WEEK * (self.nth - 1))


def _monday(day: date) -> date:
    return day - _DAY * day.weekday()


@dataclass(frozen=True, kw_only=True)
class Bounded:
    """A recurrence that ends: after the day ``until``, or after ``count`` times in all."""

    recurrence: Recurrence
    until: date | None = None
    count: int | None = None

    def days(self, first: date | None = None) -> Iterator[date]:
        """Yield the days that count from ``first`` on, or from the start, to the last one."""
        left = self.count
        for day in self.recurrence.days(first if left is None else None):
            if (self.until is not None and day > self.until) or left == 0:
                return
            # Those before ``first`` count as well.
            left = None if left is None else left - 1
            if first is None or day >= first:
                yield day

    def next_after(self, instant: datetime) -> datetime | None:
        """Return the first occurrence after ``instant`` (aware), aware UTC; None where it ended."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs a zone: give an aware datetime")
        rule = self.recurrence
        for day in self.days(instant.astimezone(_zone(rule.zone)).date() - _DAY):
            occurrence = to_instant(datetime.combine(day, rule.at), rule.zone)
            if occurrence > instant:
                return occurrence
        return None
