"""A long history, interrupted; channels that vanish or close; a buffer that overflows."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import func, select, text

from bot.db import Database
from bot.ledger.models import Message
from tests.chaos.equality import compared, settled
from tests.chaos.figure import Figure, at_least, at_most, exactly
from tests.chaos.kills import RATE, RECOVER_RATE
from tests.chaos.stage import Stage
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

_FORUM, _PRIVATE_THREAD = 15, 12
_PAGE = 100
# How much is said before the bot comes, in the tests and in full.
_LONG = (2_500, 40_000)
# Pages that are read again at most: those since the last note of how far it was, and the page
# at the end.
_AGAIN = 11
# What is younger than half a minute when the newest message is said is always read again: in
# the full form the long history is older.
_HALF_A_MINUTE_S = 35
# The smallest that the setting allows.
_BUFFER = 1_000


async def run(stage: Stage) -> list[Figure]:
    """Let a new bot read what was said before it came, and interrupt it; then fill its buffer."""
    double = stage.double
    made = await double.guild(members=200, channels=5)
    parents = await _history(stage, made)
    bot = stage.bot(ledger__recover_rate=RECOVER_RATE, ledger__buffer_limit=str(_BUFFER))
    name = f"recovery, {stage.dialect}"
    async with bot:
        await _until_written(stage, 1_000)
        await bot.kill()
        # Discord tells nobody of this: the bot finds out when it reads on.
        await double.call("vanish", channel=made.channels[3])
        closed = f"/channels/{made.channels[4]}/messages"
        await double.fault("rest_fault", method="GET", path=closed, status=403, code=50001)
        await double.fault("rest_fault", method="GET", path="/messages", times=2, cut=True)
        await bot.start()
        await settled(stage, 90)
        figures = await compared(stage, f"{name}, interrupted", parents)
        if stage.full:
            again = await _pages(stage, made.channels[0]) - _LONG[1] // _PAGE
            figures.append(at_most(f"{name}: pages of history read again", again, _AGAIN))
        figures.append(
            at_most(
                f"{name}: requests for history in one second",
                await _busiest_second(stage),
                2 * float(RECOVER_RATE),  # what a pause saved up, and a second's own
            )
        )
        figures += await _overflow(stage, bot, made, name, parents)
    return figures


async def _history(stage: Stage, made: MadeGuild) -> dict[int, int]:
    double, (long, other, threads, vanishing, closed) = stage.double, made.channels
    await double.flooded(await double.flood([long], 0, count=stage.size(*_LONG)))
    if stage.full:
        await asyncio.sleep(_HALF_A_MINUTE_S)
    await double.flooded(await double.flood([other], 0, count=250, reply_every=3))
    parents: dict[int, int] = {}
    forum = int(await double.call("channel", guild=made.id, name="help", kind=_FORUM))
    for parent, archived in ((forum, True), (forum, False), (threads, True), (threads, False)):
        thread = await double.call(
            "thread", parent=parent, name="How?", opening="So?", archived=archived
        )
        parents[int(thread)] = parent
    private = await double.call(
        "thread", parent=threads, name="psst", opening="No.", kind=_PRIVATE_THREAD, archived=True
    )
    parents[int(private)] = threads
    for channel in (vanishing, closed):
        # By a bot, so that it counts nowhere: nobody can read it later.
        await double.say(channel, "beep", bot=True, user=member_id(8_000))
    return parents


async def _until_written(stage: Stage, wanted: int) -> None:
    database = await Database.open(stage.database_url)
    try:
        async with asyncio.timeout(60):
            count = 0
            while count < wanted:
                await asyncio.sleep(0.1)
                async with database.read() as connection:
                    statement = select(func.count()).select_from(Message)
                    count = await connection.scalar(statement) or 0
    finally:
        await database.close()


async def _asked(stage: Stage) -> list[dict[str, Any]]:
    """Return the requests for messages or archived threads, oldest first."""
    found: list[dict[str, Any]] = []
    start = 0
    while rows := await stage.double.call("requests", start=start):
        start += len(rows)
        found += [row for row in rows if row["method"] == "GET" and _is_history(row["path"])]
    return found


def _is_history(path: str) -> bool:
    return path.endswith("/messages") or "/threads/archived/" in path


async def _pages(stage: Stage, channel_id: int) -> int:
    wanted = f"/channels/{channel_id}/messages"
    return sum(row["path"] == wanted and row["status"] == 200 for row in await _asked(stage))


async def _busiest_second(stage: Stage) -> int:
    times = [row["at_ms"] for row in await _asked(stage)]
    return max(bisect_left(times, at + 1_000) - place for place, at in enumerate(times))


async def _overflow(
    stage: Stage, bot: BotProcess, made: MadeGuild, name: str, parents: dict[int, int]
) -> list[Figure]:
    double = stage.double
    people = {"people": 150, "react_every": 40}
    async with _nobody_writes(stage):
        # What history has and what it has not, twice as much as the buffer holds.
        flood = await double.flood(made.channels[:3], RATE, count=2 * _BUFFER, **people)
        await double.flooded(flood)
        await double.call("join", guild=made.id, user=member_id(9_000))
        await double.wait_for("delivered")
    await settled(stage, 60)
    counted = await _counters(bot)
    return [
        at_least(f"{name}: messages that the buffer let go", counted["postponed"], 1),
        exactly(f"{name}: facts dropped for good", counted["dropped"], 0),
        *await compared(stage, f"{name}, full buffer", parents),
    ]


@asynccontextmanager
async def _nobody_writes(stage: Stage) -> AsyncIterator[None]:
    """Hold the database, so that no fact can be written meanwhile."""
    database = await Database.open(stage.database_url)
    try:
        async with database.begin() as connection:
            if stage.dialect == "postgresql":
                await connection.execute(text("LOCK TABLE ledger_message IN EXCLUSIVE MODE"))
            yield
    finally:
        await database.close()


async def _counters(bot: BotProcess) -> dict[str, float]:
    url = f"http://127.0.0.1:{bot.health_port}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        families = text_string_to_metric_families(await response.text())
    values = {sample.name: sample.value for family in families for sample in family.samples}
    return {kind: values[f"steward_facts_{kind}_total"] for kind in ("postponed", "dropped")}
