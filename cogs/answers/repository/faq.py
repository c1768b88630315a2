"""Entries of the FAQ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from cogs.answers.models import FAQ


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``uses`` counts how often it was shown."""

    name: str
    title: str
    uses: int
    text: str = ""


async def every(connection: AsyncConnection, guild_id: int) -> list[Entry]:
    """Return all entries without their texts, the most used first."""
    rows = await connection.execute(
        select(FAQ.c.name, FAQ.c.title, FAQ.c.uses)
        .where(FAQ.c.guild_id == guild_id)
        .order_by(FAQ.c.uses.desc(), FAQ.c.name)
    )
    return [Entry(*row) for row in rows]


async def count(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many entries there are."""
    found = await connection.scalar(
        select(func.count()).select_from(FAQ).where(FAQ.c.guild_id == guild_id)
    )
    return found or 0


async def read(connection: AsyncConnection, guild_id: int, name: str) -> Entry | None:
    """Return an entry, None where there is none of that name."""
    rows = await connection.execute(
        select(FAQ.c.name, FAQ.c.title, FAQ.c.uses, FAQ.c.text).where(
            FAQ.c.guild_id == guild_id, FAQ.c.name == name
        )
    )
    row = rows.first()
    return None if row is None else Entry(*row)


async def write(
    connection: AsyncConnection, guild_id: int, entry: Entry, by_id: int, at: datetime
) -> None:
    """Keep an entry, in the place of one of the same name; its uses stay."""
    row = {
        "guild_id": guild_id,
        "name": entry.name,
        "title": entry.title,
        "text": entry.text,
        "changed_by": by_id,
        "changed_at": at,
        "uses": entry.uses,
    }
    await put(connection, FAQ, [row])


async def remove(connection: AsyncConnection, guild_id: int, name: str) -> None:
    """Delete an entry."""
    await connection.execute(delete(FAQ).where(FAQ.c.guild_id == guild_id, FAQ.c.name == name))


async def use(connection: AsyncConnection, guild_id: int, name: str) -> None:
    """Count one more use."""
    await connection.execute(
        update(FAQ)
        .where(FAQ.c.guild_id == guild_id, FAQ.c.name == name)
        .values(uses=FAQ.c.uses + 1)
    )
