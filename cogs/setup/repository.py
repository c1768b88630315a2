"""Queries of setup."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from cogs.setup.models import SetupProgress

_TABLE = cast("Table", SetupProgress.__table__)


async def progress(connection: AsyncConnection, guild_id: int) -> tuple[str, bool] | None:
    """Return the step that was shown last and whether the wizard was finished; None: not begun."""
    row = (
        await connection.execute(
            select(_TABLE.c.step, _TABLE.c.finished_at).where(_TABLE.c.guild_id == guild_id)
        )
    ).one_or_none()
    return None if row is None else (row.step, row.finished_at is not None)


async def keep_progress(
    connection: AsyncConnection, guild_id: int, step: str, now: datetime, *, finished: bool
) -> None:
    """Write down which step was shown last, or that the wizard is finished."""
    row = {
        "guild_id": guild_id,
        "step": step,
        "changed_at": now,
        "finished_at": now if finished else None,
    }
    await put(connection, _TABLE, [row])
