"""Waiting for jobs, from outside the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress

from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.db import Database
from bot.jobs import JobState, JobStore
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


async def hurry(database: Database, kinds: Collection[str], guilds: Collection[int]) -> None:
    """Let the jobs of these kinds that wait in these servers be due now."""
    clock = SystemClock()
    waiting = select(JobRow.guild_id, JobRow.key).where(
        JobRow.kind.in_(kinds),
        JobRow.guild_id.in_(guilds),
        JobRow.state == JobState.WAITING,
        JobRow.ready_at > clock.now(),
    )
    async with database.begin() as connection:
        for guild_id, key in (await connection.execute(waiting)).all():
            await JobStore(clock).reschedule(connection, guild_id, key, clock.now())


@asynccontextmanager
async def hurried(
    database: Database, kinds: Collection[str], guilds: Collection[int]
) -> AsyncIterator[None]:
    """While the block runs, let these jobs wait for nothing; ``guilds`` may grow meanwhile."""

    async def again_and_again() -> None:
        while True:
            await hurry(database, kinds, guilds)
            await asyncio.sleep(0.3)

    task = asyncio.create_task(again_and_again())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
