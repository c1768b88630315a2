"""How many messages a second one process on SQLite keeps up with, none lost or miscounted."""

from __future__ import annotations

from tests.bench import corpus
from tests.bench.cpu import GATE
from tests.bench.figure import Figure, at_least, at_most, middle
from tests.bench.scale import Scale
from tests.bench.stage import bot
from tests.chaos.equality import compared
from tests.chaos.stage import Stage


async def run(scale: Scale) -> list[Figure]:
    """Flood as fast as the bot reads; the clock stops when the last message is written."""
    count = scale.size(2_000, 40_000)
    _, words = corpus.texts()
    async with bot(scale.folder / "bot", extension=GATE) as client:
        await client.flood(scale.size(500, 5_000))
        rates = []
        for _ in range(scale.repetitions):
            _cpu, elapsed = await client.flood(count)
            rates.append(count / elapsed)
        stage = Stage(client.double, f"sqlite:///{client.database}", scale.folder, scale.full)
        wrong = sum(figure.value for figure in await compared(stage, "sustained"))
    how = f"first said to last written, one process, SQLite; {words}"
    return [
        at_least("messages a second, sustained", middle(rates), "/s", how, 4_000),
        at_most("what differs from the truth then", wrong, "rows", "ledger and figures", 0),
    ]
