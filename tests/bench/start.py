"""From READY to the last GUILD_CREATE handled, as the health endpoint tells it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.bench.figure import Figure, at_most, middle, shown
from tests.bench.scale import Scale
from tests.wire.bot_process import BotProcess
from tests.wire.double import WireDouble

_STEP_S = 0.01
MEMBERS = 100


async def run(scale: Scale) -> list[Figure]:
    """Measure with one server and with a thousand."""
    figures = []
    for guilds, limit in ((1, 2), (1_000, 10)):
        count = guilds if scale.full else min(guilds, 20)
        times = [
            await seconds(scale.folder / f"start-{guilds}-{number}", count)
            for number in range(scale.repetitions)
        ]
        words = f"{guilds:,} server" + ("s" if guilds > 1 else "")
        ready = middle(ready for _, ready in times)
        name = f"ready, {words}"
        figures.append(at_most(name, ready, "s", "READY to /readyz; no waiting for members", limit))
        began = middle(began for began, _ in times)
        figures.append(shown(f"process to READY, {words}", began, "s", "a new database included"))
    return figures


async def seconds(folder: Path, guilds: int) -> tuple[float, float]:
    """Return the seconds from the process' start to READY, and from there to being ready."""
    await asyncio.to_thread(folder.mkdir)
    loop = asyncio.get_running_loop()
    async with WireDouble.start() as double:
        await double.guilds(guilds, members=MEMBERS, channels=10)
        settings = double.settings(f"sqlite:///{folder / 'steward.db'}")
        process = BotProcess(settings, folder / "bot.log")
        began = loop.time()
        await process.start(ready=False)
        try:
            while not (await double.status())["sessions"]:  # noqa: ASYNC110 - the double is asked
                await asyncio.sleep(_STEP_S)
            identified = loop.time()
            await process.wait_ready()
            return identified - began, loop.time() - identified
        finally:
            await process.kill()
