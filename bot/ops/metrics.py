"""Figures about the running process, for Prometheus.

Labels are bounded by the code: kinds, outcomes, command names, places. Never an id of a
guild or a person, which would make a time series for each and tell who was active.
"""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Iterable
from datetime import timedelta
from importlib.metadata import version
from types import TracebackType
from typing import Self

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.process_collector import ProcessCollector

from bot import __version__

_log = structlog.get_logger(__name__)

_WORK_BUCKETS_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_BATCH_BUCKETS = (1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
_LAG_BUCKETS_S = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_BLOCKED_S = 1.0


class Metrics:
    """The figures of one process, in a registry of their own.

    Every attribute is an instrument of prometheus_client: ``metrics.facts_repeated.inc()``,
    ``metrics.jobs.labels("reminder", "done").inc()``, ``with metrics.flush_seconds.time():``.
    Durations are in seconds.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._make_ledger()
        self._make_jobs()
        self._make_commands()
        self._make_process()

    @property
    def content_type(self) -> str:
        """The media type of what ``exposition()`` returns."""
        return CONTENT_TYPE_PLAIN_0_0_4

    def exposition(self) -> bytes:
        """Return every figure in Prometheus' text format 0.0.4, UTF-8."""
        return generate_latest(self.registry)

    def _make_ledger(self) -> None:
        self.facts_written = self._counter(
            "steward_facts_written", "Facts that were new and are in the ledger.", "kind"
        )
        self.facts_repeated = self._counter(
            "steward_facts_repeated", "Facts that the ledger had already."
        )
        self.facts_dropped = self._counter(
            "steward_facts_dropped", "Facts lost: the buffer was full or the database refused them."
        )
        self.facts_postponed = self._counter(
            "steward_facts_postponed",
            "Messages that left the full buffer, to be read from history later.",
        )
        self.guilds_catching_up = self._gauge(
            "steward_guilds_catching_up", "Guilds with history that is still to be read."
        )
        self.facts_waiting = self._gauge("steward_facts_waiting", "Facts buffered in memory.")
        self.flush_seconds = self._histogram(
            "steward_flush_seconds", "Time of one write transaction of the ledger.", _WORK_BUCKETS_S
        )
        self.flush_facts = self._histogram(
            "steward_flush_facts", "Facts in one write transaction of the ledger.", _BATCH_BUCKETS
        )
        self.enrich_seconds = self._histogram(
            "steward_enrich_seconds", "Time to read the marks off one batch.", _WORK_BUCKETS_S
        )

    def _make_jobs(self) -> None:
        self.jobs = self._counter("steward_jobs", "Attempts at due jobs.", "kind", "outcome")

    def _make_commands(self) -> None:
        self.commands = self._counter(
            "steward_commands", "Commands that ended well, by qualified name.", "name"
        )

    def _make_process(self) -> None:
        self.errors = self._counter(
            "steward_errors", "Unexpected errors, by the part of the code that met them.", "place"
        )
        self.http_requests = self._counter(
            "steward_http_requests", "Answers of Discord's HTTP API, by status.", "status"
        )
        self.guilds = self._gauge("steward_guilds", "Guilds that this process serves.")
        self.shards_connected = self._gauge(
            "steward_shards_connected", "Shards of this process with a gateway connection."
        )
        self.loop_lag_seconds = self._histogram(
            "steward_event_loop_lag_seconds",
            "How much later than asked the event loop woke a timer.",
            _LAG_BUCKETS_S,
        )
        build = Gauge(
            "steward_build_info",
            "Always 1; the labels say what runs.",
            ("version", "python", "discord_py"),
            registry=self.registry,
        )
        build.labels(__version__, platform.python_version(), version("discord.py")).set(1)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, registry=self.registry)

    def _gauge(self, name: str, about: str) -> Gauge:
        return Gauge(name, about, registry=self.registry)

    def _histogram(self, name: str, about: str, buckets: Iterable[float]) -> Histogram:
        return Histogram(name, about, buckets=tuple(buckets), registry=self.registry)


class LoopWatch:
    """Measures how late the event loop wakes a timer, every ``interval``.

    A lag above one second is logged as well: something blocks the loop, and Discord's
    heartbeats wait behind it.
    """

    def __init__(self, metrics: Metrics, interval: timedelta = timedelta(seconds=1)) -> None:
        self._metrics = metrics
        self._interval_s = interval.total_seconds()
        self._task: asyncio.Task[None] | None = None
        self._lag = timedelta(0)

    @property
    def lag(self) -> timedelta:
        """The last lag measured; zero before the first."""
        return self._lag

    def start(self) -> None:
        """Begin to measure. Raises RuntimeError where it measures already."""
        if self._task is not None:
            raise RuntimeError("the loop is watched already")
        self._task = asyncio.create_task(self._run(), name="loop-watch")

    async def stop(self) -> None:
        """Cease to measure; harmless where it was not started."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait({task})

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            asked = loop.time() + self._interval_s
            await asyncio.sleep(self._interval_s)
            lag_s = max(0.0, loop.time() - asked)
            self._lag = timedelta(seconds=lag_s)
            self._metrics.loop_lag_seconds.observe(lag_s)
            if lag_s > _BLOCKED_S:
                _log.warning("the event loop was blocked", lag_s=round(lag_s, 3))
