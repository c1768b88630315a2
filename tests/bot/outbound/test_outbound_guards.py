"""The gate around real requests of aiohttp, as discord.py makes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import ManualClock
from bot.ops.metrics import Metrics
from bot.outbound import Gate, Guards

PATH = "/api/v10"


class Discord:
    """A server that answers with what its path ends in; ``/lost`` cuts the connection."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self.resumed = asyncio.Event()
        self.gate = Gate(sleep=self._pause)
        self.metrics = Metrics()
        self.session: aiohttp.ClientSession
        self._base = ""

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await self.resumed.wait()

    async def ask(self, path: str) -> int | None:
        try:
            async with self.session.get(f"{self._base}{path}") as response:
                return response.status
        except aiohttp.ClientError:
            return None

    @staticmethod
    async def answer(request: web.Request) -> web.Response:
        what = request.path.rsplit("/", 1)[-1]
        if what == "lost" and request.transport is not None:
            request.transport.abort()
        global_limit = {"X-RateLimit-Global": "true", "Retry-After": "1"}
        headers = global_limit if what == "429" else {}
        return web.Response(status=int(what) if what.isdecimal() else 200, headers=headers)


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    there = Discord()
    application = web.Application()
    application.router.add_get("/{path:.*}", there.answer)
    async with TestServer(application) as server:
        there._base = f"http://127.0.0.1:{server.port}{PATH}"
        monkeypatch.setattr(discord.http.Route, "BASE", there._base)
        guards = Guards(ManualClock(datetime(2026, 3, 2, tzinfo=UTC)), there.metrics, there.gate)
        async with aiohttp.ClientSession(trace_configs=[guards.trace]) as session:
            there.session = session
            yield there


async def test_after_twenty_refusals_the_next_request_waits(there: Discord) -> None:
    assert [await there.ask("/channels/1/403") for _ in range(20)] == [403] * 20
    waiting = asyncio.create_task(there.ask("/channels/1/200"))
    assert await there.ask("/interactions/1/token/200") == 200
    assert await there.ask("/webhooks/1/token/404") == 404
    assert there.pauses == [5.0]
    assert not waiting.done()
    there.resumed.set()
    assert await waiting == 200
    assert (there.gate.streak, there.gate.in_flight) == (0, 0)


async def test_a_lost_request_gives_its_place_back(there: Discord) -> None:
    assert [await there.ask("/lost") for _ in range(30)] == [None] * 30
    assert (there.gate.streak, there.gate.in_flight) == (0, 0)


async def test_a_cancelled_request_gives_its_place_back(there: Discord) -> None:
    tasks = [asyncio.create_task(there.ask("/channels/1/403")) for _ in range(60)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert there.gate.in_flight == 0


async def test_the_limit_over_all_routes_is_waited_for(there: Discord) -> None:
    assert await there.ask("/channels/1/429") == 429
    waiting = asyncio.create_task(there.ask("/channels/2/200"))
    assert await there.ask("/interactions/1/token/200") == 200
    assert not waiting.done()
    assert 0 < there.pauses[0] <= 1
    waiting.cancel()
    await asyncio.wait({waiting})


async def test_answers_are_counted_by_status(there: Discord) -> None:
    for status in (200, 200, 403):
        await there.ask(f"/channels/123456789/{status}")
    shown = there.metrics.exposition().decode()
    assert 'steward_http_requests_total{status="200"} 2.0' in shown
    assert 'steward_http_requests_total{status="403"} 1.0' in shown
    assert "123456789" not in shown
