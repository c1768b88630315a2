"""How an event went, and how the last one of its series did."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.outcome import Outcome, outcome_of
from cogs.events.domain.plan import Plan
from cogs.events.repository import attendance, days, occurrences, outcomes, plans, surveys
from cogs.events.repository.attendance import Attendant


@dataclass(frozen=True, slots=True)
class EventReport:
    """An occurrence in figures; ``before`` is the last of its series, where there is one."""

    plan: Plan
    occurrence: Occurrence
    outcome: Outcome
    before: tuple[Occurrence, Outcome] | None


class OutcomeService:
    """Event reports of all guilds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def report(self, plan: Plan, occurrence: Occurrence) -> EventReport:
        """Compute the report of an occurrence that was held."""
        async with self._database.read() as connection:
            outcome = await outcome_within(connection, plan, occurrence)
            before = await _last(connection, plan, occurrence)
        return EventReport(plan, occurrence, outcome, before)

    async def history(
        self, plan: Plan
    ) -> tuple[list[tuple[Occurrence, Outcome]], list[tuple[Occurrence, list[Attendant]]]]:
        """Return the figures of each time that an event was held, and who came each time."""
        figures, people = [], []
        async with self._database.read() as connection:
            for one in await occurrences.of_event(connection, plan.guild_id, plan.event_id):
                if one.state is OccurrenceState.HELD:
                    figures.append((one, await outcome_within(connection, plan, one)))
                    people.append((one, await attendance.attendants(connection, one)))
        return figures, people


async def outcome_within(
    connection: AsyncConnection, plan: Plan, occurrence: Occurrence
) -> Outcome:
    """Compute the figures of an occurrence that was held, as the running transaction sees it."""
    found = await attendance.attendants(connection, occurrence)
    came = {one.member_id: one.seconds for one in found if one.attended}
    day = await days.get(connection, occurrence)
    messages, questions = await outcomes.written_at(connection, plan, occurrence)
    return outcome_of(
        going=await attendance.going(connection, occurrence),
        came=came,
        known=await outcomes.came_before(connection, occurrence, came.keys()),
        peak=day.peak if day else None,
        messages=messages,
        questions=questions,
        survey=await surveys.result(connection, occurrence),
    )


async def _last(
    connection: AsyncConnection, plan: Plan, occurrence: Occurrence
) -> tuple[Occurrence, Outcome] | None:
    last = await outcomes.last_of_series(connection, plan, occurrence)
    if last is None:
        return None
    earlier = await occurrences.get(connection, plan.guild_id, *last)
    its_plan = await plans.get(connection, plan.guild_id, last[0])
    if earlier is None or its_plan is None:
        return None
    return earlier, await outcome_within(connection, its_plan, earlier)
