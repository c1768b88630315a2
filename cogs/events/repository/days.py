"""How occurrences went."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.events.domain.day import Day
from cogs.events.domain.occurrence import Occurrence
from cogs.events.models import OCCURRENCE
from cogs.events.models.day import DAY

_SECRET_BYTES = 16


async def get(connection: AsyncConnection, occurrence: Occurrence) -> Day | None:
    """Return how an occurrence went so far."""
    rows = await connection.execute(
        select(*(DAY.c[name] for name in Day.__dataclass_fields__)).where(_of(occurrence))
    )
    row = rows.mappings().one_or_none()
    return Day(**row) if row else None


async def last_opened(connection: AsyncConnection, guild_id: int, event_id: int) -> int | None:
    """Return the number of the last occurrence of an event that began."""
    statement = select(func.max(OCCURRENCE.c.number)).where(
        OCCURRENCE.c.guild_id == guild_id,
        OCCURRENCE.c.event_id == event_id,
        OCCURRENCE.c.opened_at.is_not(None),
    )
    number: int | None = await connection.scalar(statement)
    return number


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
