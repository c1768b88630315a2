"""The jobs of an occurrence that depend on when it starts: its day, and reminders of it.

Their keys hold the start, so that those of a start which was changed can be told apart.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.jobs import Job, JobRunner
from cogs.events.domain.day import READY
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan
from cogs.events.domain.reminding import OFFSETS, due_at, useful_until
from cogs.events.repository import days, reminding

DAY: Final = "events-day"
REMIND: Final = "events-remind"


class Timetable:
    """Schedules and moves these jobs, in the transaction that changes an occurrence."""

    def __init__(self, jobs: JobRunner, clock: Clock) -> None:
        self._jobs = jobs
        self._clock = clock

    async def follow(
        self, connection: AsyncConnection, _plan: Plan, occurrence: Occurrence
    ) -> None:
        """Align the jobs of an occurrence that is new, changed or over: a ``series.Follower``."""
        await self.align(connection, occurrence)

    async def align(self, connection: AsyncConnection, occurrence: Occurrence) -> None:
        """See to it that the jobs of an occurrence that is to come, or on, are there.

        Jobs for a start that it had before are cancelled; those of one that is over find nothing
        to do. Repeating it changes nothing. Call ``wake`` when the transaction is committed.
        """
        if not occurrence.is_live:
            return
        day, start = await days.begin(connection, occurrence), occurrence.starts_at
        if day.due_for is not None and day.due_for != start:
            await self._cancel(connection, occurrence, day.due_for)
        if day.due_for != start:
            await days.change(connection, occurrence, due_for=start, told_at=None)
        new = await self._jobs.store.schedule(
            connection,
            occurrence.guild_id,
            DAY,
            start - READY,
            _payload(occurrence),
            day_key(occurrence),
        )
        if not new and occurrence.state is OccurrenceState.OPEN:
            # It was begun by hand, or its end is another one.
            await self._jobs.store.reschedule(
                connection, occurrence.guild_id, day_key(occurrence), self._clock.now()
            )
        await self.align_reminders(connection, occurrence)

    async def align_reminders(self, connection: AsyncConnection, occurrence: Occurrence) -> None:
        """See to it that every reminder that somebody chose, and that is of use, is due."""
        now = self._clock.now()
        for minutes in sorted(await reminding.chosen(connection, occurrence)):
            if now < useful_until(occurrence.starts_at, minutes):
                await self._jobs.store.schedule(
                    connection,
                    occurrence.guild_id,
                    REMIND,
                    due_at(occurrence.starts_at, minutes),
                    {**_payload(occurrence), "minutes": minutes},
                    _remind_key(occurrence, occurrence.starts_at, minutes),
                )

    def wake(self) -> None:
        """Let the runner look for what is due."""
        self._jobs.wake()

    async def _cancel(
        self, connection: AsyncConnection, occurrence: Occurrence, start: datetime
    ) -> None:
        keys = [_day_key(occurrence, start)]
        keys += [_remind_key(occurrence, start, minutes) for minutes in OFFSETS]
        for key in keys:
            await self._jobs.store.cancel(connection, occurrence.guild_id, key)


def day_key(occurrence: Occurrence) -> str:
    """Return the key of the job of an occurrence's day."""
    return _day_key(occurrence, occurrence.starts_at)


def is_of(job: Job, occurrence: Occurrence) -> bool:
    """Tell whether a job still is of an occurrence's start."""
    return int(job.payload["start"]) == _stamp(occurrence.starts_at)


def _payload(occurrence: Occurrence) -> dict[str, Any]:
    return {
        "event": occurrence.event_id,
        "number": occurrence.number,
        "start": _stamp(occurrence.starts_at),
    }


def _day_key(occurrence: Occurrence, start: datetime) -> str:
    return f"{DAY}:{occurrence.key}:{_stamp(start)}"


def _remind_key(occurrence: Occurrence, start: datetime, minutes: int) -> str:
    return f"{REMIND}:{occurrence.key}:{_stamp(start)}:{minutes}"


def _stamp(start: datetime) -> int:
    return int(start.timestamp())
