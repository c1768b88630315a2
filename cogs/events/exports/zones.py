"""Time zones as iCalendar tells them (RFC 5545, 3.6.5).

The library's own makes the onset of summer time an hour late: it gives the clocks after the
change, where the standard wants those before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# Calendars know the zones of the world by name; the table is for those that do not.
YEARS_AHEAD: Final = 12
# No zone changes its clocks and back within so few days.
_STEP: Final = timedelta(days=4)
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Onset:
    """A change of clocks at ``at`` (aware UTC): offsets from UTC before and after it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool

    @property
    def wall(self) -> datetime:
        """The naive time that clocks showed until then."""
        return (self.at + self.before).replace(tzinfo=None)


@lru_cache(maxsize=64)
def onsets(zone: str, first_year: int, years: int) -> tuple[Onset, ...]:
    """Return the changes of clocks of an IANA zone in ``years`` from ``first_year`` on.

    The first is the offset with which the first year begins.
    """
    there = ZoneInfo(zone)
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(first_year + years, 1, 1, tzinfo=UTC)
    return tuple(_walk(there, start, end))


def timezone_of(zone: str, first_year: int) -> Timezone:
    """Return the zone as a component that holds from ``first_year`` on, for some years."""
    component = Timezone()
    component.add("tzid", zone)
    kinds: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for onset in onsets(zone, first_year, YEARS_AHEAD):
        kind = (onset.before, onset.after, onset.name, onset.summer)
        kinds.setdefault(kind, []).append(onset.wall)
    for (before, after, name, summer), walls in kinds.items():
        part = TimezoneDaylight() if summer else TimezoneStandard()
        part.add("dtstart", walls[0])
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        if walls[1:]:
            part.add("rdate", walls[1:])
        component.add_component(part)
    return component


def _walk(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Onset]:
    now = _offset(start, zone)
    yield _onset(start, now, now, zone)
    at = start
    while at < end:
        following = at + _STEP
        after = _offset(following, zone)
        if after != now:
            changed = _change(at, following, zone, now)
            yield _onset(changed, now, after, zone)
            now = after
        at = following


def _change(low: datetime, high: datetime, zone: ZoneInfo, before: timedelta) -> datetime:
    while high - low > _SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _offset(middle, zone) == before:
            low = middle
        else:
            high = middle
    return high


def _onset(at: datetime, before: timedelta, after: timedelta, zone: ZoneInfo) -> Onset:
    there = at.astimezone(zone)
    return Onset(at, before, after, there.tzname() or "", bool(there.dst()))


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
