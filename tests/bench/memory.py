"""Memory of the bot's process with a server's members in its cache, after many messages."""

from __future__ import annotations

from tests.bench import corpus
from tests.bench.cpu import GATE
from tests.bench.figure import Figure, at_most
from tests.bench.processes import rss_mb
from tests.bench.scale import Scale
from tests.bench.stage import bot

RATE = 4_000


async def run(scale: Scale) -> list[Figure]:
    """Measure with 10,000 and with 100,000 members."""
    messages = scale.size(2_000, 200_000)
    _, words = corpus.texts()
    how = f"resident after {messages:,} messages at {RATE:,}/s, everything on, one run; {words}"
    figures = []
    for members, limit in ((10_000, 150), (100_000, 300)):
        used = await used_mb(scale, members if scale.full else members // 100, messages)
        figures.append(at_most(f"memory, {members:,} members", used, "MB", how, limit))
    return figures


async def used_mb(scale: Scale, members: int, messages: int) -> float:
    """Return the resident megabytes after ``messages`` messages by all the ``members``."""
    async with bot(scale.folder / f"memory-{members}", members=members, extension=GATE) as client:
        await client.flood(messages, RATE, people=members)
        return rss_mb(client.pid)
