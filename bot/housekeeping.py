"""The daily upkeep of every guild, as a durable job: the retention period is kept."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.db import Database
from bot.jobs import Job, JobRunner, Postpone
from bot.ledger.ledger import Ledger

_log = structlog.get_logger(__name__)
KIND = "housekeeping"
EVERY = timedelta(days=1)


class Housekeeping:
    """One job a guild, which comes again each day."""

    def __init__(self, database: Database, ledger: Ledger, jobs: JobRunner, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._jobs = jobs
        self._clock = clock
        jobs.register(KIND, self._keep)

    async def begin(self, guild_id: int) -> None:
        """Let the guild be kept from now on; repeating it changes nothing."""
        async with self._database.begin() as connection:
            new = await self._jobs.store.schedule(
                connection, guild_id, KIND, self._clock.now() + EVERY, {}, KIND
            )
        if new:
            self._jobs.wake()

    async def _keep(self, job: Job) -> None:
        dropped = await self._ledger.apply_retention(job.guild_id)
        if dropped:
            _log.info("retention applied", guild_id=job.guild_id, facts=dropped)
        raise Postpone(self._clock.now() + EVERY)
