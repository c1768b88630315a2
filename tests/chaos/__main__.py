"""Every scenario in full, on both databases: ``python -m tests.chaos [SCENARIO …]``.

Prints a table and writes ``build/chaos.json``; ends with 1 where a figure misses its target.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.chaos.figure import Figure, exactly, table, write
from tests.chaos.scenarios import SCENARIOS
from tests.chaos.stage import Stage
from tests.plugins import databases
from tests.wire.double import WireDouble

RESULT = Path("build/chaos.json")
DIALECTS = ("sqlite", "postgresql")
# One that measures how long something takes has the cores for itself, and one that turns
# discord.py of this process to its double has that.
ALONE = {"busy-loop", "rate-limits"}


def main(chosen: list[str]) -> int:
    """Play the scenarios named, or all; return the exit code."""
    unknown = sorted(set(chosen) - set(SCENARIOS))
    if unknown:
        sys.stderr.write(f"no scenario {', '.join(unknown)}; there are {', '.join(SCENARIOS)}\n")
        return 2
    figures: list[Figure] = []
    began = time.monotonic()
    for name in chosen or SCENARIOS:
        since = time.monotonic()
        found = play_on_both(name)
        figures += found
        print(f"{table(found)}\n  took {time.monotonic() - since:.0f} s\n", flush=True)
    write(figures, RESULT)
    minutes = (time.monotonic() - began) / 60
    missed = [figure.name for figure in figures if not figure.ok]
    print(f"{len(figures)} figures in {minutes:.1f} min, {len(missed)} missed: {RESULT}")
    return 1 if missed else 0


def play_on_both(name: str) -> list[Figure]:
    """Play one scenario in full on both databases, side by side unless it measures the loop."""
    workers = 1 if name in ALONE else len(DIALECTS)
    with ThreadPoolExecutor(workers) as pool:
        played = pool.map(lambda dialect: play(name, dialect, full=True), DIALECTS)
        return [figure for figures in played for figure in figures]


def play(name: str, dialect: str, *, full: bool) -> list[Figure]:
    """Play one scenario on a database of its own; a scenario that raises is a failed figure."""
    with tempfile.TemporaryDirectory(prefix="steward-chaos-") as folder:
        try:
            if dialect == "sqlite":
                url = databases.new_sqlite(Path(folder))
                return asyncio.run(_play(name, url, Path(folder), None, full=full))
            with databases.postgres_server(durable=True) as server:
                url = server.create()
                databases.migrate(url)
                return asyncio.run(_play(name, url, Path(folder), server, full=full))
        except Exception:  # noqa: BLE001 - the other scenarios go on; this one has failed
            traceback.print_exc()
            return [exactly(f"{name}, {dialect}: ended with an error", 1, 0)]


async def _play(
    name: str, url: str, folder: Path, server: databases.Postgres | None, *, full: bool
) -> list[Figure]:
    async with WireDouble.start() as double:
        return await SCENARIOS[name](Stage(double, url, folder, full, server))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
