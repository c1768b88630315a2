"""Who is not shown on boards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from cogs.recognition.models import HIDDEN


async def note(connection: AsyncConnection, guild_id: int, member_id: int, since: datetime) -> None:
    """Keep that a member is not shown; their points are moved by ``scores.show_or_hide``."""
    row = {"guild_id": guild_id, "member_id": member_id, "since": since}
    await put(connection, HIDDEN, [row])


async def drop(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Let a member be shown."""
    await connection.execute(
        delete(HIDDEN).where(HIDDEN.c.guild_id == guild_id, HIDDEN.c.member_id == member_id)
    )
