"""The endpoint that orchestrators and Prometheus ask: alive, ready, figures."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

import structlog
from aiohttp import web

from bot import __version__
from bot.clock import Clock
from bot.errors import OperatorError
from bot.ops.metrics import Metrics

_log = structlog.get_logger(__name__)

Check = Callable[[], Awaitable[str | None]]
"""Answers None where all is well, else the reason, in a few words without secrets."""

_CHECK_LIMIT_S = 2.0
# One turn of a healthy loop takes milliseconds; at this length heartbeats are in danger.
_TURN_LIMIT_S = 2.0
# The whole process has 5 s to stop; a probe in flight must not use them up.
_STOP_LIMIT_S = 1.0


class HealthServer:
    """Serves ``/healthz``, ``/readyz`` and ``/metrics`` over HTTP.

    - ``/healthz``: 200 while the process is alive and its event loop turns in time, else 503.
    - ``/readyz``: 200 where every check is fine, else 503;
      ``{"ready": bool, "checks": {name: "ok" | reason}}``.
    - ``/metrics``: every figure in Prometheus' text format.

    ``port`` 0 takes any free port; None serves nothing. Nobody is asked for a password: keep
    ``host`` on loopback or a private network.
    """

    def __init__(self, host: str, port: int | None, metrics: Metrics, clock: Clock) -> None:
        self._host = host
        self._wanted_port = port
        self._metrics = metrics
        self._clock = clock
        self._started_at = clock.now()
        self._checks: dict[str, Check] = {}
        self._failing: set[str] = set()
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int | None:
        """The port that it listens on; None while it does not."""
        if self._runner is None:
            return None
        port: int = self._runner.addresses[0][1]
        return port

    def add_check(self, name: str, check: Check) -> None:
        """Let ``/readyz`` ask ``check``, for 2 s at most.

        Raises ValueError where the name is taken.
        """
        if name in self._checks:
            raise ValueError(f"there is a check named {name!r} already")
        self._checks[name] = check

    async def start(self) -> None:
        """Begin to listen. Raises OperatorError where host and port cannot be had."""
        if self._wanted_port is None:
            return
        if self._runner is not None:
            raise RuntimeError("the health endpoint listens already")
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=_STOP_LIMIT_S)
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._wanted_port).start()
        except OSError as error:
            await runner.cleanup()
            raise OperatorError(_why_not(error, self._host, self._wanted_port)) from error
        self._runner = runner
        self._started_at = self._clock.now()
        _log.info("health endpoint listens", host=self._host, port=self.port)

    async def stop(self) -> None:
        """Cease to listen, within a second; harmless where it was not started."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/readyz", self._readyz)
        application.router.add_get("/metrics", self._show_metrics)
        return application

    async def _healthz(self, _request: web.Request) -> web.Response:
        loop = asyncio.get_running_loop()
        before = loop.time()
        await asyncio.sleep(0)
        turn_s = loop.time() - before
        alive = turn_s < _TURN_LIMIT_S
        uptime = self._clock.now() - self._started_at
        return web.json_response(
            {
                "alive": alive,
                "version": __version__,
                "uptime_s": round(uptime.total_seconds()),
                "loop_turn_s": round(turn_s, 4),
            },
            status=200 if alive else 503,
        )

    async def _readyz(self, _request: web.Request) -> web.Response:
        results = await self._ask_all()
        self._tell_changes(results)
        ready = all(reason is None for reason in results.values())
        checks = {name: "ok" if reason is None else reason for name, reason in results.items()}
        return web.json_response({"ready": ready, "checks": checks}, status=200 if ready else 503)

    async def _show_metrics(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=self._metrics.exposition(), headers={"Content-Type": self._metrics.content_type}
        )

    async def _ask_all(self) -> dict[str, str | None]:
        if not self._checks:
            return {}
        tasks = {
            name: asyncio.create_task(self._ask(name, check), name=f"readiness-{name}")
            for name, check in self._checks.items()
        }
        # Not a timeout around each: a check that resists its cancellation would hang us too.
        _, late = await asyncio.wait(tasks.values(), timeout=_CHECK_LIMIT_S)
        for task in late:
            task.cancel()
        return {
            name: f"no answer within {_CHECK_LIMIT_S:g} s" if task in late else _outcome(task)
            for name, task in tasks.items()
        }

    async def _ask(self, name: str, check: Check) -> str | None:
        try:
            return await check()
        except Exception as error:  # noqa: BLE001 - whatever it meets, the answer is "not ready"
            # The exception's text stays in the log, once: it may name hosts and users.
            if name not in self._failing:
                _log.warning("readiness check raised", check=name, exc_info=True)
            return f"raised {type(error).__name__}"

    def _tell_changes(self, results: dict[str, str | None]) -> None:
        failing = {name for name, reason in results.items() if reason is not None}
        for name in sorted(failing - self._failing):
            _log.warning("readiness check fails", check=name, reason=results[name])
        for name in sorted(self._failing - failing):
            _log.info("readiness check is fine again", check=name)
        self._failing = failing


def _outcome(task: asyncio.Task[str | None]) -> str | None:
    return "was cancelled" if task.cancelled() else task.result()


def _why_not(error: OSError, host: str, port: int) -> str:
    remedy = "Change ops.health_host or ops.health_port, or set ops.health to false."
    if error.errno == errno.EADDRINUSE:
        return f"The health endpoint cannot listen: port {port} on {host} is in use. {remedy}"
    reason = error.strerror or type(error).__name__
    return f"The health endpoint cannot listen on {host}, port {port}: {reason}. {remedy}"
