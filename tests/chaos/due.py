"""Waiting for jobs, from outside the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from sqlalchemy import func, select

from bot.db import Database
from bot.jobs import JobState
from bot.jobs.models import JobRow


async def count_jobs(database: Database, kinds: Collection[str], *states: JobState) -> int:
    """Return how many jobs of these kinds stand so."""
    statement = select(func.count()).where(JobRow.state.in_(states), JobRow.kind.in_(kinds))
    async with database.read() as connection:
        return int((await connection.execute(statement)).scalar_one())


async def all_done(database: Database, kinds: Collection[str], timeout_s: float = 60.0) -> None:
    """Wait until no job of these kinds is open.

    Past ``timeout_s`` it returns as well: the figures show what is missing.
    """
    loop = asyncio.get_running_loop()
    ends = loop.time() + timeout_s
    while loop.time() < ends:
        if not await count_jobs(database, kinds, JobState.WAITING, JobState.LEASED):
            return
        await asyncio.sleep(0.1)
