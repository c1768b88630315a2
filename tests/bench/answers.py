"""How soon a slash command is answered while people write a thousand messages a second."""

from __future__ import annotations

import asyncio

from tests.bench import corpus
from tests.bench.cpu import GATE
from tests.bench.figure import Figure, at_most, middle
from tests.bench.scale import Scale
from tests.bench.stage import Listening, bot

RATE = 1_000
_PAUSE_S = 0.1
_REPORT_EVERY = 20


async def run(scale: Scale) -> list[Figure]:
    """Ask for the findings again and again, and now and then for the report with its charts."""
    seconds = scale.size(1.0, 12.0)
    _, words = corpus.texts()
    async with bot(scale.folder / "bot", extension=GATE) as client:
        await client.flood(scale.size(500, 5_000))
        slowest = [_p99(await waits_ms(client, seconds)) for _ in range(scale.repetitions)]
    how = f"p99, received to first response, at {RATE:,} messages/s; {words}"
    return [at_most("slash command answered", middle(slowest), "ms", how, 300)]


async def waits_ms(client: Listening, seconds: float) -> list[float]:
    """Return how long each answer took while messages come."""
    double, channel = client.double, client.guild.channels[0]
    flood = await double.flood(client.guild.channels, RATE, seconds=seconds, people=200)
    waits = []
    for number in range(int(seconds / _PAUSE_S)):
        name = "report weekly" if number % _REPORT_EVERY == 0 else "doctor"
        answer = await double.call("command", channel=channel, name=name)
        waits.append(float("inf") if answer["timed_out"] else answer["first_ms"])
        await asyncio.sleep(_PAUSE_S)
    await double.flooded(flood, stop=True)
    return waits


def _p99(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]
