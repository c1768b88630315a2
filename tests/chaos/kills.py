"""kill -9 at random moments of a flood: while it runs, starts, and reads history."""

from __future__ import annotations

import asyncio
import random

from tests.chaos.aside import aside
from tests.chaos.equality import compared, settled
from tests.chaos.figure import Figure, at_least, at_most, exactly
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess

RATE = 500
CHANNELS = 20
# Alone on its token, so that what is missed is read soon.
RECOVER_RATE = "40"


async def run(stage: Stage) -> list[Figure]:
    """Kill the bot again and again while people write; then compare with the truth."""
    double, kills = stage.double, stage.size(2, 20)
    made = await double.guild(members=200, channels=CHANNELS)
    chance = stage.chance("kills")
    async with stage.bot(ledger__recover_rate=RECOVER_RATE) as bot:
        await double.wait_for("connected")
        flood = await double.flood(made.channels, RATE, people=200, reply_every=7)
        async with aside(double, made, chance) as people:
            for number in range(kills):
                await _moment(stage, bot, chance, number)
                await bot.kill()
                await bot.start(ready=False)
        made_in = await double.flooded(flood, stop=True)
        await double.wait_for("connected", 60)
        await settled(stage, 90)
        name = f"kills, {stage.dialect}"
        figures = await compared(stage, name, people.parents)
        await assert_conforms(double)
        stopped_s = await bot.stop()
    return [
        exactly(f"{name}: kills", kills, stage.size(2, 20)),
        at_least(f"{name}: messages a second", made_in["made"] / made_in["seconds"], RATE * 0.99),
        *figures,
        at_most(f"{name}: seconds to stop", round(stopped_s, 2), 5),
    ]


async def _moment(stage: Stage, bot: BotProcess, chance: random.Random, number: int) -> None:
    """Wait for a moment to kill at: in turn while it reads history, starts, and runs."""
    phase = number % 3
    if phase == 1:
        await asyncio.sleep(chance.uniform(0.05, 1.5))
        return
    await bot.wait_ready()
    await stage.double.wait_for("connected")
    await asyncio.sleep(chance.uniform(0.0, 2.5) if phase == 0 else chance.uniform(1.0, 4.0))
