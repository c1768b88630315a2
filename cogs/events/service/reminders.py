"""Use cases of reminders: choosing them, and finding who is to be reminded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.jobs import Job, JobRunner
from bot.text.catalogue import ENGLISH
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan
from cogs.events.domain.reminding import REMINDED, By, from_text, useful_until
from cogs.events.domain.rsvp import CONCERNED, Rsvp
from cogs.events.repository import occurrences, plans, reminding, rsvps
from cogs.events.service.timetable import Timetable, is_of
from cogs.events.texts import T

# Reminds one member by direct message.
REMINDER: Final = "events-reminder"
# Reminds, in the thread of the event, all who want that there.
CALL: Final = "events-call"
# So many are called in one message, about; one more message for each of these.
CALLED_AT_ONCE: Final = 30
_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: of ``minutes`` before the start."""

    plan: Plan
    occurrence: Occurrence
    minutes: int


class ReminderService:
    """Reminders of events, each by a member's own choice."""

    def __init__(
        self, database: Database, clock: Clock, jobs: JobRunner, timetable: Timetable
    ) -> None:
        self._database = database
        self._clock = clock
        self._jobs = jobs
        self._timetable = timetable

    async def rsvp(self, guild_id: int, event_id: int, number: int, member_id: int) -> Rsvp | None:
        """Return what somebody answered."""
        async with self._database.read() as connection:
            occurrence = await occurrences.get(connection, guild_id, event_id, number)
            if occurrence is None:
                return None
            return await rsvps.get(connection, occurrence, member_id)

    async def choose(
        self,
        guild_id: int,
        event_id: int,
        number: int,
        member_id: int,
        *,
        minutes: Collection[int] | None = None,
        by: By | None = None,
        locale: str = ENGLISH,
    ) -> tuple[Occurrence, Rsvp]:
        """Keep when, or how, somebody who comes wants to be reminded; what is None stays.

        Raises UserError where the event has begun, or they do not come.
        """
        async with self._database.begin() as connection:
            occurrence = await occurrences.get(connection, guild_id, event_id, number, lock=True)
            if occurrence is None or not occurrence.is_live:
                raise UserError(T.say("remind-over", locale))
            rsvp = await rsvps.get(connection, occurrence, member_id)
            if rsvp is None or rsvp.answer not in CONCERNED:
                raise UserError(T.say("remind-not-coming", locale))
            chosen = from_text(rsvp.remind_minutes) if minutes is None else frozenset(minutes)
            way = by or By(rsvp.remind_by or By.DM)
            rsvp = await reminding.choose(connection, rsvp, chosen, way)
            await self._timetable.align_reminders(connection, occurrence)
        self._timetable.wake()
        return occurrence, rsvp

    async def due(self, job: Job) -> Due | None:
        """Return what a job reminds of; None where its event was moved, or is not to come."""
        key = (job.guild_id, int(job.payload["event"]), int(job.payload["number"]))
        async with self._database.read() as connection:
            occurrence = await occurrences.get(connection, *key)
            plan = await plans.get(connection, *key[:2])
        if occurrence is None or plan is None or not occurrence.is_live:
            return None
        if not is_of(job, occurrence):
            return None
        return Due(plan, occurrence, int(job.payload["minutes"]))

    def is_late(self, due: Due) -> bool:
        """Tell whether a reminder is of no use any more."""
        return self._clock.now() >= useful_until(due.occurrence.starts_at, due.minutes)

    async def spread(self, job: Job, due: Due) -> None:
        """Let each who chose the reminder have it, by a job of their own or one in the thread."""
        async with self._database.read() as connection:
            messaged = await reminding.who(connection, due.occurrence, due.minutes, By.DM)
            called = await reminding.who(connection, due.occurrence, due.minutes, By.THREAD)
        now, suffix = self._clock.now(), job.key.partition(":")[2]
        for first in range(0, len(messaged), _PAGE):
            async with self._database.begin() as connection:
                for member_id in messaged[first : first + _PAGE]:
                    await self._jobs.store.schedule(
                        connection,
                        job.guild_id,
                        REMINDER,
                        now,
                        {**job.payload, "member": member_id},
                        f"{REMINDER}:{suffix}:{member_id}",
                        member_id=member_id,
                    )
        if called:
            rooms = -(-len(called) // CALLED_AT_ONCE)
            async with self._database.begin() as connection:
                await self._jobs.store.schedule(
                    connection,
                    job.guild_id,
                    CALL,
                    now,
                    {**job.payload, "rooms": rooms},
                    f"{CALL}:{suffix}",
                )
        self._jobs.wake()

    async def still_wants(self, due: Due, member_id: int) -> bool:
        """Tell whether somebody still wants this reminder by direct message."""
        async with self._database.read() as connection:
            rsvp = await rsvps.get(connection, due.occurrence, member_id)
        return (
            rsvp is not None
            and rsvp.answer in REMINDED
            and rsvp.remind_by == By.DM
            and due.minutes in from_text(rsvp.remind_minutes)
        )

    async def called(self, due: Due, rooms: int) -> list[list[int]]:
        """Return who is called in the thread, in ``rooms`` messages.

        In which of them somebody is depends on their id alone: so a call that is begun anew
        leaves nobody out, and calls nobody twice.
        """
        async with self._database.read() as connection:
            found = await reminding.who(connection, due.occurrence, due.minutes, By.THREAD)
        lists: list[list[int]] = [[] for _ in range(rooms)]
        for member_id in found:
            lists[(member_id >> 22) % rooms].append(member_id)
        return lists
