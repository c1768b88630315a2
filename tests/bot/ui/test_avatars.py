"""Fetching pictures with limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.ui.avatars import fetched


async def _small(_request: web.Request) -> web.Response:
    return web.Response(body=b"x" * 1_000)


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"x" * 10_000)


async def _silent(_request: web.Request) -> web.Response:
    await asyncio.sleep(60)
    return web.Response()


@pytest.fixture
async def address() -> AsyncIterator[str]:
    app = web.Application()
    for name, handler in (("small", _small), ("endless", _endless), ("silent", _silent)):
        app.router.add_get(f"/{name}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}"
    await runner.cleanup()


async def test_a_picture_is_fetched_or_done_without(address: str) -> None:
    assert await fetched(f"{address}/small") == b"x" * 1_000
    assert await fetched(f"{address}/small", most=999) is None
    assert await fetched(f"{address}/endless", most=50_000) is None
    assert await fetched(f"{address}/silent", patience_s=0.05) is None
    assert await fetched(f"{address}/missing") is None
    assert await fetched("http://127.0.0.1:9/") is None
