"""Clients that drive the double in its own tests: discord.py's, and a bare one."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Self

import aiohttp
import discord
import orjson
from discord import app_commands

from tests.wire.double import WireDouble

_WAIT_S = 15.0


class Watcher(discord.AutoShardedClient):
    """Remembers what it hears."""

    def __init__(self, **options: Any) -> None:
        intents = options.pop("intents", discord.Intents.all())
        options |= {"max_messages": None, "chunk_guilds_at_startup": False}
        super().__init__(intents=intents, guild_ready_timeout=0.1, **options)
        self.heard: list[discord.Message] = []
        self.happened: list[str] = []
        self.tree: app_commands.CommandTree[Any] = app_commands.CommandTree(self)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once: the double's window is off, or is what the test is about."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)

    async def on_shard_resumed(self, _shard_id: int) -> None:
        self.happened.append("resumed")

    async def on_shard_ready(self, _shard_id: int) -> None:
        self.happened.append("ready")

    async def on_guild_unavailable(self, _guild: discord.Guild) -> None:
        self.happened.append("unavailable")

    async def on_guild_available(self, _guild: discord.Guild) -> None:
        self.happened.append("available")

    @property
    def texts(self) -> list[str]:
        return [message.content for message in self.heard]


@asynccontextmanager
async def watching(double: WireDouble, **options: Any) -> AsyncIterator[Watcher]:
    """A client that is ready."""
    async with Watcher(**options) as client:
        task = asyncio.create_task(client.start(double.token))
        try:
            async with asyncio.timeout(_WAIT_S):
                await client.wait_until_ready()
            yield client
        finally:
            await client.close()
            await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], object], timeout_s: float = _WAIT_S) -> None:
    """Wait until ``condition`` holds. Raises TimeoutError."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + timeout_s
    while not condition():
        if loop.time() > ends:
            raise TimeoutError
        await asyncio.sleep(0.01)


class BareGateway:
    """A gateway client that does only what it is told, to see the bytes."""

    def __init__(self, double: WireDouble, *, compress: bool = False) -> None:
        self._double = double
        self._compress = compress
        self._inflate = zlib.decompressobj()
        self._session: aiohttp.ClientSession
        self._socket: aiohttp.ClientWebSocketResponse
        self.sequence = 0

    async def __aenter__(self) -> Self:
        query = {"v": "10", "encoding": "json"}
        if self._compress:
            query["compress"] = "zlib-stream"
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(self._double.gateway, params=query)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        await self._session.close()

    async def send(self, op: int, content: Any) -> None:
        await self._socket.send_bytes(orjson.dumps({"op": op, "d": content}))

    async def identify(
        self, intents: int = 1 << 0 | 1 << 9 | 1 << 15, shard: tuple[int, int] = (0, 1)
    ) -> None:
        token = self._double.token
        await self.send(2, {"token": token, "intents": intents, "shard": shard, "properties": {}})

    async def receive(self) -> dict[str, Any]:
        """Return the next payload. A closed socket gives its code as ``closed``."""
        message = await self._socket.receive(timeout=_WAIT_S)
        if message.type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}:
            return {"op": None, "t": None, "closed": self._socket.close_code}
        data = message.data
        if self._compress:
            assert data[-4:] == b"\x00\x00\xff\xff"
            data = self._inflate.decompress(data)
        payload: dict[str, Any] = orjson.loads(data)
        if payload.get("s"):
            assert payload["s"] == self.sequence + 1
            self.sequence = payload["s"]
        return payload

    async def receive_until(self, event: str) -> dict[str, Any]:
        """Return the next dispatch of a kind; what comes before it is dropped."""
        while True:
            payload = await self.receive()
            if payload["t"] == event:
                return payload
