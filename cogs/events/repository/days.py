"""How occurrences went."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.events.domain.day import Day
from cogs.events.domain.occurrence import Occurrence
from cogs.events.models.day import DAY

_SECRET_BYTES = 16


async def get(connection: AsyncConnection, occurrence: Occurrence) -> Day | None:
    """Return how an occurrence went so far."""
    rows = await connection.execute(
        select(DAY.c.told_at, DAY.c.quiet_since, DAY.c.secret, DAY.c.counted_at, DAY.c.peak).where(
            _of(occurrence)
        )
    )
    row = rows.mappings().one_or_none()
    return Day(**row) if row else None


async def begin(connection: AsyncConnection, occurrence: Occurrence) -> Day:
    """Return how an occurrence went so far; its row is made where there is none."""
    day = await get(connection, occurrence)
    if day is None:
        row = {
            "guild_id": occurrence.guild_id,
            "event_id": occurrence.event_id,
            "number": occurrence.number,
            "secret": secrets.token_hex(_SECRET_BYTES),
        }
        await insert_new(connection, DAY, [row])
        day = await get(connection, occurrence)
    if day is None:
        raise LookupError("the row of the day is not there though it was just written")
    return day


async def change(connection: AsyncConnection, occurrence: Occurrence, **values: Any) -> None:
    """Give columns of a day's row, which is there, new values."""
    await connection.execute(update(DAY).where(_of(occurrence)).values(values))


def _of(occurrence: Occurrence) -> ColumnElement[bool]:
    return and_(
        DAY.c.guild_id == occurrence.guild_id,
        DAY.c.event_id == occurrence.event_id,
        DAY.c.number == occurrence.number,
    )
