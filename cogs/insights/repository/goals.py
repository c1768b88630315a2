"""The goals of a server."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from cogs.insights.models import GOAL


async def goals(connection: AsyncConnection, guild_id: int) -> dict[str, float]:
    """Return every target by figure."""
    rows = await connection.execute(
        select(GOAL.c.figure, GOAL.c.target)
        .where(GOAL.c.guild_id == guild_id)
        .order_by(GOAL.c.figure)
    )
    return {row[0]: row[1] for row in rows}


async def set_goal(
    connection: AsyncConnection, guild_id: int, figure: str, target: float, since: datetime
) -> None:
    """Set the target of a figure, in place of an earlier one."""
    row = {"guild_id": guild_id, "figure": figure, "target": target, "since": since}
    await put(connection, GOAL, [row])


async def drop_goal(connection: AsyncConnection, guild_id: int, figure: str) -> bool:
    """Remove the target of a figure; return whether there was one."""
    statement = (
        delete(GOAL)
        .where(GOAL.c.guild_id == guild_id, GOAL.c.figure == figure)
        .returning(GOAL.c.figure)
    )
    return (await connection.execute(statement)).first() is not None
