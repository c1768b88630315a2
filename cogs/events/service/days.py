"""Use cases of the day of an event: it is made ready, begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.db.types import EPOCH
from bot.jobs import JobRunner
from bot.ledger.voice import STRETCH
from cogs.events.domain.day import Day
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan, Room
from cogs.events.repository import attendance, days, occurrences, plans
from cogs.events.service.series import Series
from cogs.events.service.timetable import Timetable

# Writes down who was there.
COUNT: Final = "events-count"
# Opens or closes the stage of an event.
STAGE: Final = "events-stage"
# What is seen of voice is written down at the next border of its stretches, and a little later.
_SLACK: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class OnTheDay:
    """An occurrence on its day; ``day`` is None before anything was done."""

    plan: Plan
    occurrence: Occurrence
    day: Day | None

    def is_hosted_by(self, member_id: int) -> bool:
        """Tell whether somebody is the host or a co-host."""
        return member_id == self.plan.host_id or member_id in self.plan.cohosts


class DayService:
    """The day of events of all guilds."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        jobs: JobRunner,
        series: Series,
        timetable: Timetable,
    ) -> None:
        self._database = database
        self._clock = clock
        self._jobs = jobs
        self._series = series
        self._timetable = timetable

    async def find(self, guild_id: int, event_id: int, number: int) -> OnTheDay | None:
        """Return an occurrence on its day; None where it is gone."""
        async with self._database.read() as connection:
            occurrence = await occurrences.get(connection, guild_id, event_id, number)
            return await self._of(connection, occurrence)

    async def latest(self, guild_id: int, event_id: int) -> OnTheDay | None:
        """Return the occurrence of an event that is on or was held last, else the one to come."""
        async with self._database.read() as connection:
            number = await days.last_opened(connection, guild_id, event_id)
            if number is None:
                found = await occurrences.latest(connection, guild_id, event_id)
            else:
                found = await occurrences.get(connection, guild_id, event_id, number)
            return await self._of(connection, found)

    async def to_align(self, guild_id: int) -> None:
        """See to it that everything that is to come has its jobs."""
        async with self._database.begin() as connection:
            for occurrence in await occurrences.live(connection, guild_id):
                await self._timetable.align(connection, occurrence)
        self._timetable.wake()

    async def note_thread(self, occurrence: Occurrence, thread_id: int) -> None:
        """Remember the thread of an occurrence."""
        async with self._database.begin() as connection:
            await occurrences.change(connection, occurrence, thread_id=thread_id)

    async def begin(self, occurrence: Occurrence) -> Day:
        """Return the day of an occurrence; its code is made where there is none."""
        async with self._database.begin() as connection:
            return await days.begin(connection, occurrence)

    async def ready(self, occurrence: Occurrence) -> None:
        """Note that the thread is ready, and the hosts were told."""
        async with self._database.begin() as connection:
            await days.begin(connection, occurrence)
            await days.change(connection, occurrence, told_at=self._clock.now())

    async def quiet(self, on: OnTheDay, since: datetime | None) -> None:
        """Remember since when nobody has been there."""
        if (on.day.quiet_since if on.day else None) == since:
            return
        async with self._database.begin() as connection:
            await days.begin(connection, on.occurrence)
            await days.change(connection, on.occurrence, quiet_since=since)

    async def checkins(self, occurrence: Occurrence) -> list[tuple[int, datetime]]:
        """Return who gave the code and when, the latest first."""
        async with self._database.read() as connection:
            return await attendance.checkins(connection, occurrence)

    async def open(self, guild_id: int, event_id: int, number: int, at: datetime) -> bool:
        """Let an occurrence that is to come begin; return whether it did not before."""
        async with self._database.begin() as connection:
            on = await self._locked(connection, guild_id, event_id, number)
            if on is None or on.occurrence.state is not OccurrenceState.PLANNED:
                return False
            await occurrences.change(connection, on.occurrence, opened_at=at)
            opened = replace(on.occurrence, state=OccurrenceState.OPEN, opened_at=at)
            await self._series.change(connection, on.plan, on.occurrence, opened)
            await self._stage(connection, on, is_open=True)
        self._jobs.wake()
        return True

    async def close(self, guild_id: int, event_id: int, number: int, at: datetime) -> bool:
        """Let an occurrence be over, and the next one of its series come.

        Returns whether it was not over before. One that never began counts from its planned
        start.
        """
        async with self._database.begin() as connection:
            on = await self._locked(connection, guild_id, event_id, number)
            if on is None or not on.occurrence.is_live:
                return False
            await self._close(connection, on, on.occurrence.starts_at, at)
        self._jobs.wake()
        return True

    async def close_single(
        self, connection: AsyncConnection, guild_id: int, event_id: int, at: datetime
    ) -> bool:
        """Let the one occurrence of a single event be over, in the caller's transaction.

        Returns whether it was not over before. One that never began counts from its planned
        start, or from ``at`` where that is sooner. Wake the jobs after the transaction.
        """
        last = await occurrences.latest(connection, guild_id, event_id, lock=True)
        on = await self._of(connection, last, lock=True)
        if on is None or on.plan.recurrence is not None or not on.occurrence.is_live:
            return False
        await self._close(connection, on, min(on.occurrence.starts_at, at), at)
        return True

    async def _close(
        self, connection: AsyncConnection, on: OnTheDay, began: datetime, at: datetime
    ) -> None:
        opened_at = on.occurrence.opened_at or began
        over = replace(on.occurrence, opened_at=opened_at, closed_at=max(at, opened_at))
        await occurrences.change(
            connection, over, opened_at=over.opened_at, closed_at=over.closed_at
        )
        await self._series.end(connection, on.plan, over, OccurrenceState.HELD)
        await self._stage(connection, on, is_open=False)
        await self._jobs.store.schedule(
            connection,
            over.guild_id,
            COUNT,
            _written_by(max(at, opened_at)),
            {"event": over.event_id, "number": over.number},
            f"{COUNT}:{over.key}",
        )

    async def _stage(self, connection: AsyncConnection, on: OnTheDay, *, is_open: bool) -> None:
        if on.plan.place.room is not Room.STAGE:
            return
        occurrence = on.occurrence
        await self._jobs.store.schedule(
            connection,
            occurrence.guild_id,
            STAGE,
            self._clock.now(),
            {"event": occurrence.event_id, "number": occurrence.number, "open": is_open},
            f"{STAGE}:{occurrence.key}:{'open' if is_open else 'close'}",
        )

    async def _locked(
        self, connection: AsyncConnection, guild_id: int, event_id: int, number: int
    ) -> OnTheDay | None:
        occurrence = await occurrences.get(connection, guild_id, event_id, number, lock=True)
        return await self._of(connection, occurrence, lock=True)

    async def _of(
        self, connection: AsyncConnection, occurrence: Occurrence | None, *, lock: bool = False
    ) -> OnTheDay | None:
        if occurrence is None:
            return None
        plan = await plans.get(connection, occurrence.guild_id, occurrence.event_id, lock=lock)
        if plan is None:
            return None
        return OnTheDay(plan, occurrence, await days.get(connection, occurrence))


def _written_by(instant: datetime) -> datetime:
    """Return when all that was seen of voice before an instant can be written down."""
    return instant + STRETCH - (instant - EPOCH) % STRETCH + _SLACK
