"""Calendars of ours, read by a library that has nothing to do with the one that wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject

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
from cogs.events.domain.plan import Kind, Place, Plan, PlanState
from cogs.events.exports.ics import Entry, calendar_of

NOW = datetime(2026, 1, 10, tzinfo=UTC)
START = date(2026, 1, 12)
YEAR = datetime(2027, 1, 12, tzinfo=UTC)
LATER = datetime(2030, 1, 12, tzinfo=UTC)  # what differs is told of until before then
HOUR = timedelta(hours=1)
# Clocks change in opposite seasons, by half an hour, and over midnight.
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC")


def plan(zone: str = "Europe/Berlin", at: time = time(18), **changes: Any) -> Plan:
    made = Plan(
        guild_id=7,
        event_id=3,
        name="Games, snacks; and more",
        kind=Kind.MEETUP,
        description="Bring:\n- dice \\ cards\n- 😀" + " long" * 100,
        wall_start=datetime.combine(START, at),
        zone=zone,
        duration=HOUR,
        place=Place(link="https://meet.example/abc"),
        created_at=NOW,
    )
    return replace(made, **changes)


def occurrence(planned: datetime, **changes: Any) -> Occurrence:
    made = Occurrence(7, 3, 1, planned, planned, planned + HOUR)
    return replace(made, **changes)


def ours(rule: Bounded) -> list[datetime]:
    """The starts of a year, one after the other as the bot itself finds them."""

    def walk() -> Iterator[datetime]:
        at: datetime | None = NOW
        while (at := rule.next_after(at)) is not None:
            yield at

    return list(takewhile(lambda at: at < YEAR, walk()))


def theirs(raw: bytes) -> list[tuple[datetime, datetime]]:
    """(start, end) of a year as another program reads them, aware UTC."""
    calendar = vobject.readOne(raw.decode())
    found: dict[datetime, tuple[datetime, datetime]] = {}
    for event in calendar.vevent_list:
        start = event.dtstart.value
        if "recurrence-id" in event.contents:
            found.pop(event.recurrence_id.value.astimezone(UTC))
            found[start.astimezone(UTC)] = (start, event.dtend.value)
        elif "rrule" in event.contents:
            for one in event.getrruleset(addRDate=True):
                if one.astimezone(UTC) >= LATER:
                    break
                found[one.astimezone(UTC)] = (one, one.astimezone(UTC) + event.duration.value)
        else:
            found[start.astimezone(UTC)] = (start, event.dtend.value)
    pairs = [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in found.values()]
    return sorted(pair for pair in pairs if pair[0] < YEAR)


def rules(zone: str, at: time) -> list[Recurrence]:
    where: Any = {"zone": zone, "at": at, "start": START}
    return [
        Daily(**where),
        Daily(every=3, **where),
        Weekly(weekdays=frozenset({0}), **where),
        Weekly(weekdays=frozenset({1, 6}), every=2, **where),
        *(MonthlyByDay(day=day, **where) for day in (12, 28, 29, 30, 31)),
        MonthlyByDay(day=31, every=5, **where),
        MonthlyByWeekday(nth=3, weekday=2, **where),
        MonthlyByWeekday(nth=LAST, weekday=6, **where),
    ]


@pytest.mark.parametrize("zone", ZONES)
def test_another_program_reads_every_start_of_a_year(zone: str) -> None:
    """Also those in hours that a change of clocks skips or doubles."""
    for at in (time(18), time(0, 15), time(2, 10), time(3, 5)):
        for recurrence in rules(zone, at):
            rule = Bounded(recurrence=recurrence)
            raw = calendar_of([Entry(plan(zone, at), rule, [])], "Meeple Harbour", NOW)
            expected = [(start, start + HOUR) for start in ours(rule)]
            assert theirs(raw) == expected, recurrence
    assert {start.astimezone(ZoneInfo(zone)).hour for start, _ in expected} <= {3, 4}


@pytest.mark.parametrize(
    ("until", "count", "number"),
    [(None, 5, 5), (date(2026, 2, 2), None, 4), (date(2026, 2, 2), 9, 4), (date(2026, 3, 1), 2, 2)],
)
def test_a_series_ends_where_it_ends(until: date | None, count: int | None, number: int) -> None:
    weekly = Weekly(weekdays=frozenset({0}), at=time(23, 30), zone="Asia/Tokyo", start=START)
    rule = Bounded(recurrence=weekly, until=until, count=count)
    raw = calendar_of([Entry(plan("Asia/Tokyo", time(23, 30)), rule, [])], "x", NOW)
    assert [start for start, _ in theirs(raw)] == ours(rule)
    assert len(theirs(raw)) == number
    assert raw.count(b"UNTIL") + raw.count(b"COUNT") == 1


def test_what_was_moved_or_cancelled_alone_is_told_of() -> None:
    rule = Bounded(
        recurrence=Weekly(weekdays=frozenset({0}), at=time(18), zone="Europe/Berlin", start=START)
    )
    expected = ours(rule)
    first, second, third, *_ = expected
    moved = second + timedelta(days=1, minutes=30)
    kept = [
        occurrence(first, state=OccurrenceState.CANCELLED),
        occurrence(second, number=2, starts_at=moved, ends_at=moved + 2 * HOUR),
        occurrence(third, number=3),
        # One of a rule that the series has no more.
        occurrence(third + HOUR, number=4, state=OccurrenceState.CANCELLED),
    ]
    raw = calendar_of([Entry(plan(), rule, kept)], "x", NOW)
    assert theirs(raw) == sorted(
        [(moved, moved + 2 * HOUR), *((start, start + HOUR) for start in expected[2:])]
    )
    over = calendar_of([Entry(plan(state=PlanState.OVER), rule, kept[:3])], "x", NOW)
    assert [start for start, _ in theirs(over)] == [first, moved, third]
    assert over.count(b"STATUS:CANCELLED") == 1
    assert b"RRULE" not in over


def test_texts_come_through_and_lines_are_as_long_as_they_may_be() -> None:
    planned = datetime(2026, 6, 1, 16, tzinfo=UTC)
    entry = Entry(plan(), None, [occurrence(planned)], where="Café “Würfel”, Main St; 2")
    raw = calendar_of([entry], "Meeple Harbour", NOW)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert raw.replace(b"\r\n", b"").count(b"\n") == 0
    read = vobject.readOne(raw.decode())
    assert read.x_wr_calname.value == "Meeple Harbour"
    event = read.vevent
    assert event.summary.value == "Games, snacks; and more"
    assert event.description.value == plan().description
    assert event.location.value == "Café “Würfel”, Main St; 2"
    assert event.url.value == "https://meet.example/abc"
    assert event.dtstart.value.astimezone(UTC) == planned
    assert event.dtstart.value.hour == 18
    assert event.uid.value == "7-3@steward"


def test_each_of_a_doubled_hour_is_itself() -> None:
    zone = "Europe/Berlin"
    early = to_instant(datetime.combine(date(2026, 10, 25), time(2, 30)), zone)
    for planned in (early, early + HOUR):
        raw = calendar_of([Entry(plan(zone, time(2, 30)), None, [occurrence(planned)])], "x", NOW)
        assert theirs(raw) == [(planned, planned + HOUR)]


def test_an_empty_calendar_is_one() -> None:
    assert vobject.readOne(calendar_of([], "x", NOW).decode()).name == "VCALENDAR"
