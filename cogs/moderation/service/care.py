"""Looking after moderators: soon after anybody did something it is seen who carries too much."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs import JobStore

# Sees who carries too much.
CARE: Final = "moderation-care"
# Says that somebody does, once a day.
MUCH: Final = "moderation-much"


async def look_soon(
    jobs: JobStore, connection: AsyncConnection, guild_id: int, now: datetime
) -> None:
    """Let a durable job see, at the full hour, who carries too much; one an hour is enough."""
    due = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    await jobs.schedule(connection, guild_id, CARE, due, {}, f"{CARE}:{due:%Y-%m-%dT%H}")
