"""Which days the ledger has seen: no figure may take an unseen day for a quiet one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.windows import Window, day_start, local_day


@dataclass(frozen=True, slots=True)
class Known:
    """The local days that are known: from ``first_day`` up to ``end_day`` (exclusive).

    They begin with the first activity, or with the first census where that was earlier. A
    server that is watched is known up to today, an imported history up to its last activity.
    ``until`` is the instant (aware UTC) up to which anything can be known. ``census_day`` is
    the local day of the first census: since then joins and leaves are watched; None for a
    history that was only imported.
    """

    first_day: int
    end_day: int
    until: datetime
    census_day: int | None = None

    @classmethod
    def of(
        cls,
        activity: tuple[int, int] | None,
        census_at: datetime | None,
        now: datetime,
        zone: ZoneInfo,
    ) -> Known:
        """Return what is known at ``now``. Instants are aware UTC.

        ``activity`` are the first and the last local day on which anybody did anything.
        """
        today = local_day(now, zone)
        if census_at is not None:
            census_day = local_day(census_at, zone)
            first_day = census_day if activity is None else min(activity[0], census_day)
            return cls(first_day, today + 1, now, census_day)
        if activity is None:
            return cls(today, today, now)
        first_day, last_day = activity
        return cls(first_day, last_day + 1, min(now, day_start(last_day + 1, zone)))

    def days_of(self, window: Window) -> range:
        """Return the days of ``window`` that are known."""
        first = max(window.first_day, self.first_day)
        return range(first, max(first, min(window.end_day, self.end_day)))

    def covers(self, window: Window) -> bool:
        """Tell whether every day of ``window`` is known."""
        return len(self.days_of(window)) == window.days

    def runs(self, window: Window) -> bool:
        """Tell whether ``window`` has begun and is not over, in a server that is watched."""
        return self.census_day is not None and window.first_day < self.end_day < window.end_day

    def back(self, window: Window, days: int) -> int:
        """Return how many of the ``days`` days that end with ``window`` are known."""
        return len(self.days_of(Window(window.zone, window.end_day - days, window.end_day)))

    def watches(self, window: Window) -> bool:
        """Tell whether joins and leaves were watched on every day of ``window``."""
        return self.census_day is not None and self.census_day <= window.first_day


def series_of(values: Mapping[int, int], window: Window, known: Known) -> list[int | None]:
    """Return ``values`` of each day of ``window``: 0 for a quiet day, None for an unknown one."""
    seen = known.days_of(window)
    return [
        values.get(day, 0) if day in seen else None
        for day in range(window.first_day, window.end_day)
    ]


def iso_days(window: Window) -> list[str]:
    """Return the days of ``window`` as ISO dates."""
    return [date.fromordinal(day).isoformat() for day in range(window.first_day, window.end_day)]
