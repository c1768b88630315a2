"""The event loop goes on turning: reports, charts and a million rows beside a flood."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from typing import Any, cast

import aiohttp
from sqlalchemy import Table, func, select

from bot.db import Database
from bot.ledger.facts import MessageFact
from bot.ledger.models import Message, ProjectionState
from bot.ledger.store import TABLES
from tests.bench.community import GUILD, Community, fill
from tests.bench.database import made_up
from tests.bench.loading import load
from tests.chaos.figure import Figure, at_least, at_most, exactly
from tests.chaos.loop_watch import METRIC
from tests.chaos.stage import Stage
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild

RATE = 500
LONGEST_MS = 50
_REBUILT_S = 180.0
_LAG = re.compile(rf"^{METRIC} (\S+)$", re.MULTILINE)


async def run(stage: Stage) -> list[Figure]:
    """Let a rebuild read a million facts and managers ask for reports while people write."""
    double, name = stage.double, f"busy loop, {stage.dialect}"
    members, facts = stage.size(300, 20_000), stage.size(10_000, 1_000_000)
    await fill(stage.database_url, Community(members))
    talkative = (await double.guild(members=200, channels=20, id=GUILD)).channels
    old = await double.guild(members=10)
    await load(stage.database_url, [(cast("Table", Message.__table__), _rows(old.id, facts))])
    async with stage.bot(extension="tests.chaos.loop_watch") as bot:
        flood = await double.flood(talkative, RATE, seconds=stage.size(6.0, 60.0), people=200)
        reports = await _reports(stage, talkative[0])
        rebuilt = await _rebuilt(stage, old)
        flooded = await double.flooded(flood)
        lost = await _missing(stage, talkative, flooded["made"])
        lag_ms = await _longest_ms(bot)
    return [
        at_least(f"{name}: facts read by a rebuild", facts if rebuilt else 0, facts),
        at_least(f"{name}: reports with their charts", reports, stage.size(2, 10)),
        exactly(f"{name}: messages lost", lost, 0),
        _lag(stage, f"{name}: longest lag of the loop, ms", lag_ms),
    ]


def _lag(stage: Stage, name: str, lag_ms: float) -> Figure:
    # In the tests other processes have the cores as well: there the lag says nothing.
    if stage.full:
        return at_most(name, round(lag_ms, 1), LONGEST_MS)
    return at_least(name, round(lag_ms, 1), 0)


def _rows(guild_id: int, count: int) -> Iterator[tuple[Any, ...]]:
    to_row = TABLES[MessageFact].to_row
    return (to_row(fact) for fact in made_up(-count, count, 200, guild_id))


async def _reports(stage: Stage, channel: int) -> int:
    """Ask for reports one after the other; return how many came with their picture."""
    came = 0
    for _ in range(stage.size(2, 10)):
        answer = await stage.double.call(
            "command", channel=channel, name="report weekly", until="settled", timeout_s=60.0
        )
        pictures = [file for said in answer["messages"] for file in said.get("attachments", ())]
        came += not answer["timed_out"] and bool(pictures)
    return came


async def _rebuilt(stage: Stage, guild: MadeGuild) -> bool:
    """Wait until every projection of the guild was computed from its facts."""
    ends = time.monotonic() + _REBUILT_S
    database = await Database.open(stage.database_url)
    try:
        while time.monotonic() < ends:
            async with database.read() as connection:
                current = await connection.scalar(
                    select(func.count())
                    .select_from(ProjectionState)
                    .where(ProjectionState.guild_id == guild.id)
                )
            if current:
                return True
            await asyncio.sleep(0.3)
    finally:
        await database.close()
    return False


async def _missing(stage: Stage, channels: list[int], made: int) -> int:
    """Wait until what was said is in the ledger; return how many messages are not."""
    ends = time.monotonic() + 60
    database = await Database.open(stage.database_url)
    found = 0
    try:
        while found < made and time.monotonic() < ends:
            async with database.read() as connection:
                found = (
                    await connection.scalar(
                        select(func.count())
                        .select_from(Message)
                        .where(Message.guild_id == GUILD, Message.channel_id.in_(channels))
                    )
                    or 0
                )
            await asyncio.sleep(0.3)
    finally:
        await database.close()
    return made - found


async def _longest_ms(bot: BotProcess) -> float:
    address = f"http://127.0.0.1:{bot.health_port}/metrics"
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        found = _LAG.search(await response.text())
    if found is None:
        raise RuntimeError("the loop was not watched")
    return 1_000 * float(found[1])
