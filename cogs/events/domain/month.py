"""A month's view: which day has what."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cogs.events.domain.plan import Kind


@dataclass(frozen=True, slots=True)
class Shown:
    """An event as a day of the month shows it; ``at`` is aware."""

    at: datetime
    name: str
    kind: Kind
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month's view; ``inside``: it is of the month, not of those around it."""

    number: int
    inside: bool
    today: bool
    events: tuple[tuple[str, Shown], ...]


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; events with their time, as clocks in one zone show it."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]


def month_of(
    first: date,
    zone: ZoneInfo,
    events: Iterable[Shown],
    today: date,
    title: str,
    weekdays: tuple[str, ...],
) -> Month:
    """Lay out the month that begins with ``first``; every event goes to its local day."""
    by_day: dict[date, list[tuple[str, Shown]]] = defaultdict(list)
    for event in sorted(events, key=lambda one: (one.at, one.name)):
        there = event.at.astimezone(zone)
        by_day[there.date()].append((f"{there:%H:%M}", event))
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        title,
        weekdays,
        tuple(
            tuple(
                Day(day.day, day.month == first.month, day == today, tuple(by_day[day]))
                for day in week
            )
            for week in weeks
        ),
    )
