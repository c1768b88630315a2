"""Secret addresses of calendars."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new, put
from cogs.events.models.after import CALENDAR


async def secret(connection: AsyncConnection, guild_id: int) -> str | None:
    """Return the secret part of a server's address, where it has one."""
    found: str | None = await connection.scalar(
        select(CALENDAR.c.secret).where(CALENDAR.c.guild_id == guild_id)
    )
    return found


async def keep_secret(
    connection: AsyncConnection, guild_id: int, made: str, now: datetime, *, anew: bool
) -> str:
    """Keep a server's secret, ``anew`` in place of one that is there; return what it is now."""
    row = {"guild_id": guild_id, "secret": made, "made_at": now}
    if anew:
        await put(connection, CALENDAR, [row])
        return made
    await insert_new(connection, CALENDAR, [row])
    return await secret(connection, guild_id) or made
