"""The buffered writer: facts come in one by one and are written in batches, each once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.ledger.buffer import Buffer, Draft, Missed
from bot.ledger.enrich import Enrichers
from bot.ledger.facts import Fact, MessageFact
from bot.ledger.failures import Failure, failure_of
from bot.ledger.projections import Batch, Projections
from bot.ledger.transaction import guild_transaction
from bot.ledger.watch import ON_ITS_WAY, seen
from bot.ledger.write import write_guild
from bot.ops.metrics import Metrics
from bot.waiting import Waiting

_log = structlog.get_logger(__name__)
_RETRY_S = (0.5, 1.0, 2.0, 5.0, 10.0)
_LAST_RETRY_S = 0.2  # between tries while the process stops
# The slowest texts that Discord allows take a batch to a second and a half.
ENRICH_LIMIT = timedelta(seconds=10)

ZoneOf = Callable[[int], Awaitable[ZoneInfo]]
OnStale = Callable[[int, str], Awaitable[None]]


class LedgerWriter:
    """Takes facts without waiting, writes them in batches, keeps what could not be written.

    A batch is one transaction for each guild in it. While the database is away the facts
    wait in memory, up to ``buffer_limit``. Past that the oldest messages go and are noted in
    ``missed``, to be read from history; what no history has goes last, and is counted as
    dropped. A fact that the database refuses is logged and counted as dropped; the others go
    on. A batch that enrichers do not give back within ``enrich_limit`` is written without
    their marks.
    """

    def __init__(
        self,
        database: Database,
        projections: Projections,
        enrichers: Enrichers,
        *,
        zone_of: ZoneOf,
        metrics: Metrics,
        waiting: Waiting,
        on_stale: OnStale,
        flush_size: int = 500,
        flush_interval_s: float = 1.0,
        buffer_limit: int = 50_000,
        enrich_limit: timedelta = ENRICH_LIMIT,
    ) -> None:
        self._database = database
        self._projections = projections
        self._enrichers = enrichers
        self._zone_of = zone_of
        self._metrics = metrics
        self._waiting = waiting
        self._on_stale = on_stale
        self._flush_size = flush_size
        self._flush_interval_s = flush_interval_s
        self._buffer_limit = buffer_limit
        self._buffer = Buffer(buffer_limit)
        metrics.facts_waiting.set_function(lambda: self.waiting_facts)
        # Guilds that are watched without a gap: their mark moves along (bot.ledger.watch).
        self.complete: set[int] = set()
        # When the newest message was sent that was heard of a guild.
        self._heard: dict[int, datetime] = {}
        # Messages that the full buffer let go, and that they can be read again now.
        self.missed = Missed()
        self.recoverable = asyncio.Event()
        # What was taken from the buffer and is not written yet; it is written whole before
        # more is taken, so it is always the oldest.
        self._batch: list[Draft] = []
        self._barriers: deque[tuple[int, asyncio.Future[None]]] = deque()
        self._arrived = asyncio.Event()
        self._urgent = asyncio.Event()
        self._stopping = asyncio.Event()
        self._closed = False
        self._task: asyncio.Task[None] | None = None
        self._enrich_limit_s = enrich_limit.total_seconds()
        self._pool = _one_thread()

    def start(self) -> None:
        """Begin to write what is submitted."""
        self._task = asyncio.create_task(self._run(), name="ledger-writer")
        self._task.add_done_callback(self._give_up_barriers)

    @property
    def waiting_facts(self) -> int:
        """How many facts are in memory and not written yet."""
        return len(self._buffer) + len(self._batch)

    @property
    def healthy(self) -> bool:
        """False while the buffer is more than half full: the database does not keep up."""
        return len(self._buffer) * 2 <= self._buffer_limit

    def submit(self, fact: Fact, text: str | None = None, *, heard: bool = True) -> bool:
        """Take ``fact``; ``text`` is what enrichers read, and is dropped right after.

        ``heard`` is False for what was read from history: it tells nothing of how far the
        guild was heard, so it does not move its mark. Returns False where the fact was not
        taken: the writer has stopped, or the buffer is full and nothing in it can go for it.
        """
        if self._closed:
            self._metrics.facts_dropped.inc()
            # What is not written here is read from history at the next start.
            self.complete.discard(fact.guild_id)
            return False
        if heard and isinstance(fact, MessageFact):
            self._heard[fact.guild_id] = fact.at
        gone = self._buffer.add(fact, text)
        if gone is not None:
            self._let_go(gone)
        self._arrived.set()
        if len(self._buffer) >= self._flush_size:
            self._urgent.set()
        return gone is not fact

    def _let_go(self, fact: Fact) -> None:
        if not isinstance(fact, MessageFact):
            self._metrics.facts_dropped.inc()
            return
        self._metrics.facts_postponed.inc()
        # The guild's mark stays where it is until the gap is written down.
        self.complete.discard(fact.guild_id)
        self.missed.note(fact.guild_id, fact.channel_id, (fact.message_id, fact.message_id))

    async def flush(self) -> None:
        """Wait until all that was submitted before this call is written, or was let go.

        While the database is away it waits on. Raises RuntimeError where the writer does not
        run, or stops before that.
        """
        if not self.waiting_facts:
            return
        barrier = asyncio.get_running_loop().create_future()
        self._barriers.append((self._buffer.last, barrier))
        self._urgent.set()
        if self._task is None or self._task.done():
            self._give_up_barriers()
        await barrier

    async def stop(self, grace: timedelta = timedelta(seconds=4)) -> int:
        """Write what is buffered, for ``grace`` at most, and stop.

        Returns how many facts could not be written in that time.
        """
        self._stopping.set()
        self._arrived.set()
        self._urgent.set()
        if self._task is not None:
            _, pending = await asyncio.wait({self._task}, timeout=grace.total_seconds())
            for task in pending:
                task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self.waiting_facts:
            _log.error("facts left unwritten at stop", count=self.waiting_facts)
        return self.waiting_facts

    async def _run(self) -> None:
        failures = 0
        while self._batch or self._buffer or not self._stopping.is_set():
            if not self._batch:
                await self._wait_for_work()
                self._batch = self._buffer.take(self._flush_size)
            try:
                await self._enrich_batch()
                await self._write_batch()
            except Exception as error:  # noqa: BLE001 - the database may be away; keep the facts
                delay = _RETRY_S[min(failures, len(_RETRY_S) - 1)]
                failures += 1
                self._metrics.errors.labels("ledger").inc()
                _log.warning(
                    "facts not written yet",
                    error=type(error).__name__,
                    waiting=self.waiting_facts,
                    retry_in_s=delay,
                )
                await self._pause(delay)
            else:
                failures = 0
                self._settle()

    async def _wait_for_work(self) -> None:
        if not self._buffer and not self._stopping.is_set():
            self._arrived.clear()
            await self._waiting.idle(self._arrived.wait(), "facts to write")
        hurry = self._stopping.is_set() or bool(self._barriers)
        if len(self._buffer) < self._flush_size and not hurry:
            self._urgent.clear()
            await self._idle_until(self._urgent, self._flush_interval_s, "a batch to fill")

    async def _pause(self, delay_s: float) -> None:
        if self._stopping.is_set():
            await asyncio.sleep(_LAST_RETRY_S)
        else:
            await self._idle_until(self._stopping, delay_s, "the database to answer")

    async def _idle_until(self, event: asyncio.Event, limit_s: float, reason: str) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await self._waiting.idle(event.wait(), reason)

    def _settle(self) -> None:
        # The batch is written: what waits in the buffer is all there is.
        oldest = self._buffer.oldest or self._buffer.last + 1
        while self._barriers and self._barriers[0][0] < oldest:
            _, barrier = self._barriers.popleft()
            if not barrier.done():
                barrier.set_result(None)
        if self.missed:
            self.recoverable.set()

    def _give_up_barriers(self, _task: asyncio.Task[None] | None = None) -> None:
        while self._barriers:
            _, barrier = self._barriers.popleft()
            if not barrier.done():
                barrier.set_exception(
                    RuntimeError("the ledger writer stopped before everything was written")
                )

    async def _enrich_batch(self) -> None:
        drafts = [(fact, text) for fact, text in self._batch if isinstance(fact, MessageFact)]
        if not any(text for _, text in drafts):
            return
        others: list[Draft] = [
            draft for draft in self._batch if not isinstance(draft[0], MessageFact)
        ]
        with self._metrics.enrich_seconds.time():
            messages = await self._enriched(drafts)
        # The texts end here.
        self._batch = [*((fact, None) for fact in messages), *others]

    async def _enriched(self, drafts: list[tuple[MessageFact, str | None]]) -> list[MessageFact]:
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._pool, self._enrichers.apply, drafts)
        try:
            async with asyncio.timeout(self._enrich_limit_s):
                return await work
        except TimeoutError as error:
            # A thread cannot be ended: it is left to itself, and the next batch gets another.
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = _one_thread()
            self._enrichers.stuck(error)
            return [fact for fact, _ in drafts]

    async def _write_batch(self) -> None:
        by_guild: dict[int, list[Fact]] = {}
        for fact, _ in self._batch:
            by_guild.setdefault(fact.guild_id, []).append(fact)
        failed: Exception | None = None
        for guild_id in list(by_guild):
            try:
                zone = await self._zone_of(guild_id)
                await self._write_group(guild_id, by_guild[guild_id], zone)
            except Exception as error:  # noqa: BLE001 - the other guilds need not wait for this one
                failed = error
            else:
                del by_guild[guild_id]
                self._batch = [(fact, None) for group in by_guild.values() for fact in group]
        if failed is not None:
            raise failed

    async def _write_group(self, guild_id: int, facts: Sequence[Fact], zone: ZoneInfo) -> None:
        async def work(
            connection: AsyncConnection, broken: Collection[str]
        ) -> tuple[Batch, set[str]]:
            written = await write_guild(
                connection, guild_id, facts, self._projections, zone, broken=broken
            )
            newest = max((f.at for f in facts if isinstance(f, MessageFact)), default=None)
            heard = self._heard.get(guild_id)
            if newest and heard and guild_id in self.complete:
                await seen(connection, guild_id, min(newest, heard) - ON_ITS_WAY)
            return written

        try:
            with self._metrics.flush_seconds.time():
                new, stale = await guild_transaction(self._database, guild_id, work)
        except Exception as error:
            if failure_of(error) is not Failure.REFUSED:
                raise
            await self._write_without_refused(guild_id, facts, zone, error)
            return
        self._metrics.flush_facts.observe(len(facts))
        for kind, written in new.by_kind().items():
            if written:
                self._metrics.facts_written.labels(kind.__name__).inc(len(written))
        self._metrics.facts_repeated.inc(len(facts) - len(new))
        for name in stale:
            await self._on_stale(guild_id, name)

    async def _write_without_refused(
        self, guild_id: int, facts: Sequence[Fact], zone: ZoneInfo, error: Exception
    ) -> None:
        """Halve the facts until the refused one stands alone."""
        if len(facts) > 1:
            middle = len(facts) // 2
            await self._write_group(guild_id, facts[:middle], zone)
            await self._write_group(guild_id, facts[middle:], zone)
            return
        self._metrics.facts_dropped.inc()
        _log.error(
            "a fact the database refuses",
            guild_id=guild_id,
            kind=type(facts[0]).__name__,
            error=type(getattr(error, "orig", None) or error).__name__,
        )


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="enrich")
