"""A double for each test, and discord.py pointed at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import discord
import pytest
import yarl

from tests.wire.double import WireDouble
from tests.wire.double_process import DoubleProcess


@pytest.fixture(scope="session")
def double_process() -> Iterator[DoubleProcess]:
    """A process that tests have in turn: each finds it empty."""
    process = DoubleProcess()
    yield process
    process.stop()


@pytest.fixture
async def double(
    double_process: DoubleProcess, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[WireDouble]:
    """An empty Discord; clients of discord.py in this process go there."""
    async with WireDouble.start(double_process) as started:
        point(monkeypatch, started)
        yield started


def point(monkeypatch: pytest.MonkeyPatch, double: WireDouble) -> None:
    """Send clients of discord.py in this process to ``double``."""
    monkeypatch.setattr(discord.http.Route, "BASE", double.rest)
    socket = discord.gateway.DiscordWebSocket
    monkeypatch.setattr(socket, "DEFAULT_GATEWAY", yarl.URL(double.gateway))
