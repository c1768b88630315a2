"""What every use case of AMAs stands on: the AMA locked, and its board following."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from cogs.events.domain.ama import Ama, AmaState, Question
from cogs.events.domain.ama_desk import Standing, standing
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan, PlanState
from cogs.events.repository import ama_votes, amas, occurrences, plans
from cogs.events.settings import GuildSettings
from cogs.events.texts import T

POST: Final = "events-ama-post"
BOARD: Final = "events-ama-board"
TOLD: Final = "events-ama-told"
SAID: Final = "events-ama-said"
UNSAID: Final = "events-ama-unsaid"
TRANSCRIPT: Final = "events-ama-transcript"
FORGET: Final = "events-ama-forget"
LIFT: Final = "events-ama-lift"
# What somebody is told: that a question was turned down, what was answered, or what was
# answered after the AMA.
REJECTED: Final = "rejected"
ANSWERS: Final = "answers"
LATE: Final = "late"
# What changes within so many seconds is shown by one edit of the board.
GATHERED: Final = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Desk:
    """An AMA as it stands, with its questions in the order in which they come up."""

    ama: Ama
    plan: Plan
    occurrence: Occurrence | None
    questions: list[Standing]

    @property
    def is_on(self) -> bool:
        """Whether questions may still be asked."""
        return self.ama.state is not AmaState.CLOSED and self.plan.state is not PlanState.CANCELLED

    def find(self, number: int) -> Standing | None:
        """Return the question that stands for itself with this number."""
        return next((one for one in self.questions if one.number == number), None)

    def any(self, number: int) -> Question | None:
        """Return a question, also one that was merged."""
        every = (each for one in self.questions for each in (one.question, *one.merged))
        return next((one for one in every if one.number == number), None)


class AmaRoom:
    """Reads AMAs, and changes them one at a time."""

    def __init__(self, database: Database, store: Store, clock: Clock, jobs: JobRunner) -> None:
        self.database = database
        self.store = store
        self.clock = clock
        self.jobs = jobs

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what the server has set."""
        return await self.store.get(guild_id, GuildSettings)

    async def desk(self, guild_id: int, event_id: int, locale: str) -> Desk:
        """Return an AMA as it stands. Raises UserError where there is none."""
        async with self.database.read() as connection:
            return await self.desk_in(connection, guild_id, event_id, locale)

    async def desk_in(
        self, connection: AsyncConnection, guild_id: int, event_id: int, locale: str
    ) -> Desk:
        """Return an AMA as it stands in a transaction. Raises UserError where there is none."""
        ama = await amas.get(connection, guild_id, event_id)
        plan = await plans.get(connection, guild_id, event_id)
        if ama is None or plan is None:
            raise UserError(T.say("ama-unknown", locale))
        questions = await amas.questions(connection, guild_id, event_id)
        votes = await ama_votes.counts(connection, guild_id, event_id)
        return Desk(
            ama,
            plan,
            await occurrences.latest(connection, guild_id, event_id),
            standing(questions, votes),
        )

    @asynccontextmanager
    async def locked(
        self, guild_id: int, event_id: int, locale: str
    ) -> AsyncIterator[tuple[AsyncConnection, Ama]]:
        """Have an AMA to oneself until the transaction ends, then let what is due begin.

        Raises UserError where there is none.
        """
        async with self.database.begin() as connection:
            yield connection, await self.lock(connection, guild_id, event_id, locale)
        self.jobs.wake()

    async def lock(
        self, connection: AsyncConnection, guild_id: int, event_id: int, locale: str
    ) -> Ama:
        """Return an AMA that nobody else changes until the transaction ends.

        Raises UserError where there is none.
        """
        ama = await amas.get(connection, guild_id, event_id, lock=True)
        if ama is None:
            raise UserError(T.say("ama-unknown", locale))
        return ama

    async def must_be_on(self, connection: AsyncConnection, ama: Ama, locale: str) -> None:
        """Raise UserError where an AMA is closed, or its event is cancelled."""
        if ama.state is AmaState.CLOSED:
            raise UserError(T.say("ama-closed", locale, at=ama.closed_at or self.clock.now()))
        plan = await plans.get(connection, ama.guild_id, ama.event_id)
        if plan is None or plan.state is PlanState.CANCELLED:
            raise UserError(T.say("ama-cancelled", locale))

    async def changed(self, connection: AsyncConnection, ama: Ama, **values: Any) -> Ama:
        """Give a locked AMA new values, and let its board follow soon; return it as it is now."""
        after = replace(ama, revision=ama.revision + 1, **values)
        await amas.change(connection, ama.guild_id, ama.event_id, revision=after.revision, **values)
        await self.redraw(connection, ama)
        return after

    async def redraw(self, connection: AsyncConnection, ama: Ama) -> None:
        """Let the board be drawn anew, once for whatever changes within a few seconds."""
        now = self.clock.now()
        number = int(now.timestamp() // GATHERED.total_seconds())
        await self.begin(connection, ama, BOARD, str(number), {}, wait=GATHERED)

    async def begin(
        self,
        connection: AsyncConnection,
        ama: Ama,
        kind: str,
        name: str,
        payload: dict[str, Any],
        *,
        wait: timedelta = timedelta(0),
    ) -> bool:
        """Schedule a job about an AMA; return whether it was new. It never names a member."""
        return await self.jobs.store.schedule(
            connection,
            ama.guild_id,
            kind,
            self.clock.now() + wait,
            {"event": ama.event_id, **payload},
            f"{kind}:{ama.event_id}:{name}",
        )
