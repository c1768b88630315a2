"""A backup that is made during a flood, restored, and held against its own facts."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.client import Steward, create_bot
from bot.config import load_settings
from tests.chaos.equality import projected, rows
from tests.chaos.figure import Figure, at_least, at_most, exactly
from tests.chaos.stage import Stage
from tests.plugins.databases import Postgres
from tests.wire.double_process import ROOT

RATE = 500
CHANNELS = 20
_COPY_S = 60.0


async def run(stage: Stage) -> list[Figure]:
    """Copy the database while people write, by the documented commands; look into the copy."""
    double = stage.double
    made = await double.guild(members=200, channels=CHANNELS)
    copies = stage.size(1, 5)
    loop = asyncio.get_running_loop()
    name = f"backup, {stage.dialect}"
    slowest, figures = 0.0, []
    async with stage.bot():
        await double.wait_for("connected")
        await double.flooded(
            await double.flood(made.channels, 2_000, count=stage.size(2_000, 40_000))
        )
        flood = await double.flood(made.channels, RATE, seconds=copies * 4.0 + 1.0, people=200)
        restored: list[str] = []
        for number in range(copies):
            await asyncio.sleep(1.0)
            began = loop.time()
            restore = await _copied(stage, stage.folder / f"copy{number}")
            slowest = max(slowest, loop.time() - began)
            restored.append(await restore())
        await double.flooded(flood)
        truth = set((await double.truth()).rows())
    for number, url in enumerate(restored):
        figures += await _held(f"{name}, copy {number + 1}", url, truth)
    return [at_most(f"{name}: slowest copy, s", round(slowest, 1), _COPY_S), *figures]


async def _copied(stage: Stage, file: Path) -> Callable[[], Awaitable[str]]:
    """Make the copy; return what restores it and gives the URL of the result."""
    if stage.postgres is None:
        await _command(stage.database_url, sys.executable, "-m", "bot", "backup", str(file))

        async def in_place() -> str:
            return f"sqlite:///{file}"

        return in_place
    server = stage.postgres
    programs = server.binaries
    dump = f"--file={file}"
    url = stage.database_url
    await _command(url, str(programs / "pg_dump"), "--format=custom", dump, f"--dbname={url}")

    async def into_another() -> str:
        fresh = await asyncio.to_thread(_fresh, server)
        options = ("--clean", "--if-exists", "--exit-on-error", f"--dbname={fresh}")
        await _command(fresh, str(programs / "pg_restore"), *options, str(file))
        return fresh

    return into_another


def _fresh(server: Postgres) -> str:
    return server.create(template="template0")


async def _command(database_url: str, *words: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *words,
        cwd=ROOT,
        env=os.environ | {"STEWARD_DATABASE_URL": database_url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(_COPY_S):
        said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{words[0]} ended with {process.returncode}: {said.decode()}")


async def _held(name: str, url: str, truth: set[Any]) -> list[Figure]:
    """Hold a restored database against the truth and against what its own facts give."""
    have = set(await rows(url))
    async with create_bot(load_settings(database_url=url)) as bot:
        await bot.open()
        damage = await _damage(bot)
        kept, differing = 0, 0
        for guild_id in await bot.ledger.guilds():
            before = await projected(bot, guild_id)
            await bot.ledger.rebuild(guild_id)
            kept += len(before)
            differing += len(before ^ await projected(bot, guild_id))
    return [
        at_least(f"{name}: messages in it", len(have), 1),
        exactly(f"{name}: messages made up", len(have - truth), 0),
        exactly(f"{name}: damage found", damage, 0),
        at_least(f"{name}: rows of figures", kept, 1),
        exactly(f"{name}: figures that its facts do not give", differing, 0),
    ]


async def _damage(bot: Steward) -> int:
    if bot.database.dialect != "sqlite":
        return 0  # pg_restore has built every index and constraint anew
    async with bot.database.read() as connection:
        found = (await connection.scalars(text("PRAGMA integrity_check"))).all()
    return sum(line != "ok" for line in found)
