"""Sockets and sessions that break during a flood."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable

from tests.chaos.aside import aside
from tests.chaos.equality import compared, settled
from tests.chaos.figure import Figure, at_least
from tests.chaos.kills import CHANNELS, RATE, RECOVER_RATE
from tests.chaos.stage import Stage
from tests.wire.double import WireDouble

# Discord's interval is 41 s and the setting 50 s: the same in small, but more than the 5 s that
# discord.py waits before it identifies again, without reading.
HEARTBEAT_S = 1.0
HEARTBEAT_TIMEOUT_S = "6"
# discord.py waits longer with every connection that is refused.
PATIENCE_S = 120.0

Fault = Callable[[WireDouble, random.Random], Awaitable[None]]


async def _dropped(double: WireDouble, chance: random.Random) -> None:
    await double.fault("drop", code=chance.choice([None, 1012, 4000]))


async def _forgotten(double: WireDouble, _chance: random.Random) -> None:
    await double.fault("forget_sessions")


async def _reconnect(double: WireDouble, _chance: random.Random) -> None:
    await double.fault("reconnect")


async def _invalid(double: WireDouble, chance: random.Random) -> None:
    await double.fault("invalidate", resumable=chance.random() < 0.5)


async def _silent(double: WireDouble, _chance: random.Random) -> None:
    await double.fault("silence")


async def _zombie(double: WireDouble, chance: random.Random) -> None:
    await double.fault("silence")
    # What the connection did not bring is not replayed either.
    await asyncio.sleep(chance.uniform(0.5, 2.0))
    await double.fault("lose_sessions")


async def _away(double: WireDouble, chance: random.Random) -> None:
    await double.fault("gateway_outage", seconds=chance.uniform(1.0, 3.0))
    if chance.random() < 0.5:
        await double.fault("lose_sessions")


async def _twice(double: WireDouble, _chance: random.Random) -> None:
    await double.fault("duplicate", times=300)


async def _shuffled(double: WireDouble, chance: random.Random) -> None:
    async with double.shuffled():
        await asyncio.sleep(chance.uniform(0.2, 1.0))


FAULTS: dict[str, Fault] = {
    "dropped": _dropped,
    "forgotten": _forgotten,
    "reconnect": _reconnect,
    "invalid": _invalid,
    "silent": _silent,
    "zombie": _zombie,
    "outage": _away,
    "twice": _twice,
    "shuffled": _shuffled,
}


# Those that the short form plays: a session resumed, one lost, and what Discord does not promise.
SHORT = ("reconnect", "forgotten", "silent", "twice", "shuffled")


async def run(stage: Stage) -> list[Figure]:
    """Let each kind of trouble come a few times while people write; compare with the truth."""
    double = stage.double
    times = stage.size(1, 2)
    await double.call("configure", heartbeat_interval_s=HEARTBEAT_S)
    made = await double.guild(members=200, channels=CHANNELS)
    chance = stage.chance("gateway")
    settings = {
        "ledger__recover_rate": RECOVER_RATE,
        "discord__heartbeat_timeout_s": HEARTBEAT_TIMEOUT_S,
    }
    async with stage.bot(**settings):
        await double.wait_for("connected")
        flood = await double.flood(made.channels, RATE, people=200, reply_every=7)
        async with aside(double, made, chance) as people:
            for fault in stage.size(SHORT, tuple(FAULTS)) * times:
                await double.wait_for("connected", PATIENCE_S)
                await asyncio.sleep(chance.uniform(0.1, stage.size(0.5, 2.0)))
                await FAULTS[fault](double, chance)
        await double.flooded(flood, stop=True)
        await double.wait_for("connected", PATIENCE_S)
        await settled(stage, 90)
        name = f"gateway faults, {stage.dialect}"
        figures = await compared(stage, name, people.parents)
    log = [entry["what"] for entry in await double.call("gateway_log")]
    return [
        at_least(f"{name}: sessions resumed", log.count("resumed"), 2 * times),
        at_least(f"{name}: sessions begun anew", log.count("identified"), times + 1),
        *figures,
    ]
