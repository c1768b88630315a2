"""Taking the database away from a bot, and giving it back."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from tests.chaos.stage import Stage

_LOCK_S = 30.0


@asynccontextmanager
async def database_away(stage: Stage) -> AsyncIterator[None]:
    """Stop the PostgreSQL server, or hold the SQLite file from this process, meanwhile."""
    if stage.postgres is not None:
        await asyncio.to_thread(stage.postgres.stop)
        try:
            yield
        finally:
            await asyncio.to_thread(stage.postgres.start)
        return
    path = stage.database_url.removeprefix("sqlite:///")
    lock = sqlite3.connect(path, timeout=_LOCK_S, isolation_level=None, check_same_thread=False)
    with closing(lock):
        await asyncio.to_thread(lock.execute, "BEGIN EXCLUSIVE")
        yield
        lock.rollback()
