"""Showing what could be shown nowhere, once there is a channel for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs import JobStore

# Whatever is being shown at this moment is written down by then, and is not shown again.
_A_MOMENT: Final = timedelta(seconds=5)


async def show_again(
    jobs: JobStore,
    connection: AsyncConnection,
    job: tuple[int, str, str],
    payload: dict[str, Any],
    channel_id: int,
    now: datetime,
) -> None:
    """Let a job (guild, kind, key) that found no channel run once more for ``channel_id``.

    Its handler does nothing where what it shows is shown already.
    """
    guild_id, kind, key = job
    due = now + _A_MOMENT
    if not await jobs.reschedule(connection, guild_id, key, due):
        await jobs.schedule(connection, guild_id, kind, due, payload, f"{key}:{channel_id}")
