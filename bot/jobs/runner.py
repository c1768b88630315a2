"""The runner: takes what is due, runs its handler, writes down how it ended."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.db import Database
from bot.errors import StewardError
from bot.faults import new_reference
from bot.jobs.backoff import Backoff
from bot.jobs.holding import HandlerCancelledError, LeaseLostError, hold
from bot.jobs.job import GiveUp, Handler, Job, Postpone
from bot.jobs.leases import Leases
from bot.jobs.store import JobStore
from bot.jobs.timers import Timers

_log = structlog.get_logger(__name__)

TOO_LATE = "too late"
TIMED_OUT = "timed out"
# How long a job is kept after it ended.
KEEP_DONE = timedelta(days=30)
KEEP_DEAD = timedelta(days=90)

OnDead = Callable[[Job, str], Awaitable[None]]

_PURGE_EVERY = timedelta(hours=1)
_SHORTEST_POSTPONEMENT = timedelta(seconds=1)  # a handler that postpones to the past must not spin
_LONGEST_RECORD_PAUSE_S = 10.0
_GIVING_BACK_S = 2.0
_LAST_TURN_S = 0.2


@dataclass(frozen=True, slots=True)
class _Kind:
    handler: Handler
    max_attempts: int
    timeout: timedelta
    useful_for: timedelta | None


@dataclass(slots=True)
class _Running:
    job: Job
    held_until: datetime
    task: asyncio.Task[None] | None = None
    work: asyncio.Task[None] | None = None


class JobRunner:
    """Runs the due jobs of the guilds that this process owns.

    ``owns`` says whether a guild is ours. Up to ``concurrency`` jobs run at once, those of
    one guild one by one in due order. A job is late if it was due before the runner
    started or more than ``late_after`` ago. ``on_dead(job, reason)`` is called when a job
    failed for good; the reason is TOO_LATE, TIMED_OUT, or a sentence.
    ``on_outcome(kind, outcome)`` counts: done, failed, postponed or dead. What ended is
    removed after ``keep_done`` or ``keep_dead``; until then its key stays taken.

    ``store`` is the features' door to schedule; ``wake()`` after their commit.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        owns: Callable[[int], bool] = lambda _guild_id: True,
        on_dead: OnDead | None = None,
        on_outcome: Callable[[str, str], None] = lambda _kind, _outcome: None,
        sweep_interval: timedelta = timedelta(seconds=30),
        lease: timedelta = timedelta(seconds=60),
        concurrency: int = 8,
        backoff: Backoff = Backoff(),  # noqa: B008 - immutable
        late_after: timedelta = timedelta(minutes=1),
        keep_done: timedelta = KEEP_DONE,
        keep_dead: timedelta = KEEP_DEAD,
    ) -> None:
        self.store = JobStore(clock)
        self._clock = clock
        self._owns = owns
        self._on_dead = on_dead
        self._on_outcome = on_outcome
        self._sweep_interval = sweep_interval
        self._lease = lease
        self._concurrency = concurrency
        self._backoff = backoff
        self._late_after = late_after
        self._keep_done = keep_done
        self._keep_dead = keep_dead
        self._leases = Leases(database, _owner())
        self._kinds: dict[str, _Kind] = {}
        self._running: dict[int, _Running] = {}
        self._begun = 0
        self._since = clock.now()
        self._purged_at: datetime | None = None
        self._reported: set[str] = set()
        self._filling = asyncio.Lock()
        self._halt = asyncio.Event()
        self._timers: Timers | None = None
        self._pump: asyncio.Task[None] | None = None
        self._context = Context()
        self._wanted = False

    def register(
        self,
        kind: str,
        handler: Handler,
        *,
        max_attempts: int = 5,
        timeout: timedelta = timedelta(minutes=2),
        useful_for: timedelta | None = None,
    ) -> None:
        """Let ``handler`` do the jobs of ``kind``.

        After ``max_attempts`` failures a job is dead. An attempt is cut off after
        ``timeout``. A job not begun ``useful_for`` after it was due is not run but dead as
        TOO_LATE; None means it is always useful. The handler may raise Postpone or GiveUp;
        any other exception is a failed attempt. Raises ValueError for a kind that has a
        handler already.
        """
        if kind in self._kinds:
            raise ValueError(f"the job kind {kind!r} has a handler already")
        self._kinds[kind] = _Kind(handler, max_attempts, timeout, useful_for)
        self.wake()

    async def start(self) -> None:
        """Start firing: at once for what came due meanwhile, then at each due instant."""
        self._since = self._clock.now()
        self._halt.clear()
        self._context = copy_context()
        self._timers = Timers(self._on_due, self.sweep, self._sweep_interval)
        self._timers.start()
        await self.sweep()

    def wake(self) -> None:
        """Look again for what is due; call it after a transaction that scheduled something."""
        if self._timers is None or self._halt.is_set():
            return
        self._wanted = True
        if self._pump is None or self._pump.done():
            # Jobs are not hurried because somebody who is scheduled them: they run as the
            # runner was started, whoever wakes it.
            self._pump = self._context.copy().run(self._begin_pump)

    def _begin_pump(self) -> asyncio.Task[None]:
        return asyncio.create_task(self._fill_while_wanted())

    async def sweep(self) -> None:
        """Look for what a crash left, report kinds without a handler, remove what is old."""
        now = self._clock.now()
        try:
            await self._report_unknown(now)
            if self._purged_at is None or now - self._purged_at >= _PURGE_EVERY:
                await self._leases.purge(now - self._keep_done, now - self._keep_dead)
                self._purged_at = now
        except Exception as error:  # noqa: BLE001 - any driver's error; the next sweep tries again
            _log.warning("job_sweep_failed", error=_describe(error))
        self.wake()

    async def run_due(self) -> int:
        """Run everything that is due now, also what that makes due; return how many began.

        Needs no ``start()``: tests and simulations drive the runner with this.
        """
        before = self._begun
        while True:
            await self._fill()
            tasks = self._tasks()
            if not tasks:
                return self._begun - before
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

    async def stop(self, grace: timedelta = timedelta(seconds=2)) -> None:
        """Take no more work, wait ``grace`` for running handlers, give back the rest.

        Ends within ``grace`` and some two seconds, also while the database is away; what could
        not be given back is taken again when its lease ran out.
        """
        now_s = asyncio.get_running_loop().time
        end_s = now_s() + grace.total_seconds()
        self._halt.set()
        if self._timers is not None:
            self._timers.stop()
            self._timers = None
        pump = {self._pump} if self._pump is not None else set()
        await _wait_for(pump, end_s + _GIVING_BACK_S - now_s())
        await _wait_for(self._tasks(), end_s - now_s())
        for running in self._running.values():
            if running.work is not None:
                running.work.cancel()
        await _wait_for(self._tasks(), end_s + _GIVING_BACK_S - now_s())
        stuck = pump | self._tasks()
        for task in stuck:
            task.cancel()
        await _wait_for(stuck, _LAST_TURN_S)

    async def _on_due(self) -> None:
        self.wake()

    def _tasks(self) -> set[asyncio.Task[None]]:
        return {running.task for running in self._running.values() if running.task is not None}

    async def _fill_while_wanted(self) -> None:
        while self._wanted and not self._halt.is_set():
            self._wanted = False
            try:
                await self._fill()
            except Exception as error:  # noqa: BLE001 - any driver's error; the sweep tries again
                _log.warning("job_claim_failed", error=_describe(error))

    async def _fill(self) -> None:
        async with self._filling:
            free = self._concurrency - len(self._running)
            if free <= 0 or self._halt.is_set():
                return
            now = self._clock.now()
            jobs = await self._leases.claim(
                now,
                self._lease,
                free,
                list(self._kinds),
                lambda guild_id: guild_id not in self._running and self._owns(guild_id),
                late_before=max(self._since, now - self._late_after),
            )
            for job in jobs:
                running = _Running(job, now + self._lease)
                self._running[job.guild_id] = running
                running.task = asyncio.create_task(self._run(running))
            if self._timers is not None:
                self._timers.arm(await self._leases.next_due(now))

    async def _run(self, running: _Running) -> None:
        job = running.job
        kind = self._kinds[job.kind]
        try:
            if self._halt.is_set():
                await self._release(job)
            elif self._too_late(kind, job):
                await self._bury(job, TOO_LATE, attempts=job.attempt - 1)
            else:
                self._begun += 1
                await self._answer(kind, job, await self._attempt(kind, running))
        finally:
            del self._running[job.guild_id]
            self.wake()

    def _too_late(self, kind: _Kind, job: Job) -> bool:
        return kind.useful_for is not None and self._clock.now() - job.due_at > kind.useful_for

    async def _attempt(self, kind: _Kind, running: _Running) -> Exception | None:
        async def work() -> None:
            await kind.handler(running.job)

        running.work = asyncio.create_task(work())
        try:
            await hold(
                running.work,
                lambda: self._renew(running),
                every=self._lease / 3,
                timeout=kind.timeout,
            )
        except Exception as error:  # noqa: BLE001 - a handler's error is an answer
            return error
        finally:
            running.work = None
        return None

    async def _renew(self, running: _Running) -> bool:
        until = self._clock.now() + self._lease
        try:
            held = await self._leases.renew(running.job, until)
        except Exception as error:  # noqa: BLE001 - any driver's error
            _log.warning("job_lease_not_renewed", **_names(running.job), error=_describe(error))
            # While the lease lasts nobody else may take the job, so there is no harm yet.
            return self._clock.now() < running.held_until
        running.held_until = until
        return held

    async def _answer(self, kind: _Kind, job: Job, error: Exception | None) -> None:
        now = self._clock.now()
        match error:
            case None:
                self._on_outcome(job.kind, "done")
                await self._record(job, lambda: self._leases.finish(job, now))
            case LeaseLostError():
                _log.warning("job_lease_lost", **_names(job))
            case HandlerCancelledError() if self._halt.is_set():
                await self._release(job)
            case Postpone(until=until, anew=anew):
                until = max(until, now + _SHORTEST_POSTPONEMENT)
                self._on_outcome(job.kind, "postponed")
                put_off = self._leases.postpone if anew else self._leases.release
                await self._record(job, lambda: put_off(job, until))
            case GiveUp(reason=reason):
                await self._bury(job, reason, attempts=job.attempt)
            case _:
                await self._fail(kind, job, error)

    async def _fail(self, kind: _Kind, job: Job, error: Exception) -> None:
        reason = _describe(error)
        _log.warning(
            "job_failed",
            **_names(job),
            attempt=job.attempt,
            reference=new_reference(),
            exc_info=error,
        )
        if job.attempt >= kind.max_attempts:
            await self._bury(job, reason, attempts=job.attempt)
            return
        self._on_outcome(job.kind, "failed")
        again_at = self._clock.now() + self._backoff.wait(job.job_id, job.attempt)
        await self._record(job, lambda: self._leases.fail(job, reason, again_at))

    async def _bury(self, job: Job, reason: str, *, attempts: int) -> None:
        now = self._clock.now()
        buried = await self._record(
            job, lambda: self._leases.bury(job, reason, now, attempts=attempts)
        )
        if not buried:
            return
        _log.error("job_dead", **_names(job), reason=reason)
        self._on_outcome(job.kind, "dead")
        if self._on_dead is not None:
            try:
                await self._on_dead(job, reason)
            except Exception:  # noqa: BLE001 - the job is dead whether or not it was told
                _log.exception("job_on_dead_failed", **_names(job))

    async def _release(self, job: Job) -> None:
        now = self._clock.now()
        await self._record(job, lambda: self._leases.release(job, now))

    async def _record(self, job: Job, change: Callable[[], Awaitable[bool]]) -> bool:
        # What a handler did cannot be undone, so its end is written down however long the
        # database is away; only a stop leaves it to whoever takes the job next.
        pause_s = 1.0
        while True:
            try:
                kept = await change()
            except Exception as error:  # noqa: BLE001 - any driver's error
                _log.warning("job_not_recorded", **_names(job), error=_describe(error))
                if self._halt.is_set():
                    return False
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause_s):
                        await self._halt.wait()
                pause_s = min(pause_s * 2, _LONGEST_RECORD_PAUSE_S)
                continue
            if not kept:
                _log.warning("job_lease_lost", **_names(job))
            return kept

    async def _report_unknown(self, now: datetime) -> None:
        unknown = await self._leases.unknown_kinds(now, list(self._kinds))
        for kind in sorted(unknown - self._reported):
            self._reported.add(kind)
            _log.warning("job_kind_unknown", kind=kind)


async def _wait_for(tasks: set[asyncio.Task[None]], seconds: float) -> None:
    if tasks:
        await asyncio.wait(tasks, timeout=max(seconds, 0))


def _owner() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def _names(job: Job) -> dict[str, object]:
    return {"guild_id": job.guild_id, "job_id": job.job_id, "kind": job.kind}


def _describe(error: Exception) -> str:
    # Sentences of our own are safe to keep. Others may quote what a member wrote, so only
    # the class stays, with the number that Discord gives its errors.
    if isinstance(error, TimeoutError):
        return TIMED_OUT
    if isinstance(error, StewardError):
        return str(error)
    code = getattr(error, "code", None)
    name = type(error).__name__
    return f"{name} ({code})" if isinstance(code, int | str) else name
