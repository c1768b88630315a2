"""Sockets and sessions that break during a flood."""

from __future__ import annotations

import asyncio

from tests.chaos.equality import compared, settled
from tests.chaos.figure import Figure
from tests.chaos.stage import Stage

RATE = 500
CHANNELS = 20
KINDS = ("dropped", "forgotten")


async def run(stage: Stage) -> list[Figure]:
    """Let each kind of trouble come a few times while people write; compare with the truth."""
    figures: list[Figure] = []
    double = stage.double
    made = await double.guild(members=200, channels=CHANNELS)
    async with stage.bot():
        await double.wait_for("connected")
        for kind in KINDS:
            chance = stage.chance(kind)
            times = stage.size(2, 10)
            flood = await double.flood(made.channels, RATE, seconds=times * 3.0, people=200)
            for _ in range(times):
                await asyncio.sleep(chance.uniform(0.3, 2.5))
                await _break(stage, kind)
            await double.flooded(flood)
            await double.wait_for("connected")
            await settled(stage)
            figures += await compared(stage, f"gateway {kind}, {stage.dialect}")
    return figures


async def _break(stage: Stage, kind: str) -> None:
    if kind == "forgotten":
        await stage.double.fault("forget_sessions")
    await stage.double.fault("drop", code=4000)
