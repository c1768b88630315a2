"""Who is on duty, who is asked next, and who carries too much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.jobs.recurrence import to_instant

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK: Final = frozenset(range(7))
_NAMED: Final = {
    "daily": _WEEK,
    "everyday": _WEEK,
    "all": _WEEK,
    "weekdays": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
    "weekends": frozenset({5, 6}),
}
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_NOON: Final = 12
_NIGHT_FROM: Final = 23
_NIGHT_TO: Final = 6
_HELD_MOST: Final = timedelta(hours=2)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """Wall times on ``days`` (0 is Monday); one that ends before it begins runs past midnight."""

    days: frozenset[int]
    start: time
    end: time

    @property
    def overnight(self) -> bool:
        """Whether it ends on the next day."""
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class Manual:
    """That somebody went on or off duty by hand, and when."""

    on: bool
    since: datetime


def parse_days(text: str) -> frozenset[int] | None:
    """Return the weekdays (0 is Monday) that ``text`` names, None where it cannot be read.

    "mon-fri", "mon, wed fri", "sat-mon", "weekdays", "weekend", "daily".
    """
    found: set[int] = set()
    for part in re.sub(r"\s*[-–]\s*", "-", text.strip().lower()).replace(",", " ").split():
        if part in _NAMED:
            found |= _NAMED[part]
            continue
        first, _, last = part.partition("-")
        begin, end = _day(first), _day(last or first)
        if begin is None or end is None:
            return None
        found |= {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    return frozenset(found) or None


def _day(word: str) -> int | None:
    short = word[:3]
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if short not in DAYS or not full[DAYS.index(short)].startswith(word.rstrip(".")):
        return None
    return DAYS.index(short)


def parse_time(text: str) -> time | None:
    """Return the time of day that ``text`` says (``18:00``, ``6pm``, ``7.30``), else None."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the hours of a day
        return None
    return time(hour, minute)


def spans(
    shift: Shift, zone: ZoneInfo, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Yield when ``shift`` begins and ends (aware UTC) around the aware ``start`` to ``end``.

    All that overlap it are among them, in order and without overlap. A wall time that a zone skips
    or has twice is read as in ``bot.jobs.recurrence``.
    """
    day = start.astimezone(zone).date() - _DAY
    last = end.astimezone(zone).date()
    while day <= last:
        if day.weekday() in shift.days:
            ends_on = day + _DAY if shift.overnight else day
            yield (
                to_instant(datetime.combine(day, shift.start), zone.key),
                to_instant(datetime.combine(ends_on, shift.end), zone.key),
            )
        day += _DAY


def covers(shift: Shift, at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the aware ``at`` lies in ``shift``, read in ``zone``."""
    return any(begin <= at < end for begin, end in spans(shift, zone, at, at))


def by_hand_until(shift: Shift | None, manual: Manual, zone: ZoneInfo) -> datetime | None:
    """Return when what was said by hand holds no more (aware UTC): as a shift begins or ends.

    Without a shift it holds until it is said otherwise: None.
    """
    if shift is None:
        return None
    # Within eight days every shift begins.
    around = spans(shift, zone, manual.since, manual.since + 9 * _DAY)
    return min(edge for span in around for edge in span if edge > manual.since)


def on_duty(shift: Shift | None, manual: Manual | None, at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether somebody is on duty at the aware ``at``.

    What was said by hand holds until the next time a shift begins or ends; without a shift
    until it is said otherwise.
    """
    if manual is not None and manual.since <= at:
        until = by_hand_until(shift, manual, zone)
        if until is None or at < until:
            return manual.on
    return shift is not None and covers(shift, at, zone)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A moderator who is on duty: what they took of late, and when the last time.

    ``tired``: they carry too much as it is. ``night``: it is night where they are.
    """

    member_id: int
    taken: int
    last_at: datetime | None = None
    tired: bool = False
    night: bool = False


def next_up(candidates: Iterable[Candidate]) -> Candidate | None:
    """Return who is asked next: who took least of late, then who waited longest.

    Who carries too much comes last, and before them who would have to work at night.
    """
    return min(
        candidates,
        key=lambda one: (
            one.tired,
            one.night,
            one.taken,
            one.last_at is not None,
            0.0 if one.last_at is None else one.last_at.timestamp(),
            one.member_id,
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that a moderator did: when (aware), and how long they held it."""

    member_id: int
    at: datetime
    case: bool
    held: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Load:
    """What one moderator did in a window."""

    member_id: int
    cases: int
    items: int
    minutes: int
    night: int

    @property
    def things(self) -> int:
        """Cases and items of the queue together."""
        return self.cases + self.items


class Strain(StrEnum):
    """Why somebody may carry too much."""

    MUCH = "much"  # more a day than the server finds healthy
    LONG = "long"  # more minutes a day with the queue than the server finds healthy
    NIGHT = "night"  # a good part of it at night
    MOST = "most"  # most of all there is to do, though there are others


def held_for(since: datetime, until: datetime) -> timedelta:
    """Return how long somebody worked on an item that they held (two aware instants).

    Who keeps one over night did not work on it all night.
    """
    return min(until - since, _HELD_MOST)


def is_night(at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the aware ``at`` is between 23:00 and 06:00 in ``zone``."""
    hour = at.astimezone(zone).hour
    return hour >= _NIGHT_FROM or hour < _NIGHT_TO


def loads(work: Iterable[Work], zones: dict[int, ZoneInfo]) -> list[Load]:
    """Return the load of everyone in ``zones`` (each one's own zone), in no order of merit."""
    mine: dict[int, list[Work]] = {member: [] for member in sorted(zones)}
    for one in work:
        if one.member_id in mine:
            mine[one.member_id].append(one)
    return [
        Load(
            member,
            cases=sum(one.case for one in done),
            items=sum(not one.case for one in done),
            minutes=round(sum(one.held.total_seconds() for one in done) / 60),
            night=sum(is_night(one.at, zones[member]) for one in done),
        )
        for member, done in mine.items()
    ]


HEALTHY_MINUTES: Final = 180
# Below this nothing can be said of shares.
_ENOUGH = 10
_NIGHT_SHARE = 1 / 3
_MOST_SHARE = 0.6
_A_TEAM = 3


def strains(
    load: Load,
    team: Sequence[Load],
    days: int,
    healthy_a_day: int,
    healthy_minutes: int = HEALTHY_MINUTES,
) -> list[Strain]:
    """Return why somebody of ``team`` may carry too much over a window of ``days``.

    ``healthy_a_day``: things; ``healthy_minutes``: minutes a day with the queue.
    """
    found = []
    if load.things > healthy_a_day * days:
        found.append(Strain.MUCH)
    if load.minutes > healthy_minutes * days:
        found.append(Strain.LONG)
    if load.things >= _ENOUGH:
        if load.night > load.things * _NIGHT_SHARE:
            found.append(Strain.NIGHT)
        everything = sum(one.things for one in team)
        if len(team) >= _A_TEAM and load.things > everything * _MOST_SHARE:
            found.append(Strain.MOST)
    return found
