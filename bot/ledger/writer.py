"""The buffered writer: facts come in one by one and are written in batches, each once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import DataError, IntegrityError

from bot.db import Database
from bot.ledger.enrich import Enrichers
from bot.ledger.facts import Fact, MessageFact
from bot.ledger.projections import Projections
from bot.ledger.write import write_guild
from bot.ops.metrics import Metrics
from bot.waiting import Waiting

_log = structlog.get_logger(__name__)
_RETRY_S = (0.5, 1.0, 2.0, 5.0, 10.0)

Draft = tuple[Fact, str | None]
ZoneOf = Callable[[int], Awaitable[ZoneInfo]]
OnStale = Callable[[int, str], Awaitable[None]]


class LedgerWriter:
    """Takes facts without waiting, writes them in batches, keeps what the database refuses.

    A batch is one transaction for each guild in it. While the database is away the facts
    wait in memory, up to ``buffer_limit``; what comes after that is counted as dropped.
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
        self._buffer: deque[Draft] = deque()
        self._submitted = 0
        self._settled = 0
        self._arrived = asyncio.Event()
        self._urgent = asyncio.Event()
        self._progress = asyncio.Condition()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="enrich")

    def start(self) -> None:
        """Begin to write what is submitted."""
        self._task = asyncio.create_task(self._run(), name="ledger-writer")

    @property
    def waiting_facts(self) -> int:
        """How many facts wait in memory."""
        return len(self._buffer)

    @property
    def healthy(self) -> bool:
        """False while the buffer is more than half full: the database does not keep up."""
        return len(self._buffer) * 2 <= self._buffer_limit

    def submit(self, fact: Fact, text: str | None = None) -> bool:
        """Take ``fact``; ``text`` is what enrichers read, and is dropped right after.

        Returns False, and counts it, where the buffer is full.
        """
        if len(self._buffer) >= self._buffer_limit:
            self._metrics.facts_dropped.inc()
            return False
        self._buffer.append((fact, text))
        self._submitted += 1
        self._arrived.set()
        if len(self._buffer) >= self._flush_size:
            self._urgent.set()
        return True

    async def flush(self) -> None:
        """Wait until all that was submitted before this call is written."""
        goal = self._submitted
        if self._settled >= goal:
            return
        self._urgent.set()
        async with self._progress:
            await self._progress.wait_for(lambda: self._settled >= goal or self._ended)
        if self._settled < goal:
            raise RuntimeError("the ledger writer stopped before everything was written")

    @property
    def _ended(self) -> bool:
        return self._task is None or self._task.done()

    async def stop(self, grace_s: float = 4.0) -> int:
        """Write what is buffered, for ``grace_s`` seconds at most, and stop.

        Returns how many facts could not be written in that time.
        """
        if self._task is not None:
            self._stopping = True
            self._arrived.set()
            self._urgent.set()
            _, pending = await asyncio.wait({self._task}, timeout=grace_s)
            for task in pending:
                task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._buffer:
            _log.error("facts left unwritten at stop", count=len(self._buffer))
        return len(self._buffer)

    async def _run(self) -> None:
        failures = 0
        while self._buffer or not self._stopping:
            await self._wait_for_work()
            if not self._buffer:
                continue
            size = min(len(self._buffer), self._flush_size)
            batch = [self._buffer.popleft() for _ in range(size)]
            try:
                facts = await self._enriched(batch)
                batch = [(fact, None) for fact in facts]  # the texts end here
                await self._write(facts)
            except asyncio.CancelledError:
                self._buffer.extendleft(reversed(batch))
                raise
            except Exception as error:  # noqa: BLE001 - the database may be away; keep the facts
                self._buffer.extendleft(reversed(batch))
                delay = _RETRY_S[min(failures, len(_RETRY_S) - 1)]
                failures += 1
                self._metrics.errors.labels("ledger").inc()
                _log.warning(
                    "facts not written yet",
                    error=type(error).__name__,
                    waiting=len(self._buffer),
                    retry_in_s=delay,
                )
                await asyncio.sleep(delay)
            else:
                failures = 0
                await self._settle(len(batch))

    async def _wait_for_work(self) -> None:
        if not self._buffer and not self._stopping:
            self._arrived.clear()
            await self._waiting.idle(self._arrived.wait(), "facts to write")
        if len(self._buffer) < self._flush_size and not self._stopping:
            with suppress(TimeoutError):  # the batch is written as it is
                async with asyncio.timeout(self._flush_interval_s):
                    await self._waiting.idle(self._urgent.wait(), "a batch to fill")
        if len(self._buffer) <= self._flush_size:
            self._urgent.clear()

    async def _settle(self, count: int) -> None:
        async with self._progress:
            self._settled += count
            self._progress.notify_all()
        self._metrics.facts_waiting.set(len(self._buffer))

    async def _enriched(self, batch: Sequence[Draft]) -> list[Fact]:
        drafts = [(fact, text) for fact, text in batch if isinstance(fact, MessageFact)]
        others = [fact for fact, _ in batch if not isinstance(fact, MessageFact)]
        if any(text for _, text in drafts):
            loop = asyncio.get_running_loop()
            with self._metrics.enrich_seconds.time():
                messages = await loop.run_in_executor(self._pool, self._enrichers.apply, drafts)
        else:
            messages = [fact for fact, _ in drafts]
        return [*messages, *others]

    async def _write(self, facts: Sequence[Fact]) -> None:
        by_guild: dict[int, list[Fact]] = {}
        for fact in facts:
            by_guild.setdefault(fact.guild_id, []).append(fact)
        for guild_id, group in by_guild.items():
            zone = await self._zone_of(guild_id)
            await self._write_group(guild_id, group, zone)

    async def _write_group(self, guild_id: int, facts: Sequence[Fact], zone: ZoneInfo) -> None:
        try:
            with self._metrics.flush_seconds.time():
                async with self._database.begin() as connection:
                    new, stale = await write_guild(
                        connection, guild_id, facts, self._projections, zone
                    )
        except (DataError, IntegrityError) as error:
            if len(facts) == 1:
                self._metrics.facts_dropped.inc()
                _log.error(
                    "a fact the database refuses",
                    guild_id=guild_id,
                    kind=type(facts[0]).__name__,
                    error=type(error.orig).__name__,
                )
                return
            middle = len(facts) // 2
            await self._write_group(guild_id, facts[:middle], zone)
            await self._write_group(guild_id, facts[middle:], zone)
            return
        for kind, written in new.by_kind().items():
            if written:
                self._metrics.facts_written.labels(kind.__name__).inc(len(written))
        self._metrics.facts_repeated.inc(len(facts) - len(new))
        for name in stale:
            await self._on_stale(guild_id, name)
