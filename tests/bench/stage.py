"""A double, a client that listens to it, and floods whose end is known."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from tests.bench import corpus
from tests.bench.processes import calm, cpu_s
from tests.plugins.databases import new_sqlite
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild, WireDouble
from tests.wire.double_process import ROOT

CHANNELS = 20
_PATIENCE_S = 120.0


class Listening:
    """A process that hears a double; ``database`` is the bot's SQLite file, None for others."""

    def __init__(
        self, double: WireDouble, guild: MadeGuild, pid: int, database: Path | None
    ) -> None:
        self.double = double
        self.guild = guild
        self.pid = pid
        self.database = database

    async def flood(self, count: int, rate: float = 0, people: int = 200) -> tuple[float, float]:
        """Let ``count`` messages be written and wait until all are dealt with.

        ``rate`` is a second, 0 for as fast as they are read. Returns CPU seconds and elapsed
        seconds.
        """
        loop = asyncio.get_running_loop()
        before, had, began = cpu_s(self.pid), self.written(), loop.time()
        people = min(people, self.guild.member_count)
        flood = await self.double.flood(self.guild.channels, rate, count=count, people=people)
        await self.double.flooded(flood)
        await self.double.wait_for("delivered", _PATIENCE_S)
        if self.database is not None:
            await self._until_written(had + count)
        elapsed = loop.time() - began
        await calm(self.pid)
        return cpu_s(self.pid) - before, elapsed

    def written(self) -> int:
        """Return how many messages are in the bot's ledger."""
        if self.database is None:
            return 0
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT sum(messages) FROM activity_channel_day").fetchone()
        return int(row[0] or 0)

    async def _until_written(self, count: int) -> None:
        async with asyncio.timeout(_PATIENCE_S):
            while self.written() < count:  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.02)


@asynccontextmanager
async def bot(
    folder: Path,
    *,
    members: int = 200,
    extension: str | None = None,
    database_url: str | None = None,
    **settings: str,
) -> AsyncIterator[Listening]:
    """Give the bot on a server of ``members``, all of whom it knows."""
    await asyncio.to_thread(folder.mkdir)
    url = database_url or await asyncio.to_thread(new_sqlite, folder)
    async with WireDouble.start() as double:
        guild = await prepared(double, members)
        environment = double.settings(url, **settings)
        process = BotProcess(environment, folder / "bot.log", extension=extension)
        async with process:
            await double.wait_for("connected")
            await calm(process.pid)
            file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else None
            yield Listening(double, guild, process.pid, file)


@asynccontextmanager
async def plain(members: int = 200) -> AsyncIterator[Listening]:
    """Give discord.py with nothing on it."""
    async with WireDouble.start() as double:
        guild = await prepared(double, members)
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.bench.plain", double.rest, double.gateway, double.token),
            cwd=ROOT,
        )
        try:
            await double.wait_for("connected")
            await calm(process.pid)
            yield Listening(double, guild, process.pid, None)
        finally:
            process.kill()
            await process.wait()


async def prepared(double: WireDouble, members: int) -> MadeGuild:
    """Make a server, and set what people say in it."""
    said, _ = corpus.texts()
    await double.call("texts", texts=said)
    return await double.guild(members=members, channels=CHANNELS)
