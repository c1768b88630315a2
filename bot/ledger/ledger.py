"""The ledger as the rest of the house sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.config import LedgerSettings
from bot.db import Database
from bot.db.patience import within_patience
from bot.faults import Faults
from bot.ledger import maintenance
from bot.ledger.enrich import Enrichers
from bot.ledger.forgotten import drop_forgotten, forgotten_days, remember_forgotten
from bot.ledger.projections import Projections
from bot.ledger.retention import apply_retention
from bot.ledger.transaction import guild_transaction, lock_guild
from bot.ledger.watch import UNNOTICED, seen
from bot.ledger.writer import LedgerWriter
from bot.ops.metrics import Metrics
from bot.waiting import Waiting

_log = structlog.get_logger(__name__)
_MARK_S = 1.0  # a stop is not held up for the mark
SETTLE = timedelta(seconds=1)
# A rebuild that failed may fail again at once: it is not begun anew with every batch.
_FIRST_PAUSE = timedelta(seconds=5)
_PAUSE_AFTER_FAILURE = timedelta(minutes=5)


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
        self._metrics = metrics
        self._waiting = waiting
        self._faults = Faults(lambda place: metrics.errors.labels(place).inc())
        self.projections = Projections(self._faults)
        self.enrichers = Enrichers(self._faults)
        self._rebuilding: dict[int, asyncio.Task[None]] = {}
        self._stopping = False
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

    async def stop(self, grace: timedelta = timedelta(seconds=4)) -> None:
        """Write what waits, for ``grace`` at most, and stop."""
        self._stopping = True
        rebuilding = list(self._rebuilding.values())
        for task in rebuilding:
            task.cancel()
        await asyncio.gather(*rebuilding, return_exceptions=True)
        if not await self.writer.stop(grace) and self.writer.complete:
            await self._mark_stop()

    async def _mark_stop(self) -> None:
        """Note how far the guilds were seen, so that the next start reads only what came since."""
        until = self._clock.now() - UNNOTICED
        try:
            async with asyncio.timeout(_MARK_S), self._database.begin() as connection:
                for guild_id in sorted(self.writer.complete):
                    await seen(connection, guild_id, until)
        except (TimeoutError, DBAPIError) as error:
            # The mark stays where it was: more is read back, nothing is lost.
            _log.warning("the stop was not marked", error=type(error).__name__)

    async def flush(self) -> None:
        """Wait until every fact submitted before this call is written.

        Raises DatabaseAwayError past the patience of the running task (``bot.db.patience``).
        """
        async with within_patience():
            await self.writer.flush()

    async def settle(self, limit: timedelta = SETTLE) -> bool:
        """Wait until every fact submitted before this call is written, for ``limit`` at most.

        Returns whether it is. For figures: those of the last moments may wait behind a long
        rebuild, for which nobody should be refused the rest.
        """
        try:
            async with asyncio.timeout(limit.total_seconds()):
                await self.writer.flush()
        except TimeoutError:
            return False
        return True

    async def rebuild(self, guild_id: int, names: Collection[str] | None = None) -> int:
        """Compute projections of a guild anew; returns the number of facts read.

        Raises ProjectionError where one of them fails by a fault of its own; nothing is
        changed then.
        """
        zone = await self._zone_of(guild_id)
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            return await maintenance.rebuild(connection, guild_id, self.projections, zone, names)

    async def catch_up(self, guild_id: int) -> set[str]:
        """Rebuild what is missing, outdated or cut in another zone; return the names.

        A projection that a new version or feature brings gets the past this way. One that
        fails by a fault of its own is logged and stays stale.
        """
        rebuilt, _ = await self._catch_up(guild_id)
        return rebuilt

    async def guilds(self) -> set[int]:
        """Return the ids of all guilds with facts."""
        async with self._database.read() as connection:
            return await maintenance.guilds_with_facts(connection)

    async def forget(
        self,
        guild_id: int,
        member_id: int,
        *,
        also: Callable[[AsyncConnection], Awaitable[None]] | None = None,
    ) -> int:
        """Remove every fact of a member and their share; returns how many facts went.

        Also what was submitted before this call. ``also`` is done in the same transaction. Who
        writes on afterwards is counted anew: ``opt_out`` prevents that.
        """
        await self.flush()

        async def work(connection: AsyncConnection, broken: Collection[str]) -> int:
            removed = await maintenance.forget(
                connection, guild_id, member_id, self.projections, broken=broken
            )
            await remember_forgotten(connection, guild_id, member_id, self._clock.now())
            if also is not None:
                await also(connection)
            return removed

        return await guild_transaction(self._database, guild_id, work)

    async def opt_out(self, guild_id: int, member_id: int, *, forget: bool = True) -> int:
        """Write no fact of the member from now on; with ``forget`` remove those there are.

        Facts that are submitted and not written yet are never written. Returns how many facts
        were removed.
        """

        async def work(connection: AsyncConnection, broken: Collection[str]) -> int:
            await maintenance.opt_out(connection, guild_id, member_id, self._clock.now())
            if not forget:
                return 0
            await remember_forgotten(connection, guild_id, member_id, self._clock.now())
            return await maintenance.forget(
                connection, guild_id, member_id, self.projections, broken=broken
            )

        return await guild_transaction(self._database, guild_id, work)

    async def is_opted_out(self, guild_id: int, member_id: int) -> bool:
        """Tell whether no fact of the member is written."""
        async with self._database.read() as connection:
            return await maintenance.is_opted_out(connection, guild_id, member_id)

    async def opt_in(self, guild_id: int, member_id: int) -> None:
        """Write facts of the member again."""
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            await maintenance.opt_in(connection, guild_id, member_id)

    async def apply_retention(self, guild_id: int) -> int:
        """Drop facts past the retention period; returns how many.

        What is stale is rebuilt first, because its past could not be counted afterwards.
        """
        zone = await self._zone_of(guild_id)
        keep = timedelta(days=self._settings.retention_days)
        read_again = timedelta(days=forgotten_days(self._settings))

        async def work(connection: AsyncConnection, broken: Collection[str]) -> int:
            await self._rebuild_in(connection, guild_id, zone, broken)
            now = self._clock.now()
            await drop_forgotten(connection, guild_id, now - read_again)
            return await apply_retention(connection, guild_id, zone, now, keep)

        return await guild_transaction(self._database, guild_id, work)

    async def _catch_up(self, guild_id: int) -> tuple[set[str], set[str]]:
        """Rebuild what is stale; return the names of those rebuilt, and of those that failed."""
        rebuilt: set[str] = set()
        failed: set[str] = set()

        async def work(connection: AsyncConnection, broken: Collection[str]) -> set[str]:
            failed.update(broken)
            return await self._rebuild_in(connection, guild_id, zone, broken)

        zone = await self._zone_of(guild_id)
        while True:
            async with self._database.read() as connection:
                stale = await maintenance.stale_projections(
                    connection, guild_id, self.projections, zone
                )
            if stale - failed:
                rebuilt |= await guild_transaction(self._database, guild_id, work)
            cut_in, zone = zone, await self._zone_of(guild_id)
            if zone == cut_in:
                return rebuilt, failed

    async def _rebuild_in(
        self, connection: AsyncConnection, guild_id: int, zone: ZoneInfo, broken: Collection[str]
    ) -> set[str]:
        # Asked again under the lock: another process may have rebuilt them by now.
        stale = await maintenance.stale_projections(connection, guild_id, self.projections, zone)
        chosen = stale - set(broken)
        if chosen:
            await maintenance.rebuild(connection, guild_id, self.projections, zone, chosen)
        return chosen

    async def _rebuild_soon(self, guild_id: int, _name: str) -> None:
        if guild_id not in self._rebuilding and not self._stopping:
            task = asyncio.create_task(self._catch_up_alone(guild_id), name=f"rebuild-{guild_id}")
            self._rebuilding[guild_id] = task

    async def _catch_up_alone(self, guild_id: int) -> None:
        """Rebuild what is stale until nothing is, with longer and longer pauses."""
        pause = _FIRST_PAUSE
        try:
            while not await self._is_caught_up(guild_id):
                pause = min(pause, _PAUSE_AFTER_FAILURE)
                await self._waiting.sleep(pause, "a rebuild to be tried again")
                pause *= 2
        finally:
            self._rebuilding.pop(guild_id, None)

    async def _is_caught_up(self, guild_id: int) -> bool:
        try:
            rebuilt, failed = await self._catch_up(guild_id)
        except Exception as error:  # noqa: BLE001 - nobody awaits this task: it must not fail unseen
            self._faults.note(
                "figures not rebuilt", error, place="rebuild", part="ledger", guild_id=guild_id
            )
            return False
        if rebuilt:
            _log.info("figures rebuilt", guild_id=guild_id, projections=sorted(rebuilt))
        return not failed
