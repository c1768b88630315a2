"""As much of Discord as a bot needs to come up: a few answers over HTTP, and a gateway."""

from __future__ import annotations

import asyncio
import json
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import WSMsgType, web

APPLICATION = 123_456_789_012_345_678
USER = {
    "id": str(APPLICATION),
    "username": "steward",
    "discriminator": "0",
    "avatar": None,
    "bot": True,
}
Mood = Literal["fine", "refuses-token", "refuses-intents", "refuses-shards", "broken", "silent"]


@dataclass
class FakeDiscord:
    """``asked`` lists what the bot asked for; ``identified`` the shards that came to the gateway.

    With ``hidden_gateway`` it names a gateway where nobody is.
    """

    mood: Mood = "fine"
    hidden_gateway: bool = False
    port: int = 0
    asked: list[str] = field(default_factory=list)
    identified: list[list[int]] = field(default_factory=list)

    @property
    def api_base(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix("/api/v10")
        self.asked.append(f"{request.method} {path}")
        if self.mood == "silent":
            await asyncio.sleep(60)
        if self.mood == "refuses-token":
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        if self.mood == "broken":
            return _json({"message": "no", "code": 0}, 418)
        return _json(self._answers()[path])

    def _answers(self) -> dict[str, Any]:
        application = {
            "id": str(APPLICATION),
            "name": "Steward",
            "description": "",
            "icon": None,
            "bot_public": False,
            "bot_require_code_grant": False,
            "owner": USER,
            "verify_key": "",
        }
        gateway = "ws://127.0.0.1:9/" if self.hidden_gateway else self.gateway_url
        limits = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return {
            "/users/@me": USER,
            "/oauth2/applications/@me": application,
            f"/applications/{APPLICATION}/commands": [],
            "/gateway/bot": {"url": gateway, "shards": 1, "session_start_limit": limits},
        }

    async def gateway(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        stream = zlib.compressobj()

        async def send(op: int, data: Any, event: str | None = None) -> None:
            text = json.dumps({"op": op, "d": data, "s": 1, "t": event}).encode()
            await socket.send_bytes(stream.compress(text) + stream.flush(zlib.Z_SYNC_FLUSH))

        await send(10, {"heartbeat_interval": 45_000})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            frame = json.loads(message.data)
            if frame["op"] == 1:
                await send(11, None)
            if frame["op"] == 2:
                shard = frame["d"].get("shard", [0, 1])
                self.identified.append(shard)
                refusal = {"refuses-intents": 4014, "refuses-shards": 4010}.get(self.mood)
                if refusal is not None:
                    await socket.close(code=refusal)
                    break
                await send(0, self._ready(shard), "READY")
        return socket

    def _ready(self, shard: list[int]) -> dict[str, Any]:
        return {
            "shard": shard,
            "v": 10,
            "user": USER,
            "guilds": [],
            "session_id": "s",
            "resume_gateway_url": self.gateway_url,
            "application": {"id": str(APPLICATION), "flags": 0},
        }


def _json(data: Any, status: int = 200) -> web.Response:
    # As Discord does, without a charset: discord.py reads anything else as text.
    headers = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=headers)


@contextmanager
def discord_that(mood: Mood = "fine", *, hidden_gateway: bool = False) -> Iterator[FakeDiscord]:
    """Serve a fake Discord from a thread of its own."""
    fake = FakeDiscord(mood, hidden_gateway)
    loop = asyncio.new_event_loop()
    application = web.Application()
    application.router.add_get("/gateway", fake.gateway)
    application.router.add_route("*", "/{path:.*}", fake.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)

    async def start() -> None:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        fake.port = runner.addresses[0][1]

    async def stop() -> None:
        await runner.cleanup()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
