"""Reminders, beginning, end, attendance and codes, on both databases without Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import ManualClock
from bot.db import Database
from bot.deeds import Deed, DeedKind
from bot.errors import UserError
from bot.jobs import Job, JobRunner
from bot.jobs.models import JobRow
from bot.ledger.facts import VoiceFact
from bot.ledger.maintenance import opt_out
from bot.member_data import forget_rows
from bot.windows import Window, zone_named
from cogs.events.domain.codes import MOST_WRONG, WITHIN, code_at
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Kind, Place, Plan, Room
from cogs.events.domain.reminding import By
from cogs.events.domain.rsvp import Answer, Rsvp
from cogs.events.domain.rule import Freq, Rule
from cogs.events.repository import attendance, days, occurrences, plans, rsvps
from cogs.events.service.attendance import AttendanceService
from cogs.events.service.checkins import CheckinService
from cogs.events.service.days import COUNT, DayService
from cogs.events.service.queue import Queue
from cogs.events.service.reminders import CALL, REMINDER, ReminderService
from cogs.events.service.series import Series
from cogs.events.service.timetable import DAY, REMIND, Timetable
from tests.bot.ledger.ledgerkit import GUILD, registry, write

START = datetime(2026, 3, 4, 18, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HALL, HOST, ANN, BEN, CID, DAN = 5, 10, 11, 12, 13, 14


class Book:
    """Keeps deeds that are noted, in the order of their coming."""

    def __init__(self) -> None:
        self.deeds: list[Deed] = []

    async def note(self, _connection: AsyncConnection, deeds: Sequence[Deed]) -> None:
        self.deeds += deeds

    async def void(self, *_what: Any) -> None:
        raise AssertionError("nothing is taken back")


class House:
    """An event on 4 March from 18:00 to 19:00 UTC, and the services of its day."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(START - 3 * 24 * HOUR)
        self.book = Book()
        self.jobs = JobRunner(database, self.clock)
        self.timetable = Timetable(self.jobs, self.clock)
        self.series = Series(Queue(self.jobs, self.clock), self.clock)
        self.series.followers.append(self.timetable.follow)
        self.counted = AttendanceService(database, self.clock, self._settle, lambda: self.book)
        self.days = DayService(database, self.clock, self.jobs, self.series, self.timetable)
        self.checkins = CheckinService(database, self.clock, self.counted)
        self.reminders = ReminderService(database, self.clock, self.jobs, self.timetable)
        self.occurrence = Occurrence(GUILD, 1, 1, START, START, START + HOUR)

    @staticmethod
    async def _settle() -> None:
        await asyncio.sleep(0)

    async def plan(self, place: Place | None = None, **more: Any) -> None:
        plan = Plan(
            guild_id=GUILD,
            event_id=1,
            name="Chess",
            kind=Kind.MEETUP,
            description="",
            wall_start=START.replace(tzinfo=None),
            zone="UTC",
            duration=HOUR,
            place=place or Place(channel_id=HALL, room=Room.VOICE),
            created_at=self.clock.now(),
            host_id=HOST,
            **more,
        )
        async with self.database.begin() as connection:
            await plans.put_plan(connection, plan)
            await self.series.begin(connection, plan, self.occurrence)

    async def come(self, *members: int, answer: Answer = Answer.GOING) -> None:
        async with self.database.begin() as connection:
            for member in members:
                await rsvps.put_rsvp(
                    connection, Rsvp(GUILD, 1, 1, member, answer, self.clock.now())
                )

    async def remind(self, member: int, *minutes: int, by: By = By.DM) -> None:
        await self.reminders.choose(GUILD, 1, 1, member, minutes=minutes, by=by)

    async def move(self, start: datetime) -> None:
        moved = replace(self.occurrence, starts_at=start, ends_at=start + HOUR)
        async with self.database.begin() as connection:
            plan = await plans.get(connection, GUILD, 1)
            assert plan is not None
            self.occurrence = await self.series.change(connection, plan, self.occurrence, moved)

    async def due(self, *kinds: str) -> list[tuple[str, datetime]]:
        """(kind, when) of jobs that are not done."""
        async with self.database.read() as connection:
            rows = await connection.execute(
                select(JobRow.kind, JobRow.due_at)
                .where(JobRow.kind.in_(kinds), JobRow.finished_at.is_(None))
                .order_by(JobRow.due_at, JobRow.kind)
            )
            return [(kind, due_at) for kind, due_at in rows]

    async def voice(self, *facts: tuple[int, float, float]) -> None:
        """(member, first, last minute after the start) in the hall."""
        await write(
            self.database,
            [
                VoiceFact(GUILD, HALL, member, START + a * MINUTE, round((b - a) * 60), 0)
                for member, a, b in facts
            ],
            registry(),
            zone_named("UTC"),
        )


async def test_reminders_are_due_as_chosen_and_follow_the_start(database: Database) -> None:
    house = House(database)
    await house.plan()
    with pytest.raises(UserError, match="come first"):
        await house.remind(ANN, 60)
    await house.come(ANN, BEN)
    assert await house.due(REMIND) == []
    await house.remind(ANN, 1440, 0)
    await house.remind(BEN, 0, by=By.THREAD)
    assert await house.due(REMIND, DAY) == [
        (REMIND, START - 24 * HOUR),
        (DAY, START - 15 * MINUTE),
        (REMIND, START),
    ]
    # There, and back again: the jobs are those of the start that it has.
    later = START + 24 * HOUR
    await house.move(later)
    assert await house.due(REMIND, DAY) == [
        (REMIND, later - 24 * HOUR),
        (DAY, later - 15 * MINUTE),
        (REMIND, later),
    ]
    await house.move(START)
    assert [at for _, at in await house.due(REMIND)] == [START - 24 * HOUR, START]
    # Half an hour from now: a day before is over, the start is not.
    await house.move(house.clock.now() + HOUR / 2)
    assert await house.due(REMIND) == [(REMIND, house.clock.now() + HOUR / 2)]
    await house.remind(ANN, 15)
    assert (await house.due(REMIND))[0][1] == house.clock.now() + 15 * MINUTE


async def test_each_is_reminded_by_a_job_of_their_own_once(database: Database) -> None:
    house = House(database)
    await house.plan()
    await house.come(ANN, BEN, CID, DAN)
    await house.remind(ANN, 60)
    await house.remind(BEN, 60, 15)
    await house.remind(CID, 60, by=By.THREAD)
    await house.come(DAN, answer=Answer.NO)
    found: list[tuple[str, Any]] = []

    async def spread(job: Job) -> None:
        due = await house.reminders.due(job)
        assert due is not None
        await house.reminders.spread(job, due)
        await house.reminders.spread(job, due)  # as after a kill

    async def tell(job: Job) -> None:
        due = await house.reminders.due(job)
        assert due is not None
        member = job.payload.get("member")
        if member is None:
            found.append((CALL, await house.reminders.called(due, job.payload["rooms"])))
        elif await house.reminders.still_wants(due, member):
            found.append((REMINDER, member))

    house.jobs.register(REMIND, spread)
    house.jobs.register(REMINDER, tell)
    house.jobs.register(CALL, tell)
    house.clock.set(START - HOUR)
    await house.jobs.run_due()
    assert sorted(found, key=str) == [(CALL, [[CID]]), (REMINDER, ANN), (REMINDER, BEN)]
    # Who changed their mind meanwhile is not bothered.
    found.clear()
    await house.come(BEN, answer=Answer.NO)
    house.clock.set(START - 15 * MINUTE)
    await house.jobs.run_due()
    assert found == []


async def test_who_was_there_is_counted_once_with_deeds_and_hosts(database: Database) -> None:
    house = House(database)
    await house.plan(cohosts=(BEN,))
    await house.come(ANN, BEN, DAN)
    assert await house.days.open(GUILD, 1, 1, START)
    assert not await house.days.open(GUILD, 1, 1, START + MINUTE)
    await house.voice((ANN, 0, 5), (ANN, 5, 10), (ANN, 12, 30), (BEN, 0, 4), (CID, 50, 70))
    await house.voice((HOST, 0, 60), (DAN, 20, 40))
    house.clock.set(START + 20 * MINUTE)
    so_far = await house.counted.read(GUILD, 1, 1)
    assert so_far is not None
    assert not so_far.is_final
    assert [(one.member_id, one.seconds) for one in so_far.attendants] == [
        (HOST, 1200),
        (ANN, 1200),
        (BEN, 240),
    ]
    async with database.begin() as connection:
        await opt_out(connection, GUILD, DAN, house.clock.now())
    house.clock.set(START + HOUR)
    assert await house.days.close(GUILD, 1, 1, START + HOUR)
    assert not await house.days.close(GUILD, 1, 1, START + HOUR)
    assert await house.due(COUNT) == [(COUNT, START + 65 * MINUTE + timedelta(seconds=10))]

    first = await house.counted.count(GUILD, 1, 1)
    again = await house.counted.count(GUILD, 1, 1)
    assert first == again
    assert first is not None
    assert {one.member_id: one.seconds for one in first.attendants} == {
        HOST: 3600,
        ANN: 1800,
        CID: 600,
        BEN: 240,
    }
    assert [one.member_id for one in first.came] == [HOST, ANN, CID]
    assert (first.shown_up, len(first.going), first.peak) == (1, 3, 3)
    assert first.mean == timedelta(seconds=2000)
    assert [(deed.kind, deed.key, deed.member_id) for deed in house.book.deeds] == [
        (DeedKind.EVENT, "1.1", member) for member in (HOST, ANN, CID)
    ]
    day = START.toordinal()
    window = Window(zone_named("UTC"), day, day + 1)
    # Nobody is their own guest.
    assert dict(await house.counted.hosted(GUILD, window)) == {HOST: 2, BEN: 3}
    assert dict(await house.counted.hosted(GUILD, window.shifted(1))) == {}
    async with database.begin() as connection:
        await forget_rows(connection, GUILD, ANN, observed=True)
        found = await attendance.attended(connection, house.occurrence)
    assert found == {HOST, CID}


async def test_a_code_shows_who_came_and_cannot_be_guessed(database: Database) -> None:
    house = House(database)
    await house.plan(Place(link="https://example.org/call"), role_id=77)
    day = await house.days.begin(house.occurrence)
    assert day.secret == (await house.days.begin(house.occurrence)).secret
    house.clock.set(START)
    await house.days.open(GUILD, 1, 1, START)
    code = code_at(day.secret, "1.1", house.clock.now())

    async def give(member: int, given: str, *roles: int) -> bool:
        return (await house.checkins.check_in(GUILD, member, roles or (77,), given))[1]

    with pytest.raises(UserError, match="is for"):
        await give(CID, code, 78)
    assert await give(ANN, f" {code[:3].lower()}-{code[3:]} ")
    assert not await give(ANN, code)
    house.clock.set(house.clock.now() + 3 * MINUTE)
    assert await give(BEN, code)  # typed slowly
    house.clock.set(house.clock.now() + MINUTE)
    with pytest.raises(UserError, match="No event"):
        await give(CID, code)
    fresh = code_at(day.secret, "1.1", house.clock.now())
    # Many at once are many: no more than so many are looked at, and then not even the right one.
    tries = await asyncio.gather(
        *(give(DAN, "AAAAAA") for _ in range(MOST_WRONG + 3)), return_exceptions=True
    )
    assert sum("No event" in str(one) for one in tries) == MOST_WRONG
    with pytest.raises(UserError, match="several wrong"):
        await give(DAN, fresh)
    house.clock.set(house.clock.now() + WITHIN)
    assert await give(DAN, code_at(day.secret, "1.1", house.clock.now()))
    assert [member for member, _ in await house.days.checkins(house.occurrence)] == [DAN, BEN, ANN]
    assert [deed.member_id for deed in house.book.deeds] == [ANN, BEN, DAN]

    house.clock.set(START + HOUR)
    await house.days.close(GUILD, 1, 1, START + HOUR)
    with pytest.raises(UserError, match="No event"):
        await give(CID, code_at(day.secret, "1.1", house.clock.now()))
    told = await house.counted.count(GUILD, 1, 1)
    assert told is not None
    assert (len(told.came), told.mean, told.peak) == (3, None, None)
    async with database.read() as connection:
        over = await occurrences.get(connection, GUILD, 1, 1)
        assert over is not None
        assert over.state is OccurrenceState.HELD
        assert (await days.get(connection, over)) is not None


async def test_the_next_of_a_series_has_a_day_of_its_own(database: Database) -> None:
    house = House(database)
    await house.plan(recurrence=Rule(Freq.WEEKLY, weekdays=(START.weekday(),)).to_json())
    await house.come(ANN)
    house.clock.set(START)
    both = await asyncio.gather(*(house.days.open(GUILD, 1, 1, START) for _ in range(4)))
    assert sorted(both) == [False, False, False, True]
    latest = await house.days.latest(GUILD, 1)
    assert latest is not None
    assert latest.occurrence.number == 1
    both = await asyncio.gather(*(house.days.close(GUILD, 1, 1, START + HOUR) for _ in range(4)))
    assert sorted(both) == [False, False, False, True]
    week = 7 * 24 * HOUR
    assert (DAY, START + week - 15 * MINUTE) in await house.due(DAY)
    # What was on last is what people ask about, until the next one begins.
    latest = await house.days.latest(GUILD, 1)
    assert latest is not None
    assert latest.occurrence.number == 1
    house.clock.set(START + week)
    assert await house.days.open(GUILD, 1, 2, START + week)
    latest = await house.days.latest(GUILD, 1)
    assert latest is not None
    assert latest.occurrence.number == 2
