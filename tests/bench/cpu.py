"""CPU a message in the bot's process, over that of discord.py alone.

The clients run at the same time, each with a double of its own, and are flooded in turn, so
that all meet the same moods of the machine.
"""

from __future__ import annotations

from contextlib import AsyncExitStack

from tests.bench import corpus
from tests.bench.figure import Figure, at_most, middle, shown
from tests.bench.scale import Scale
from tests.bench.stage import Listening, bot, plain

GATE = "tests.bench.gate"


async def run(scale: Scale) -> list[Figure]:
    """Measure with everything on, and with sentiment off."""
    _, words = corpus.texts()
    count = scale.size(2_000, 20_000)
    async with AsyncExitStack() as stack:
        clients: dict[str, Listening] = {
            "plain": await stack.enter_async_context(plain()),
            "all": await stack.enter_async_context(bot(scale.folder / "all", extension=GATE)),
            "without": await stack.enter_async_context(
                bot(scale.folder / "without", extension=GATE, sentiment__enabled="false")
            ),
        }
        for client in clients.values():
            await client.flood(scale.size(500, 5_000))  # what is loaded when first needed
        cost: dict[str, list[float]] = {name: [] for name in clients}
        for _ in range(scale.repetitions):
            for name, client in clients.items():
                cpu, _elapsed = await client.flood(count)
                cost[name].append(cpu / count * 1e6)
    ratios = {
        name: middle(mine / base for mine, base in zip(cost[name], cost["plain"], strict=True))
        for name in ("all", "without")
    }
    how = f"over discord.py alone; {words}"
    return [
        shown("CPU a message of discord.py alone", middle(cost["plain"]), "µs", words),
        at_most("CPU a message, everything on", ratios["all"], "×", how, 2.6),
        at_most("CPU a message, sentiment off", ratios["without"], "×", how, 2.2),
    ]
