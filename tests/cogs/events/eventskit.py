"""A house of events on a real database, without Discord."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import ManualClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.jobs.models import JobRow
from bot.signals import Signals
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Kind, Place, Plan, Room
from cogs.events.domain.rsvp import Answer, Rsvp
from cogs.events.repository import occurrences, rsvps
from cogs.events.service.answers import Answered, AnswerService
from cogs.events.service.planning import Details, Planning
from cogs.events.service.queue import Queue
from cogs.events.service.series import Series

GUILD = 77
HOST = 5
# A Monday noon.
START = datetime(2026, 3, 2, 12, tzinfo=UTC)

PLAN = Plan(
    guild_id=GUILD,
    event_id=0,
    name="Harbour talk",
    kind=Kind.MEETUP,
    description="About boats.",
    wall_start=datetime(2026, 3, 6, 18),  # noqa: DTZ001 - its zone is apart
    zone="Europe/Berlin",
    duration=timedelta(hours=1),
    place=Place(channel_id=400, room=Room.VOICE),
    created_at=START,
    host_id=HOST,
    cohosts=(6, 7),
    card_channel_id=300,
    created_by=HOST,
)


class House:
    """The services of events, wired as ``cog.py`` does."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(START)
        self.store = Store(database, self.clock, Signals())
        self.jobs = JobRunner(database, self.clock)
        self.queue = Queue(self.jobs, self.clock)
        self.series = Series(self.queue, self.clock)
        self.answers = AnswerService(database, self.store, self.clock, self.queue)
        self.planning = Planning(database, self.clock, self.queue, self.series, self.answers)

    async def plan(self, **changes: Any) -> Details:
        return await self.planning.create(replace(PLAN, **changes))

    async def answer(
        self,
        made: Details,
        member_id: int,
        answer: Answer = Answer.GOING,
        roles: tuple[int, ...] = (),
    ) -> Answered:
        key = (GUILD, made.occurrence.event_id, made.occurrence.number)
        return await self.answers.answer(*key, member_id, answer, roles)

    async def said(self, made: Details, member_id: int) -> Rsvp | None:
        return await self.planning.said(made, member_id)

    async def latest(self, made: Details) -> Occurrence:
        async with self.database.read() as connection:
            found = await occurrences.latest(connection, GUILD, made.plan.event_id)
        assert found is not None
        return found

    async def who(self, made: Details, *answers: Answer) -> list[int]:
        async with self.database.read() as connection:
            found = await rsvps.who(connection, made.occurrence, *answers)
        return [one.member_id for one in found]

    async def due(self, kind: str) -> list[dict[str, Any]]:
        """Return what the jobs of a kind are about, in due order."""
        chosen = (
            select(JobRow.payload)
            .where(JobRow.guild_id == GUILD, JobRow.kind == kind)
            .order_by(JobRow.due_at, JobRow.job_id)
        )
        async with self.database.read() as connection:
            return list(await connection.scalars(chosen))
