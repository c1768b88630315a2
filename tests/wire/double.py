"""The wire double from a test's side: it runs in a process of its own and is asked over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self

import aiohttp
import orjson

from tests.wire.double_process import DoubleProcess
from tests.wire.options import Options
from tests.wire.truth_of import Facts


class WireDouble:
    """A loopback Discord.

    ``async with WireDouble.start() as double:`` gives one that is empty, in a process of its
    own, or in ``process``, which goes on living afterwards. On leaving, requests to routes
    that it does not have and failures of its own raise AssertionError, unless
    ``expect_unknown_routes`` was set.
    """

    def __init__(self, options: dict[str, Any], process: DoubleProcess | None) -> None:
        self._options = options
        self._shared = process
        self.token = Options(**options).token
        self.expect_unknown_routes = False
        self.rest = self.gateway = self._control = ""
        self._session: aiohttp.ClientSession
        self._process: DoubleProcess

    @classmethod
    def start(cls, process: DoubleProcess | None = None, **options: Any) -> Self:
        """Return a double that starts on entering; ``options`` are those of ``Options``.

        Identifying is not slowed down unless ``identify_window_s`` says so.
        """
        return cls({"identify_window_s": 0.0} | options, process)

    async def __aenter__(self) -> Self:
        shared = self._shared
        self._process = await asyncio.to_thread(DoubleProcess) if shared is None else shared
        addresses = self._process.addresses
        self.rest, self.gateway = addresses["rest"], addresses["gateway"]
        self._control = addresses["control"]
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        await self.call("reset", **self._options)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        problems: list[str] = []
        try:
            if kind is None:
                problems = await self._problems()
        finally:
            await self._session.close()
            if self._shared is None:
                await asyncio.to_thread(self._process.stop)
        if problems:
            raise AssertionError("the double saw:\n" + "\n".join(problems))

    async def _problems(self) -> list[str]:
        status = await self.status()
        unknown = [] if self.expect_unknown_routes else status["unknown_routes"]
        complaints = [self._process.said()] if self._process.said() else []
        return [*(f"no route for {route}" for route in unknown), *status["failures"], *complaints]

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._process.pid

    def settings(self, database_url: str | None = None, **more: str) -> dict[str, str]:
        """Return the environment that points the bot here by its settings alone.

        ``more`` are further settings, a dot written as two underscores: ``ledger__flush_size``.
        """
        given = {
            "discord__api_base": self.rest,
            "discord__gateway_url": self.gateway,
            "discord__token": self.token,
        }
        if database_url is not None:
            given["database_url"] = database_url
        return {f"STEWARD_{name.upper()}": value for name, value in (given | more).items()}

    # -- asking ----------------------------------------------------------------------------

    async def call(self, verb: str, **arguments: Any) -> Any:
        """Ask the control address. Raises RuntimeError with what was wrong."""
        body = orjson.dumps(arguments)
        async with self._session.post(f"{self._control}/{verb}", data=body) as response:
            answer = orjson.loads(await response.read())
            if response.status != 200:
                raise RuntimeError(answer["error"])
        return answer

    async def guild(self, *, members: int = 10, channels: int = 1, **more: Any) -> MadeGuild:
        """Make a server with text channels."""
        made = await self.call("guilds", members=members, channels=channels, **more)
        return MadeGuild(made[0])

    async def guilds(self, count: int, **more: Any) -> list[MadeGuild]:
        """Make many servers."""
        return [MadeGuild(made) for made in await self.call("guilds", count=count, **more)]

    async def say(self, channel: int, content: str, **more: Any) -> dict[str, Any]:
        """Let somebody write; returns the message's payload."""
        said: dict[str, Any] = await self.call("say", channel=channel, content=content, **more)
        return said

    async def flood(self, channels: list[int], rate: float, **more: Any) -> int:
        """Begin a flood; returns its number. ``count`` or ``seconds`` ends it."""
        begun = await self.call("flood", channels=channels, rate=rate, **more)
        number: int = begun["id"]
        return number

    async def flooded(self, flood: int, *, stop: bool = False) -> dict[str, Any]:
        """Wait for the end of a flood, or end it; returns what it made."""
        status: dict[str, Any] = await self.call("flood_status", flood=flood, wait=True, stop=stop)
        return status

    async def fault(self, verb: str, **arguments: Any) -> Any:
        """Let something go wrong: a verb of ``verbs_faults``."""
        return await self.call(verb, **arguments)

    @asynccontextmanager
    async def shuffled(self) -> AsyncIterator[None]:
        """Hold back messages meanwhile; then they are dispatched channel by channel."""
        await self.call("hold")
        try:
            yield
        finally:
            await self.call("release")

    async def status(self) -> dict[str, Any]:
        """Return how things stand."""
        status: dict[str, Any] = await self.call("status")
        return status

    async def truth(self, kind: str = "message", page: int = 100_000) -> Facts:
        """Return every fact of a kind."""
        facts, start = Facts(), 0
        while start is not None:
            got = await self.call("facts", kind=kind, start=start, limit=page)
            start = got.pop("next")
            facts.extend(got)
        return facts

    async def wait_for(self, condition: str, timeout_s: float = 20.0) -> dict[str, Any]:
        """Wait until ``condition`` holds: ``connected``, ``disconnected`` or ``delivered``.

        ``connected`` means that some client is, and has been sent all there is. Returns the
        status. Raises TimeoutError with the last status.
        """
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout_s
        status = await self.status()
        while not _CONDITIONS[condition](status):
            if loop.time() > ends:
                raise TimeoutError(f"not {condition} in {timeout_s} s: {status}")
            await asyncio.sleep(0.02)
            status = await self.status()
        return status


class MadeGuild:
    """The ids of a server that was made."""

    def __init__(self, made: dict[str, Any]) -> None:
        self.id = int(made["id"])
        self.channels = [int(channel) for channel in made["channels"]]
        self.member_count: int = made["members"]


def _connected(status: dict[str, Any]) -> bool:
    sessions = [session for session in status["sessions"] if session["connected"]]
    return bool(sessions) and all(s["written"] == s["sequence"] > 0 for s in sessions)


def _disconnected(status: dict[str, Any]) -> bool:
    return not any(session["connected"] for session in status["sessions"])


def _delivered(status: dict[str, Any]) -> bool:
    return all(session["written"] == session["sequence"] for session in status["sessions"])


_CONDITIONS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "connected": _connected,
    "disconnected": _disconnected,
    "delivered": _delivered,
}
