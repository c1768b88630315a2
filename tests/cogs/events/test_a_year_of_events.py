"""A year of weekly events in four zones, through every change of clocks, one after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from dateutil import tz
from sqlalchemy import select

from bot.clock import ManualClock
from bot.db import Database
from bot.jobs import JobRunner
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan, PlanState
from cogs.events.domain.series import first_of, starts_between
from cogs.events.exports.calendars import calendar_file
from cogs.events.models import OCCURRENCE
from cogs.events.repository import plans
from cogs.events.service.calendars import CalendarService
from cogs.events.service.queue import Queue
from cogs.events.service.series import Series
from tests.cogs.events.afterkit import GUILD, HOUR, plan

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata")
# A Tuesday; clocks go forward and back in three of the zones, on six different days.
FIRST = datetime(2026, 1, 6, 18)  # noqa: DTZ001 - a wall time
WEEKS = 53


def expected(zone: str) -> list[datetime]:
    """18:00 on each Tuesday, by another library's clocks."""
    there = tz.gettz(zone)
    walls = [FIRST + timedelta(weeks=week) for week in range(WEEKS)]
    return [wall.replace(tzinfo=there).astimezone(UTC) for wall in walls]


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """One kind of database: what is looked at are clocks."""
    opened = await Database.open(sqlite_url)
    yield opened
    await opened.close()


async def test_each_is_held_at_18_in_its_own_zone(database: Database) -> None:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    series = Series(Queue(JobRunner(database, clock), clock), clock)
    weekly = {"freq": "weekly", "every": 1, "weekdays": [1], "count": WEEKS}
    made = [
        plan(number, zone=zone, wall_start=FIRST, recurrence=weekly, state=PlanState.ACTIVE)
        for number, zone in enumerate(ZONES, 1)
    ]
    live: dict[int, Occurrence] = {}
    async with database.begin() as connection:
        for one in made:
            await plans.put_plan(connection, one)
            live[one.event_id] = first_of(one)
            await series.begin(connection, one, live[one.event_id])
    # As they come, whoever is next; now and then one is called off before it begins.
    while live:
        last = min(live.values(), key=lambda one: one.starts_at)
        cancelled = last.number % 10 == 0
        clock.set(last.starts_at - HOUR if cancelled else last.ends_at + timedelta(minutes=5))
        async with database.begin() as connection:
            state = OccurrenceState.CANCELLED if cancelled else OccurrenceState.HELD
            following = await series.end(connection, made[last.event_id - 1], last, state)
        if following is None:
            del live[last.event_id]
        else:
            live[last.event_id] = following

    async with database.read() as connection:
        rows = await connection.execute(
            select(OCCURRENCE.c.event_id, OCCURRENCE.c.number, OCCURRENCE.c.starts_at).where(
                OCCURRENCE.c.guild_id == GUILD
            )
        )
        kept = {(event, number): at for event, number, at in rows}
        over = await plans.in_state(connection, GUILD, PlanState.OVER)
    assert [one.zone for one in over] == list(ZONES)
    for one in made:
        starts = [kept[one.event_id, number] for number in range(1, WEEKS + 1)]
        assert starts == expected(one.zone)
        # Seen from elsewhere an hour moves where clocks change; there it does not.
        assert len({at.hour for at in starts}) == (1 if one.zone == "Asia/Kolkata" else 2)
    assert len(kept) == WEEKS * len(ZONES)
    await _read_elsewhere(CalendarService(database, clock), made)


async def _read_elsewhere(calendars: CalendarService, made: list[Plan]) -> None:
    """The same year as another calendar program reads it."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    for one in made:
        assert list(starts_between(one, at, at + timedelta(days=800))) == expected(one.zone)
        raw = calendar_file([await calendars.one(replace(one, state=PlanState.ACTIVE))], "x", at)
        event = vobject.readOne(raw.decode()).vevent
        found = [start.astimezone(UTC) for start in event.getrruleset(addRDate=True)]
        called_off = {number for number in range(1, WEEKS + 1) if number % 10 == 0}
        wanted = [
            start for number, start in enumerate(expected(one.zone), 1) if number not in called_off
        ]
        assert found == wanted
