"""kill -9 at random moments of a flood."""

from __future__ import annotations

import asyncio

from tests.chaos.equality import compared, settled
from tests.chaos.figure import Figure, at_least, at_most
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms

RATE = 500
CHANNELS = 20


async def run(stage: Stage) -> list[Figure]:
    """Kill the bot again and again while people write; then compare with the truth."""
    double, kills = stage.double, stage.size(2, 20)
    made = await double.guild(members=200, channels=CHANNELS)
    chance = stage.chance("kills")
    async with stage.bot() as bot:
        await double.wait_for("connected")
        flood = await double.flood(made.channels, RATE, seconds=kills * 3.0, people=200)
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.3, 2.5))
            await bot.kill()
            await bot.start(ready=False)
        made_in = await double.flooded(flood)
        await double.wait_for("connected")
        await settled(stage)
        name = f"kills, {stage.dialect}"
        figures = await compared(stage, name)
        await assert_conforms(double)
        stopped_s = await bot.stop()
    return [
        at_least(f"{name}: messages a second", made_in["made"] / made_in["seconds"], RATE * 0.99),
        *figures,
        at_most(f"{name}: seconds to stop", round(stopped_s, 2), 5),
    ]
