from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.receipts import Receipts


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A server that answers a callback with the status that its token names; 0 cuts it off."""

    async def answer(request: web.Request) -> web.Response:
        status = int(request.match_info["token"])
        if not status and request.transport is not None:
            request.transport.abort()
        return web.Response(status=status or 200)

    application = web.Application()
    application.router.add_post("/api/v10/interactions/{id}/{token}/callback", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}/api/v10/interactions"
    await runner.cleanup()


@pytest.mark.parametrize(("status", "lost"), [(204, False), (400, False), (502, True), (0, True)])
async def test_an_answer_without_a_clear_reply_may_have_arrived(
    address: str, status: int, lost: bool
) -> None:
    receipts = Receipts()
    async with aiohttp.ClientSession(trace_configs=[receipts.trace]) as session:
        try:
            async with session.post(f"{address}/12345/{status}/callback"):
                pass
        except aiohttp.ClientError:
            assert not status

    assert receipts.lost(12345) is lost
    assert not receipts.lost(1)
