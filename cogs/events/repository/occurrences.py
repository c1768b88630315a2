"""Occurrences of events."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.events.domain.occurrence import LIVE, Occurrence, OccurrenceState
from cogs.events.models import OCCURRENCE


async def add(connection: AsyncConnection, occurrence: Occurrence) -> bool:
    """Write a new occurrence down; return whether it was new."""
    return bool(await insert_new(connection, OCCURRENCE, [asdict(occurrence)]))


async def change(connection: AsyncConnection, occurrence: Occurrence, **values: Any) -> None:
    """Give columns of an occurrence new values."""
    await connection.execute(
        update(OCCURRENCE)
        .where(_is(occurrence.guild_id, occurrence.event_id, occurrence.number))
        .values(values)
    )


async def get(
    connection: AsyncConnection, guild_id: int, event_id: int, number: int, *, lock: bool = False
) -> Occurrence | None:
    """Return an occurrence.

    With ``lock`` nobody else changes it, or gives one of its places, until the transaction ends.
    """
    return await _one(connection, select(OCCURRENCE).where(_is(guild_id, event_id, number)), lock)


async def latest(
    connection: AsyncConnection, guild_id: int, event_id: int, *, lock: bool = False
) -> Occurrence | None:
    """Return the last occurrence of an event: the one to come, or that is on, where one is."""
    statement = (
        select(OCCURRENCE)
        .where(OCCURRENCE.c.guild_id == guild_id, OCCURRENCE.c.event_id == event_id)
        .order_by(OCCURRENCE.c.number.desc())
        .limit(1)
    )
    return await _one(connection, statement, lock)


async def of_native(
    connection: AsyncConnection, guild_id: int, native_event_id: int, *, lock: bool = False
) -> Occurrence | None:
    """Return the occurrence that Discord's own event belongs to."""
    statement = select(OCCURRENCE).where(
        OCCURRENCE.c.guild_id == guild_id, OCCURRENCE.c.native_event_id == native_event_id
    )
    return await _one(connection, statement, lock)


async def live(connection: AsyncConnection, guild_id: int, most: int = 500) -> list[Occurrence]:
    """Return what is to come or on, the soonest first."""
    wanted = and_(OCCURRENCE.c.guild_id == guild_id, OCCURRENCE.c.state.in_(LIVE))
    return await _many(connection, wanted, most)


async def between(
    connection: AsyncConnection,
    guild_id: int,
    start: datetime,
    end: datetime,
    *states: OccurrenceState,
    most: int = 500,
) -> list[Occurrence]:
    """Return what begins from ``start`` to before ``end`` (aware), in any of the states."""
    wanted = and_(
        OCCURRENCE.c.guild_id == guild_id,
        OCCURRENCE.c.starts_at >= start,
        OCCURRENCE.c.starts_at < end,
    )
    if states:
        wanted = and_(wanted, OCCURRENCE.c.state.in_(states))
    return await _many(connection, wanted, most)


async def of_event(
    connection: AsyncConnection, guild_id: int, event_id: int, most: int = 500
) -> list[Occurrence]:
    """Return the occurrences of an event that are written down, the soonest first."""
    wanted = and_(OCCURRENCE.c.guild_id == guild_id, OCCURRENCE.c.event_id == event_id)
    return await _many(connection, wanted, most)


def _is(guild_id: int, event_id: int, number: int) -> ColumnElement[bool]:
    return and_(
        OCCURRENCE.c.guild_id == guild_id,
        OCCURRENCE.c.event_id == event_id,
        OCCURRENCE.c.number == number,
    )


async def _one(
    connection: AsyncConnection, statement: Select[Any], lock: bool
) -> Occurrence | None:
    if lock:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().one_or_none()
    return _occurrence_of(row) if row else None


async def _many(
    connection: AsyncConnection, wanted: ColumnElement[bool], most: int
) -> list[Occurrence]:
    statement = (
        select(OCCURRENCE)
        .where(wanted)
        .order_by(OCCURRENCE.c.starts_at, OCCURRENCE.c.event_id)
        .limit(most)
    )
    return [_occurrence_of(row) for row in (await connection.execute(statement)).mappings()]


def _occurrence_of(row: RowMapping) -> Occurrence:
    values: dict[str, Any] = dict(row)
    values["state"] = OccurrenceState(values["state"])
    return Occurrence(**values)
