"""Events as iCalendar (RFC 5545): what other calendar programs open and subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from bot.jobs.recurrence import (
    LAST,
    Bounded,
    Daily,
    MonthlyByDay,
    MonthlyByWeekday,
    Recurrence,
    Weekly,
    to_instant,
)
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan, PlanState
from cogs.events.exports.zones import timezone_of

_PRODUCT: Final = "-//Steward//Events//EN"
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# Every month has as many days.
_SHORTEST_MONTH: Final = 28
# A calendar that is subscribed to is read anew; skipped hours are told for so long ahead.
_AHEAD: Final = timedelta(days=3 * 366)
_REFRESHED: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of a calendar: its plan, its rule if it repeats, and what is written of it.

    ``where`` is the place in words.
    """

    plan: Plan
    rule: Bounded | None
    occurrences: Sequence[Occurrence]
    where: str = ""


def calendar_of(entries: Iterable[Entry], name: str, now: datetime) -> bytes:
    """Return a calendar with all ``entries`` in it; ``name`` is shown for it.

    Every start is the wall time of the event's own zone, so that it stays through DST, and the
    zones' rules are in the calendar. ``now`` (aware) is when it was made.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESHED, parameters={"VALUE": "DURATION"})
    zones: dict[str, int] = {}
    events = []
    for entry in entries:
        for event in _events(entry, now):
            events.append(event)
            start = event.decoded("dtstart")
            if start.tzinfo is not UTC:
                zone = entry.plan.zone
                zones[zone] = min(zones.get(zone, start.year), start.year)
    # Zones stand before what refers to them, for programs that read in one go.
    for zone, year in sorted(zones.items()):
        calendar.add_component(timezone_of(zone, year))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def rule_of(rule: Bounded) -> dict[str, Any]:
    """Return a recurrence as the parts of an RRULE.

    A day that a month lacks is its last one: the last of the days from the 28th on that it has.
    """
    recurrence = rule.recurrence
    parts: dict[str, Any] = {**_pattern(recurrence), "INTERVAL": recurrence.every, "WKST": "MO"}
    if rule.count is not None:
        parts["COUNT"] = rule.count
    if rule.until is not None:
        # The end of the day there; both may be given here, but only one in an RRULE.
        if rule.count is not None:
            parts["COUNT"] = sum(1 for _ in rule.days())
        else:
            last = datetime.combine(rule.until, time(23, 59, 59))
            parts["UNTIL"] = to_instant(last, recurrence.zone)
    return parts


def _pattern(recurrence: Recurrence) -> dict[str, Any]:
    match recurrence:
        case Daily():
            return {"FREQ": "DAILY"}
        case Weekly():
            days = [_WEEKDAYS[day] for day in sorted(recurrence.weekdays)]
            return {"FREQ": "WEEKLY", "BYDAY": days}
        case MonthlyByDay():
            day = recurrence.day
            if day <= _SHORTEST_MONTH:
                return {"FREQ": "MONTHLY", "BYMONTHDAY": day}
            days_there = list(range(_SHORTEST_MONTH, day + 1))
            return {"FREQ": "MONTHLY", "BYMONTHDAY": days_there, "BYSETPOS": -1}
        case MonthlyByWeekday():
            nth = -1 if recurrence.nth == LAST else recurrence.nth
            return {"FREQ": "MONTHLY", "BYDAY": f"{nth}{_WEEKDAYS[recurrence.weekday]}"}
    raise AssertionError(f"no RRULE for {type(recurrence).__name__}")


def _events(entry: Entry, now: datetime) -> Iterable[Event]:
    if entry.rule is not None and entry.plan.state is PlanState.ACTIVE:
        yield from _series(entry, entry.rule, now)
        return
    for one in entry.occurrences:
        # One that repeats no more is several single events now.
        event = _event(entry, now, part="" if entry.rule is None else f"-{one.number}")
        _times(event, entry.plan, one.starts_at, one.ends_at)
        if one.state is OccurrenceState.CANCELLED:
            event.add("status", "CANCELLED")
        yield event


def _series(entry: Entry, rule: Bounded, now: datetime) -> Iterable[Event]:
    plan, recurrence = entry.plan, rule.recurrence
    first = next(iter(rule.days()))
    zone = ZoneInfo(plan.zone)
    main = _event(entry, now)
    main.add("dtstart", datetime.combine(first, recurrence.at, zone))
    main.add("duration", plan.duration)
    main.add("rrule", vRecur(rule_of(rule)))
    nominal = _nominal(rule, now)
    apart: dict[datetime, tuple[datetime, datetime]] = {}
    for planned, wall in nominal.items():
        if planned.astimezone(zone).replace(tzinfo=None) != wall:
            # The hour is skipped: programs differ in what they make of it.
            apart[planned] = (planned, planned + plan.duration)
    for one in entry.occurrences:
        if one.planned_at not in nominal:
            continue
        if one.state is OccurrenceState.CANCELLED:
            apart.pop(one.planned_at, None)
            main.add("exdate", nominal[one.planned_at].replace(tzinfo=zone))
        elif one.starts_at != one.planned_at or one.length != plan.duration:
            apart[one.planned_at] = (one.starts_at, one.ends_at)
    yield main
    for planned, (start, end) in sorted(apart.items()):
        event = _event(entry, now)
        event.add("recurrence-id", nominal[planned].replace(tzinfo=zone))
        _times(event, plan, start, end)
        yield event


def _nominal(rule: Bounded, now: datetime) -> dict[datetime, datetime]:
    """Return the wall times by the instants that they happen at, for some years."""
    recurrence = rule.recurrence
    found = {}
    for day in rule.days():
        wall = datetime.combine(day, recurrence.at)
        instant = to_instant(wall, recurrence.zone)
        if instant > now + _AHEAD:
            break
        found[instant] = wall
    return found


def _event(entry: Entry, now: datetime, part: str = "") -> Event:
    plan = entry.plan
    event = Event()
    event.add("uid", f"{plan.guild_id}-{plan.event_id}{part}@steward")
    event.add("dtstamp", now)
    event.add("sequence", plan.revision)
    event.add("summary", plan.name)
    if plan.description:
        event.add("description", plan.description)
    if entry.where:
        event.add("location", entry.where)
    if plan.place.link:
        event.add("url", plan.place.link)
    return event


def _times(event: Event, plan: Plan, start: datetime, end: datetime) -> None:
    there = start.astimezone(ZoneInfo(plan.zone))
    # A calendar cannot say which of a doubled hour is meant: it means the first (RFC 5545, 3.3.5).
    event.add("dtstart", start.astimezone(UTC) if there.fold else there)
    event.add("dtend", end.astimezone(UTC))
