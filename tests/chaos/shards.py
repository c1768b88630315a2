"""Several processes with shards of their own on one database; one of them at a time goes.

SQLite has one process: there it has all the shards.
"""

from __future__ import annotations

import asyncio
from collections import Counter

from tests.chaos import shard_work_quick
from tests.chaos.equality import compared, settled
from tests.chaos.figure import Figure, at_least, at_most, exactly
from tests.chaos.fleet import SHARDS, Fleet, counted
from tests.chaos.stage import Stage
from tests.wire.bot_process import BotProcess

RATE = 400
# What a guild with one text channel may cost when the bot starts: a look for open threads, two
# for archived ones (public, private), one page of history.
REQUESTS_A_GUILD = 4


async def run(stage: Stage) -> list[Figure]:
    """Start together, lose one, restart one without a gap; compare with the truth each time."""
    double = stage.double
    window_s = stage.size(shard_work_quick.DISCORDS_S, 5.0)
    keys = stage.size(2, 1)
    await double.call("configure", shards=SHARDS, identify_window_s=window_s, max_concurrency=keys)
    guilds = await double.guilds(stage.size(16, 400), members=5, channels=1)
    fleet = Fleet(stage, guilds)
    spans = [range(4)] if stage.dialect == "sqlite" else [range(2), range(2, 4)]
    processes = [fleet.process(span, f"shards-{number}") for number, span in enumerate(spans)]
    try:
        await asyncio.gather(*(process.start(ready=False) for process in processes))
        await fleet.wait_for_sessions(SHARDS)
        figures = await _together(fleet, processes, spans)
        figures += await _invalidated(fleet)
        figures += await _one_killed(fleet, processes, spans)
        if len(processes) > 1:
            figures += await _without_a_gap(fleet, processes[0], spans[0])
        figures.append(exactly("IDENTIFYs before their time", await fleet.too_fast(), 0))
    finally:
        for process in processes:
            await process.kill()
    return [
        Figure(f"shards, {stage.dialect}: {figure.name}", figure.value, figure.target, figure.ok)
        for figure in figures
    ]


async def _together(fleet: Fleet, processes: list[BotProcess], spans: list[range]) -> list[Figure]:
    """Every guild's facts and jobs are handled by its owner, once."""
    requests = await _requests_when_looked_after(fleet)
    flood = await _flood(fleet)
    await fleet.schedule("together")
    await fleet.stage.double.flooded(flood)
    figures = await _equal(fleet, "together")
    by_others = 0
    senders = await fleet.senders("together")
    facts = (await fleet.stage.double.truth()).guild
    for process, span in zip(processes, spans, strict=True):
        own = fleet.of(span)
        by_others += sum(senders[guild.channels[0]] != {process.pid} for guild in own)
        ids = {guild.id for guild in own}
        written, _ = await counted(process)
        by_others += abs(written - sum(guild in ids for guild in facts))
    return [
        *figures,
        exactly("facts and jobs handled by somebody else", by_others, 0),
        at_most("requests a guild at the start", requests, REQUESTS_A_GUILD),
    ]


async def _invalidated(fleet: Fleet) -> list[Figure]:
    """Every shard of every process has to identify anew at the same time."""
    before = await fleet.sessions_of(range(SHARDS))
    flood = await _flood(fleet)
    await fleet.stage.double.fault("invalidate", resumable=False)
    await fleet.stage.double.flooded(flood)
    await fleet.wait_for_sessions(SHARDS)
    kept = before & await fleet.sessions_of(range(SHARDS))
    return [
        exactly("sessions that outlived their end", len(kept), 0),
        *await _equal(fleet, "invalidated"),
    ]


async def _one_killed(
    fleet: Fleet, processes: list[BotProcess], spans: list[range]
) -> list[Figure]:
    """kill -9 touches the guilds of that process alone, and what they missed is recovered."""
    others = fleet.of(range(spans[0].stop, SHARDS))
    sessions = await fleet.sessions_of(range(spans[0].stop, SHARDS))
    flood = await _flood(fleet)
    await processes[0].kill()
    await fleet.schedule("killed")
    await fleet.stage.double.flooded(flood)
    missing = await fleet.missing(others)
    kept = await fleet.sessions_of(range(spans[0].stop, SHARDS))
    await processes[0].start(ready=False)
    await fleet.wait_for_sessions(SHARDS)
    return [
        exactly("facts missing in the other process's guilds", missing, 0),
        exactly("sessions of the other process that were lost", len(sessions - kept), 0),
        *await _equal(fleet, "one killed"),
    ]


async def _without_a_gap(fleet: Fleet, old: BotProcess, span: range) -> list[Figure]:
    """A second process with the same shards begins before the first ends."""
    double = fleet.stage.double
    flood = await _flood(fleet)
    async with fleet.process(span, "shards-new") as new:
        await fleet.wait_for_sessions(SHARDS + len(span))
        await fleet.schedule("overlap")
        answers = [
            await fleet.command(guild.channels[0])
            for guild in fleet.of(span)[: fleet.stage.size(5, 50)]
        ]
        await double.flooded(flood)
        figures = await _equal(fleet, "overlap")
        errors = (await counted(old))[1] + (await counted(new))[1]
        await old.stop()
        await fleet.schedule("after")
        figures += await _equal(fleet, "after")
        await new.stop()
    effects = await fleet.effects()
    twice = [count for count in effects.values() if count != 1]
    unclear = [a for a in answers if a["timed_out"] or len(a["messages"]) != 1]
    return [
        *figures,
        exactly("commands without their effect", fleet.asked - len(effects), 0),
        exactly("commands with their effect twice", len(twice), 0),
        exactly("commands not answered once", len(unclear), 0),
        at_least("first answers that came second", await _second_answers(fleet), fleet.asked),
        exactly("errors counted in the overlap", errors, 0),
    ]


async def _flood(fleet: Fleet) -> int:
    seconds = fleet.stage.size(1.0, 10.0)
    return await fleet.stage.double.flood(fleet.channels, RATE, seconds=seconds, people=5)


async def _equal(fleet: Fleet, name: str) -> list[Figure]:
    """Return whether facts and figures equal the truth, and every job was done once."""
    await settled(fleet.stage, fleet.stage.size(40.0, 120.0))
    # Uses of commands are facts, too, and wait for a second in memory.
    await asyncio.sleep(1.5)
    sent = await fleet.errands()
    wanted = Counter((channel, key) for channel in fleet.channels for key in fleet.keys)
    return [
        *await compared(fleet.stage, name),
        exactly(f"{name}: jobs not done", (wanted - sent).total(), 0),
        exactly(f"{name}: jobs done twice", (sent - wanted).total(), 0),
    ]


async def _requests_when_looked_after(fleet: Fleet) -> float:
    """Wait until every guild was looked after; return what that cost in requests a guild."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + 60
    wanted = len(fleet.guilds)
    while loop.time() < ends:
        status = await fleet.stage.double.status()
        if status["dispatches"].get("GUILD_MEMBERS_CHUNK", 0) >= wanted:
            break
        await asyncio.sleep(0.2)
    counts = await fleet.stage.double.call("request_counts")
    there = sum(row[3] for row in counts if "{guild}" in row[1] or "{channel}" in row[1])
    return round(there / wanted, 2)


async def _second_answers(fleet: Fleet) -> int:
    rows = await fleet.stage.double.call("request_counts")
    return sum(row[3] for row in rows if row[1].endswith("/callback") and row[2] == 400)
