"""The real bot as an operator runs it, in a process of its own."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp

from tests.wire.double_process import ROOT

_START_S = 60.0
_STOP_S = 30.0
_LOG_TAIL = 6_000
_PORT = re.compile(rb"health endpoint listens.*?port\W+(\d+)")
_COLOURS = re.compile(rb"\x1b\[[0-9;]*m")


class BotProcess:
    """``python -m bot run`` with settings from the environment alone.

    ``settings`` are its variables; ``arguments`` follow ``run``; ``extension`` is a module that
    is loaded beside the features. What it says goes to
    ``log``, appended over restarts. Leaving the context kills what still runs.
    """

    def __init__(
        self,
        settings: dict[str, str],
        log: Path,
        *arguments: str,
        extension: str | None = None,
    ) -> None:
        self._settings = {"STEWARD_OPS__HEALTH_PORT": "0"} | settings
        self._arguments = arguments
        self._module = ("bot",) if extension is None else ("tests.wire.run_with", extension)
        self.log = log
        self._process: asyncio.subprocess.Process | None = None
        self._health_port: int | None = None
        self._said_before = 0

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None and error is not None:
            error.add_note(f"the bot said:\n{self.said()}")
        await self.kill()

    async def start(self, *, ready: bool = True) -> None:
        """Start, and wait until it says that it is ready, unless ``ready`` is False."""
        if self.running:
            raise RuntimeError("the bot runs already")
        self._health_port = None
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("STEWARD_")
        }
        self._said_before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self._module,
                "run",
                *self._arguments,
                cwd=ROOT,
                env=environment | self._settings,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if ready:
            await self.wait_ready()

    async def wait_ready(self, timeout_s: float = _START_S) -> None:
        """Wait until ``/readyz`` says so. Raises RuntimeError where the bot ended instead."""
        async with asyncio.timeout(timeout_s), aiohttp.ClientSession() as session:
            while not await self._is_ready(session):
                if not self.running:
                    raise RuntimeError(f"the bot ended:\n{self.said()}")
                await asyncio.sleep(0.05)

    async def _is_ready(self, session: aiohttp.ClientSession) -> bool:
        port = self.health_port
        if port is None:
            return False
        try:
            async with session.get(f"http://127.0.0.1:{port}/readyz") as response:
                return response.status == 200
        except aiohttp.ClientError:
            return False

    @property
    def health_port(self) -> int | None:
        """The port of the health endpoint, as the log of this start tells it."""
        if self._health_port is None:
            with self.log.open("rb") as log:
                log.seek(self._said_before)
                found = _PORT.search(_COLOURS.sub(b"", log.read()))
            self._health_port = int(found.group(1)) if found else None
        return self._health_port

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        """The id of the process. Raises RuntimeError before the first start."""
        if self._process is None:
            raise RuntimeError("the bot was not started")
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        return None if self._process is None else self._process.returncode

    async def kill(self) -> None:
        """End it where it stands (SIGKILL); harmless where it has ended."""
        if self._process is not None and self.running:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> float:
        """Ask it to end (SIGTERM); returns how many seconds it took.

        Raises TimeoutError where it does not.
        """
        if self._process is None or not self.running:
            raise RuntimeError("the bot does not run")
        loop = asyncio.get_running_loop()
        began = loop.time()
        self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(_STOP_S):
            await self._process.wait()
        return loop.time() - began

    def said(self) -> str:
        """Return the end of its log."""
        return _COLOURS.sub(b"", self.log.read_bytes()[-_LOG_TAIL:]).decode(errors="replace")
