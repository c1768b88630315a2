"""How fast, how large: ``python -m tests.bench [GROUP …]``.

Prints a table and writes ``build/bench.json``; ends with 1 where a figure misses its target.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import uvloop

from bot.ops.garbage import calmed
from tests.bench.figure import Figure, table, write
from tests.bench.groups import GROUPS
from tests.bench.scale import Scale

RESULT = Path("build/bench.json")


def main(chosen: list[str]) -> int:
    """Measure the groups named, or all; return the exit code."""
    unknown = sorted(set(chosen) - set(GROUPS))
    if unknown:
        sys.stderr.write(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}\n")
        return 2
    figures: list[Figure] = []
    began = time.monotonic()
    for name in chosen or GROUPS:
        since = time.monotonic()
        # The loop and the collector's settings are those of the bot.
        with (
            tempfile.TemporaryDirectory(prefix="steward-bench-") as folder,
            asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
            calmed(),
        ):
            found = runner.run(GROUPS[name](Scale(Path(folder))))
        figures += found
        print(f"{table(found)}\n  {name} took {time.monotonic() - since:.0f} s\n", flush=True)
    write(figures, RESULT)
    minutes = (time.monotonic() - began) / 60
    missed = [figure.name for figure in figures if not figure.ok]
    print(f"{len(figures)} figures in {minutes:.1f} min, {len(missed)} missed: {RESULT}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
