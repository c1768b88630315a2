"""Windows of time: whole local days and Monday-to-Monday weeks in a guild's zone.

Days are ordinals (``date.toordinal()``: 1 is 0001-01-01) of the local calendar. A window is
half-open: its start belongs to it, its end does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.text.kernel import T

# Histories older than Discord can be imported; both ends leave room for the weeks around.
FIRST_YEAR, LAST_YEAR = 1900, 9998
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """Whole local days from ``first_day`` to ``end_day`` (exclusive) in ``zone``."""

    zone: ZoneInfo
    first_day: int
    end_day: int

    @property
    def days(self) -> int:
        """How many local days it spans."""
        return self.end_day - self.first_day

    @property
    def start(self) -> datetime:
        """Its first instant, aware UTC."""
        return day_start(self.first_day, self.zone)

    @property
    def end(self) -> datetime:
        """The first instant after it, aware UTC."""
        return day_start(self.end_day, self.zone)

    def shifted(self, days: int) -> Window:
        """Return the window of the same length ``days`` later (negative: earlier)."""
        return Window(self.zone, self.first_day + days, self.end_day + days)

    @property
    def label(self) -> str:
        """``2020-W10`` for a calendar week, else ``2020-03-02 to 2020-03-08``."""
        first = date.fromordinal(self.first_day)
        if self.days == 7 and first.weekday() == 0:  # noqa: PLR2004 - days in a week
            year, week, _ = first.isocalendar()
            return f"{year}-W{week:02}"
        return f"{first} to {date.fromordinal(self.end_day - 1)}"


def zone_named(name: str) -> ZoneInfo:
    """Return the IANA zone ``name``. Raises UserError for an unknown one."""
    if name not in zone_names():
        raise UserError(T.say("zone-unknown", given=name))
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return every IANA zone name that can be used."""
    return frozenset(available_timezones())


def local_day(instant: datetime, zone: ZoneInfo) -> int:
    """Return the local day (ordinal) of an aware ``instant`` in ``zone``."""
    return instant.astimezone(zone).toordinal()


class LocalDays:
    """Gives the local day (ordinal) of aware instants in ``zone``, as ``local_day`` does.

    A third of its cost where most instants are of the same day.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._day = 0
        self._start = self._end = datetime.min.replace(tzinfo=UTC)

    def of(self, instant: datetime) -> int:
        """Return the local day of ``instant``."""
        if not self._start <= instant < self._end:
            self._day = local_day(instant, self._zone)
            self._start = day_start(self._day, self._zone)
            self._end = day_start(self._day + 1, self._zone)
        return self._day


@lru_cache(maxsize=4096)
def day_start(day: int, zone: ZoneInfo) -> datetime:
    """Return the first instant of local ``day`` in ``zone``, aware UTC.

    Where midnight is skipped by a clock change the day starts at the change; where it comes
    twice, at the first of the two.
    """
    wall = datetime.combine(date.fromordinal(day), time(), zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).toordinal() == day:
        return instant
    # Midnight does not exist that day: find the change, to the second.
    low, high = instant - timedelta(hours=25), instant + timedelta(hours=25)
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).toordinal() < day:
            low = middle
        else:
            high = middle
    return high


def week_of(day: int, zone: ZoneInfo) -> Window:
    """Return the Monday-to-Monday week that local ``day`` lies in."""
    monday = monday_of(day)
    return Window(zone, monday, monday + 7)


def monday_of(day: int) -> int:
    """Return the Monday of the week that ``day`` lies in; both are ordinals."""
    return day - (day - 1) % 7  # day 1 was a Monday


def parse_week(text: str, zone: ZoneInfo) -> Window:
    """Return the ISO week written as ``2020-W10`` in ``zone``.

    Raises UserError for another form, for a week that does not exist (2021-W53), and for
    years outside 1900 to 9998.
    """
    match = _WEEK.fullmatch(text.strip())
    if match is None:
        raise UserError(T.say("week-unreadable", given=text))
    year, week = int(match[1]), int(match[2])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError(T.say("week-out-of-range", first=Raw(FIRST_YEAR), last=Raw(LAST_YEAR)))
    try:
        monday = date.fromisocalendar(year, week, 1).toordinal()
    except ValueError:
        raise UserError(_no_such_week(year, week)) from None
    return Window(zone, monday, monday + 7)


def _no_such_week(year: int, week: int) -> str:
    # The 28th of December always lies in the last ISO week of its year.
    last = date(year, 12, 28).isocalendar().week
    return T.say("week-nonexistent", year=Raw(year), week=week, last=Raw(last))


def last_full_week(now: datetime, zone: ZoneInfo) -> Window:
    """Return the last week that is over at ``now`` (aware)."""
    return week_of(local_day(now, zone), zone).shifted(-7)
