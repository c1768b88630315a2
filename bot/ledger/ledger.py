"""The ledger as the rest of the house sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.config import LedgerSettings
from bot.db import Database
from bot.ledger import maintenance
from bot.ledger.enrich import Enrichers
from bot.ledger.projections import Projections
from bot.ledger.writer import LedgerWriter
from bot.ops.metrics import Metrics
from bot.waiting import Waiting


class Ledger:
    """Facts in, figures in step, and the housekeeping around them.

    Features register enrichers and projections before ``start``.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        zone_of: Callable[[int], Awaitable[ZoneInfo]],
        settings: LedgerSettings,
        metrics: Metrics,
        waiting: Waiting,
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone_of = zone_of
        self._settings = settings
        self.projections = Projections()
        self.enrichers = Enrichers(lambda _name: metrics.errors.labels("enricher").inc())
        self._rebuilding: dict[int, asyncio.Task[None]] = {}
        self.writer = LedgerWriter(
            database,
            self.projections,
            self.enrichers,
            zone_of=zone_of,
            metrics=metrics,
            waiting=waiting,
            on_stale=self._rebuild_soon,
            flush_size=settings.flush_size,
            flush_interval_s=settings.flush_interval_s,
            buffer_limit=settings.buffer_limit,
        )

    def start(self) -> None:
        """Begin to write facts."""
        self.writer.start()

    async def stop(self) -> None:
        """Write what waits and stop."""
        for task in self._rebuilding.values():
            task.cancel()
        await asyncio.gather(*self._rebuilding.values(), return_exceptions=True)
        await self.writer.stop()

    async def flush(self) -> None:
        """Wait until every fact submitted before this call is written."""
        await self.writer.flush()

    async def rebuild(self, guild_id: int, names: Collection[str] | None = None) -> int:
        """Compute projections of a guild anew; returns the number of facts read."""
        zone = await self._zone_of(guild_id)
        async with self._database.begin() as connection:
            return await maintenance.rebuild(connection, guild_id, self.projections, zone, names)

    async def catch_up(self, guild_id: int) -> set[str]:
        """Rebuild what is missing, outdated or cut in another zone; return the names.

        A projection that a new version or feature brings gets the past this way.
        """
        zone = await self._zone_of(guild_id)
        async with self._database.read() as connection:
            stale = await maintenance.stale_projections(
                connection, guild_id, self.projections, zone
            )
        if stale:
            await self.rebuild(guild_id, stale)
        return stale

    async def guilds(self) -> set[int]:
        """Return the ids of all guilds with facts."""
        async with self._database.read() as connection:
            return await maintenance.guilds_with_facts(connection)

    async def forget(self, guild_id: int, member_id: int) -> int:
        """Remove every fact of a member and their share; returns how many facts went."""
        await self._flush_if_running()
        async with self._database.begin() as connection:
            return await maintenance.forget(connection, guild_id, member_id, self.projections)

    async def opt_out(self, guild_id: int, member_id: int, *, forget: bool = True) -> int:
        """Write no fact of the member from now on; with ``forget`` remove those there are.

        Returns how many facts were removed.
        """
        async with self._database.begin() as connection:
            await maintenance.opt_out(connection, guild_id, member_id, self._clock.now())
        return await self.forget(guild_id, member_id) if forget else 0

    async def opt_in(self, guild_id: int, member_id: int) -> None:
        """Write facts of the member again."""
        async with self._database.begin() as connection:
            await maintenance.opt_in(connection, guild_id, member_id)

    async def apply_retention(self, guild_id: int) -> int:
        """Drop facts past the retention period; returns how many."""
        zone = await self._zone_of(guild_id)
        keep = timedelta(days=self._settings.retention_days)
        async with self._database.begin() as connection:
            return await maintenance.apply_retention(
                connection, guild_id, zone, self._clock.now(), keep
            )

    async def _flush_if_running(self) -> None:
        if self.writer.waiting_facts:
            await self.writer.flush()

    async def _rebuild_soon(self, guild_id: int, _name: str) -> None:
        if guild_id not in self._rebuilding:
            task = asyncio.create_task(self._catch_up_alone(guild_id), name=f"rebuild-{guild_id}")
            self._rebuilding[guild_id] = task

    async def _catch_up_alone(self, guild_id: int) -> None:
        try:
            await self.catch_up(guild_id)
        finally:
            self._rebuilding.pop(guild_id, None)
