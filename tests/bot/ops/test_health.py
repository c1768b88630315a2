from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot import __version__
from bot.clock import ManualClock
from bot.errors import OperatorError
from bot.ops.health import HealthServer
from bot.ops.metrics import Metrics

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
async def server(clock: ManualClock) -> AsyncIterator[HealthServer]:
    async with HealthServer("127.0.0.1", 0, Metrics(), clock) as server:
        yield server


async def fine() -> str | None:
    return None


async def get_json(server: HealthServer, path: str) -> tuple[int, Any]:
    url = f"http://127.0.0.1:{server.port}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.json()


async def test_healthz_tells_that_the_process_lives(
    server: HealthServer, clock: ManualClock
) -> None:
    clock.set(START + timedelta(minutes=2))

    status, body = await get_json(server, "/healthz")

    assert status == 200
    assert body["alive"] is True
    assert body["version"] == __version__
    assert body["uptime_s"] == 120


async def test_healthz_fails_where_the_loop_turns_too_slowly(
    server: HealthServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ops.health._TURN_LIMIT_S", 0.0)

    status, body = await get_json(server, "/healthz")

    assert status == 503
    assert body["alive"] is False


async def test_readyz_is_fine_while_every_check_is(server: HealthServer) -> None:
    server.add_check("database", fine)
    server.add_check("gateway", fine)

    assert await get_json(server, "/readyz") == (
        200,
        {"ready": True, "checks": {"database": "ok", "gateway": "ok"}},
    )


async def test_readyz_without_checks_is_ready(server: HealthServer) -> None:
    assert await get_json(server, "/readyz") == (200, {"ready": True, "checks": {}})


async def test_readyz_gives_the_reason_of_what_fails(server: HealthServer) -> None:
    async def away() -> str | None:
        return "not connected"

    server.add_check("database", fine)
    server.add_check("gateway", away)

    assert await get_json(server, "/readyz") == (
        503,
        {"ready": False, "checks": {"database": "ok", "gateway": "not connected"}},
    )


async def test_a_check_that_raises_fails_without_telling_its_text(server: HealthServer) -> None:
    async def broken() -> str | None:
        raise ConnectionError("postgresql://steward:pw@db")

    server.add_check("database", broken)

    status, body = await get_json(server, "/readyz")

    assert status == 503
    assert body["checks"] == {"database": "raised ConnectionError"}


@pytest.mark.parametrize("stubborn", [False, True])
async def test_a_check_that_hangs_fails_in_time(
    server: HealthServer, monkeypatch: pytest.MonkeyPatch, stubborn: bool
) -> None:
    monkeypatch.setattr("bot.ops.health._CHECK_LIMIT_S", 0.05)
    release = asyncio.Event()

    async def hangs() -> str | None:
        try:
            await release.wait()
        except asyncio.CancelledError:
            if not stubborn:
                raise
            await release.wait()
        return None

    server.add_check("database", hangs)
    server.add_check("gateway", fine)

    async with asyncio.timeout(1):
        status, body = await get_json(server, "/readyz")

    release.set()
    assert status == 503
    assert body["checks"] == {"database": "no answer within 0.05 s", "gateway": "ok"}


async def test_a_check_whose_work_is_cancelled_fails(server: HealthServer) -> None:
    async def cancelled() -> str | None:
        raise asyncio.CancelledError

    server.add_check("database", cancelled)

    assert await get_json(server, "/readyz") == (
        503,
        {"ready": False, "checks": {"database": "was cancelled"}},
    )


async def test_a_change_is_logged_once(server: HealthServer) -> None:
    answers = iter([RuntimeError("boom"), RuntimeError("boom"), "slow", None, None])

    async def varies() -> str | None:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    server.add_check("database", varies)

    with capture_logs() as logs:
        for _ in range(5):
            await get_json(server, "/readyz")

    assert [entry["event"] for entry in logs] == [
        "readiness check raised",
        "readiness check fails",
        "readiness check is fine again",
    ]


async def test_metrics_are_served_as_prometheus_reads_them(clock: ManualClock) -> None:
    metrics = Metrics()
    metrics.guilds.set(4)

    async with (
        HealthServer("127.0.0.1", 0, metrics, clock) as server,
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{server.port}/metrics") as response,
    ):
        text = await response.text()

    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "steward_guilds 4.0" in text


async def test_without_a_port_nothing_is_served(clock: ManualClock) -> None:
    async with HealthServer("127.0.0.1", None, Metrics(), clock) as server:
        assert server.port is None


async def test_a_name_is_given_to_one_check(server: HealthServer) -> None:
    server.add_check("database", fine)

    with pytest.raises(ValueError, match="'database'"):
        server.add_check("database", fine)


async def test_it_is_started_once_and_can_start_again(clock: ManualClock) -> None:
    server = HealthServer("127.0.0.1", 0, Metrics(), clock)
    await server.start()

    with pytest.raises(RuntimeError, match="already"):
        await server.start()

    await server.stop()
    await server.stop()
    assert server.port is None
    await server.start()
    assert (await get_json(server, "/healthz"))[0] == 200
    await server.stop()


async def test_a_port_in_use_is_one_clear_sentence(clock: ManualClock) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(OperatorError) as caught:
            await HealthServer("127.0.0.1", port, Metrics(), clock).start()

    assert str(caught.value) == (
        f"The health endpoint cannot listen: port {port} on 127.0.0.1 is in use. "
        "Change ops.health_host or ops.health_port, or set ops.health to false."
    )


async def test_an_address_of_another_machine_is_refused(clock: ManualClock) -> None:
    # 192.0.2.0/24 is set aside for documentation (RFC 5737): no machine has it.
    with pytest.raises(OperatorError, match=r"cannot listen on 192\.0\.2\.1, port 0: .+ Change"):
        await HealthServer("192.0.2.1", 0, Metrics(), clock).start()


async def test_a_probe_in_flight_does_not_delay_the_stop(clock: ManualClock) -> None:
    async def hangs() -> str | None:
        await asyncio.Event().wait()
        return None

    server = HealthServer("127.0.0.1", 0, Metrics(), clock)
    server.add_check("database", hangs)
    await server.start()
    probe = asyncio.create_task(get_json(server, "/readyz"))
    await asyncio.sleep(0.05)
    loop = asyncio.get_running_loop()
    before = loop.time()

    await server.stop()

    assert loop.time() - before < 2.5
    await asyncio.gather(probe, return_exceptions=True)
