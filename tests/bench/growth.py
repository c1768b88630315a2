"""How the figures grow with members and history: at 1, 10 and 100 times as much.

A whole cost (of all messages, members or servers) is held against n log n from its own first
point: ``growth`` is the share of what that curve allows that the last point takes. Memory, starts,
answers and imports hold a part that does not grow, such as the loaded code, so that their share
says less: look at the points themselves.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from math import log
from pathlib import Path

from tests.bench import start
from tests.bench.answers import waits_ms
from tests.bench.cpu import GATE
from tests.bench.database import costs_us
from tests.bench.figure import Figure, at_most, middle, shown
from tests.bench.history import filled
from tests.bench.importing import imported, write_export
from tests.bench.plot import draw
from tests.bench.processes import rss_mb
from tests.bench.scale import Scale
from tests.bench.stage import bot

TIMES = (1, 10, 100)
MEMBERS = 1_000
HISTORY = 5_000
PICTURE = Path("docs/pictures/growth.svg")
# The least of a series differs by so much from one run to the next.
_NOISE = 1.25


@dataclass(frozen=True, slots=True)
class Series:
    """``total`` has the whole cost at each of ``TIMES``; ``each`` what is shown of it."""

    name: str
    unit: str
    total: tuple[float, ...]
    each: tuple[float, ...]


async def run(scale: Scale) -> list[Figure]:
    """Measure every series; draw the picture in a full run."""
    series = [
        *await _living(scale),
        await _database(scale, "SQLite"),
        await _importing(scale),
        await _starting(scale),
    ]
    if scale.full:
        await asyncio.to_thread(draw, series, TIMES, PICTURE)
    figures = []
    for one in series:
        for times, value in zip(TIMES, one.each, strict=True):
            figures.append(shown(f"{one.name} at {times}×", value, one.unit, "one run"))
        how = f"{TIMES[-1]}× over {TIMES[0]}×, as a share of n log n"
        figures.append(at_most(f"{one.name}, growth", share_of_n_log_n(one), "×", how, _NOISE))
    return figures


def share_of_n_log_n(one: Series) -> float:
    """Return how the last total relates to what n log n makes of the first."""
    base = float(HISTORY)
    allowed = TIMES[-1] * log(base * TIMES[-1]) / log(base)
    return one.total[-1] / one.total[0] / allowed


async def _living(scale: Scale) -> list[Series]:
    """Measure a bot that lives: CPU, rate, memory and answers, with members and history."""
    count = scale.size(500, 10_000)
    cpus, rates, memory, waits = [], [], [], []
    for times in TIMES:
        folder = scale.folder / f"living-{times}"
        await asyncio.to_thread(folder.mkdir)
        url = f"sqlite:///{folder / 'steward.db'}"
        members = times * scale.size(10, MEMBERS)
        async with bot(folder / "bot", members=members, extension=GATE, database_url=url) as client:
            await filled(url, client.guild.id, times * scale.size(100, HISTORY), members)
            await client.flood(count, people=members)
            measured = [await client.flood(count, people=members) for _ in range(scale.size(1, 3))]
            cpus.append(middle(cpu for cpu, _ in measured) / count * 1e6)
            rates.append(middle(count / elapsed for _, elapsed in measured))
            memory.append(rss_mb(client.pid))
            waits.append(max(await waits_ms(client, scale.size(0.5, 5.0))))
    return [
        Series("CPU a message", "µs", _by_times(cpus), tuple(cpus)),
        Series(
            "time a message, sustained",
            "µs",
            _by_times([1e6 / r for r in rates]),
            tuple(1e6 / rate for rate in rates),
        ),
        Series("memory", "MB", tuple(memory), tuple(memory)),
        Series("slowest answer", "ms", tuple(waits), tuple(waits)),
    ]


async def _database(scale: Scale, name: str) -> Series:
    costs = []
    for times in TIMES:
        url = f"sqlite:///{scale.folder / f'database-{times}.db'}"
        people = times * scale.size(10, MEMBERS)
        await filled(url, None, times * scale.size(100, HISTORY), people)
        costs.append(middle(await costs_us(url, 3, scale.size(2, 20), people)))
    return Series(f"ledger and projections a message, {name}", "µs", _by_times(costs), tuple(costs))


async def _importing(scale: Scale) -> Series:
    seconds = []
    counts = [times * scale.size(50, HISTORY) for times in TIMES]
    for count in counts:
        export = scale.folder / f"growth-{count}.json"
        await asyncio.to_thread(write_export, export, count)
        took, _ = await imported(export, export.with_suffix(".db"))
        seconds.append(took)
    return Series("import, whole", "s", tuple(seconds), tuple(seconds))


async def _starting(scale: Scale) -> Series:
    seconds = []
    for times in TIMES:
        guilds = times * 10 if scale.full else times // 10 + 1
        _, ready = await start.seconds(scale.folder / f"growth-start-{times}", guilds)
        seconds.append(ready)
    return Series("ready with 10, 100, 1,000 servers", "s", tuple(seconds), tuple(seconds))


def _by_times(each: list[float]) -> tuple[float, ...]:
    return tuple(value * times for value, times in zip(each, TIMES, strict=True))
