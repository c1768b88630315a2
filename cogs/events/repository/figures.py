"""What the figures of a window are read from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, Table, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.events.domain.figures import Key
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.rsvp import Answer
from cogs.events.models import OCCURRENCE, RSVP
from cogs.events.models.day import CHECKIN, PRESENCE
from cogs.events.repository import occurrences

# As many are looked at: more than a server can hold in a year.
_MOST = 20_000


async def held_within(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> list[Occurrence]:
    """Return what was held and began from ``start`` to before ``end`` (aware)."""
    return await occurrences.between(
        connection, guild_id, start, end, OccurrenceState.HELD, most=_MOST
    )


async def going_within(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> set[tuple[Key, int]]:
    """Return who said that they go to what was held."""
    held = _held(guild_id, start, end)
    chosen = (
        select(RSVP.c.event_id, RSVP.c.number, RSVP.c.member_id)
        .join(held, _same(RSVP, held))
        .where(RSVP.c.guild_id == guild_id, RSVP.c.answer == Answer.GOING)
    )
    return {((event, number), member) for event, number, member in await connection.execute(chosen)}


async def came_within(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> dict[tuple[Key, int], int | None]:
    """Return the seconds of each who attended what was held; None of who only gave the code."""
    held = _held(guild_id, start, end)
    codes = (
        select(CHECKIN.c.event_id, CHECKIN.c.number, CHECKIN.c.member_id)
        .join(held, _same(CHECKIN, held))
        .where(CHECKIN.c.guild_id == guild_id)
    )
    came: dict[tuple[Key, int], int | None] = {
        ((event, number), member): None for event, number, member in await connection.execute(codes)
    }
    present = (
        select(
            PRESENCE.c.event_id,
            PRESENCE.c.number,
            PRESENCE.c.member_id,
            PRESENCE.c.seconds,
            PRESENCE.c.attended,
        )
        .join(held, _same(PRESENCE, held))
        .where(PRESENCE.c.guild_id == guild_id)
    )
    for event, number, member, seconds, attended in await connection.execute(present):
        who = ((event, number), member)
        if attended or who in came:
            came[who] = seconds
    return came


def _held(guild_id: int, start: datetime, end: datetime) -> Subquery:
    return (
        select(OCCURRENCE.c.event_id, OCCURRENCE.c.number)
        .where(
            OCCURRENCE.c.guild_id == guild_id,
            OCCURRENCE.c.state == OccurrenceState.HELD,
            OCCURRENCE.c.starts_at >= start,
            OCCURRENCE.c.starts_at < end,
        )
        .subquery()
    )


def _same(table: Table, held: Subquery) -> ColumnElement[bool]:
    return and_(table.c.event_id == held.c.event_id, table.c.number == held.c.number)
