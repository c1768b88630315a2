"""Events that were held, written as the features before write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.events.domain.attendance import Presence
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Kind, Place, Plan, PlanState, Room
from cogs.events.domain.rsvp import Answer, Rsvp
from cogs.events.repository import attendance, days, occurrences, plans, rsvps
from cogs.events.service.surveys import Held

GUILD = 7
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def plan(event_id: int = 1, guild_id: int = GUILD, **changes: Any) -> Plan:
    made = Plan(
        guild_id=guild_id,
        event_id=event_id,
        name="Board games",
        kind=Kind.MEETUP,
        description="Dice.",
        wall_start=NOON.replace(tzinfo=None),
        zone="UTC",
        duration=HOUR,
        place=Place(channel_id=500, room=Room.VOICE),
        created_at=NOON - timedelta(days=7),
        state=PlanState.OVER,
    )
    return replace(made, **changes)


def held(of: Plan, number: int = 1, at: datetime = NOON, **changes: Any) -> Occurrence:
    made = Occurrence(
        of.guild_id,
        of.event_id,
        number,
        at,
        at,
        at + HOUR,
        OccurrenceState.HELD,
        opened_at=at,
        closed_at=at + HOUR,
    )
    return replace(made, **changes)


async def write(
    connection: AsyncConnection,
    of: Plan,
    occurrence: Occurrence,
    *,
    stayed: Mapping[int, int] | None = None,
    codes: Sequence[int] = (),
    going: Sequence[int] = (),
    peak: int | None = None,
) -> Held:
    """``stayed``: minutes by member, from the start on."""
    await plans.put_plan(connection, of)
    await occurrences.add(connection, occurrence)
    start = occurrence.starts_at
    present = [
        Presence(member, ((start, start + timedelta(minutes=minutes)),))
        for member, minutes in (stayed or {}).items()
    ]
    if present:
        await attendance.keep(connection, occurrence, present, occurrence.length)
    for member in codes:
        await attendance.check_in(connection, occurrence, member, start)
    for member in going:
        await rsvps.put_rsvp(
            connection,
            Rsvp(of.guild_id, of.event_id, occurrence.number, member, Answer.GOING, start),
        )
    await days.begin(connection, occurrence)
    await days.change(connection, occurrence, peak=peak, counted_at=occurrence.ends_at)
    return Held(of, occurrence)
