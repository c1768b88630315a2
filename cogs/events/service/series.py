"""Going on to the next occurrence of an event, or ending it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan, PlanState
from cogs.events.domain.series import next_of
from cogs.events.repository import occurrences, plans
from cogs.events.service.queue import CARD, NATIVE, Queue

Follower = Callable[[AsyncConnection, Plan, Occurrence], Awaitable[None]]


class Series:
    """What follows when an occurrence is new, changed or over; in the caller's transaction.

    ``followers`` are told of each of these, in that transaction, with the occurrence as it is
    from now on: to move what is due for it.
    """

    def __init__(self, queue: Queue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock
        self.followers: list[Follower] = []

    async def begin(self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence) -> None:
        """Write a new occurrence down, with all that is due for it."""
        if await occurrences.add(connection, occurrence):
            await self._queue.post(connection, occurrence)
            await self._queue.gather(connection, occurrence, NATIVE)
            await self._follow(connection, plan, occurrence)

    async def change(
        self, connection: AsyncConnection, plan: Plan, before: Occurrence, after: Occurrence
    ) -> Occurrence:
        """Keep a changed occurrence, whose row is locked; return it with its new revision."""
        after = replace(after, revision=before.revision + 1)
        await occurrences.change(
            connection,
            before,
            planned_at=after.planned_at,
            starts_at=after.starts_at,
            ends_at=after.ends_at,
            state=after.state,
            revision=after.revision,
        )
        await self._queue.gather(connection, after, CARD)
        await self._queue.gather(connection, after, NATIVE)
        await self._follow(connection, plan, after)
        return after

    async def end(
        self, connection: AsyncConnection, plan: Plan, last: Occurrence, state: OccurrenceState
    ) -> Occurrence | None:
        """Let ``last``, whose row is locked, be held or cancelled; begin and return the next one.

        Without a next one the plan is over, or cancelled where it was a single event.
        """
        await self.change(connection, plan, last, replace(last, state=state))
        if plan.state is not PlanState.ACTIVE:
            return None
        following = next_of(plan, last, self._clock.now())
        if following is not None:
            await self.begin(connection, plan, following)
            return following
        single = plan.recurrence is None and state is OccurrenceState.CANCELLED
        over = PlanState.CANCELLED if single else PlanState.OVER
        await plans.put_plan(connection, replace(plan, state=over))
        return None

    async def _follow(
        self, connection: AsyncConnection, plan: Plan, occurrence: Occurrence
    ) -> None:
        for follower in self.followers:
            await follower(connection, plan, occurrence)
