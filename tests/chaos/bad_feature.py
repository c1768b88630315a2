"""A feature that raises and dawdles wherever it can costs nobody else anything."""

from __future__ import annotations

import asyncio
import re

import aiohttp
from sqlalchemy import func, select

from bot.db import Database
from tests.chaos.equality import compared, settled
from tests.chaos.figure import Figure, at_least, at_most, exactly
from tests.chaos.notes import kept
from tests.chaos.stage import Stage
from tests.chaos.troublemaker import HANGING, JOB_DONE, PLACES, RAISING
from tests.wire.bot_process import BotProcess

RATE = 500
CHANNELS = 20
_HEALED_S = 40.0
# Answered is what Discord still takes (15 minutes); a busy machine draws a first chart slowly.
_ANSWERED_S = 40.0
_ERRORS = re.compile(r'^steward_errors_total\{place="(\w+)"\} (\S+)$', re.MULTILINE)
_REFERENCE = re.compile(r"reference\W+[A-Z2-7]{8}")


async def run(stage: Stage) -> list[Figure]:
    """Let people write and ask while the feature fails; compare everything with the truth."""
    double = stage.double
    made = await double.guild(members=200, channels=CHANNELS)
    channel = made.channels[0]
    name = f"bad feature, {stage.dialect}"
    asked = {"channel": channel, "until": "settled", "timeout_s": _ANSWERED_S}
    bot = stage.bot(extension="tests.chaos.troublemaker", ops__log_format="json")
    async with bot:
        await double.wait_for("connected")
        flood = await double.flood(made.channels, RATE, seconds=stage.size(4.0, 30.0), people=200)
        trouble = await double.call("command", name="trouble", **asked)
        await double.flooded(flood)
        await settled(stage)
        # A rebuild that failed is tried again after some seconds.
        healed = await _healed(stage, made.id, len(await double.truth()))
        report = await double.call("command", name="report weekly", **asked)
        figures = await compared(stage, name)
        counted = await _errors(bot)
        logged = _logged(bot)
    return [
        *(
            at_least(f"{name}: errors counted, {place}", counted.get(place, 0), 1)
            for place in PLACES
        ),
        exactly(f"{name}: kinds of failure logged without a reference", len(logged), 0),
        exactly(f"{name}: commands unanswered", trouble["timed_out"] + report["timed_out"], 0),
        exactly(f"{name}: reports without figures", not report["messages"][0]["embeds"], 0),
        exactly(f"{name}: figures and jobs that never healed", 3 - healed, 0),
        at_most(f"{name}: facts dropped", counted.get("ledger", 0), 0),
        *figures,
    ]


async def _healed(stage: Stage, guild_id: int, messages: int) -> int:
    """Return how many of the two projections and the job are right in the end."""
    database = await Database.open(stage.database_url)
    loop = asyncio.get_running_loop()
    ends = loop.time() + _HEALED_S
    try:
        while True:
            right = int(await kept(database, guild_id) == JOB_DONE)
            async with database.read() as connection:
                for projection in (RAISING, HANGING):
                    column = projection.table.c.messages
                    right += await connection.scalar(select(func.sum(column))) == messages
            if right == 3 or loop.time() > ends:
                return right
            await asyncio.sleep(0.3)
    finally:
        await database.close()


async def _errors(bot: BotProcess) -> dict[str, float]:
    url = f"http://127.0.0.1:{bot.health_port}/metrics"
    async with aiohttp.ClientSession() as http, http.get(url) as response:
        found = _ERRORS.findall(await response.text())
    return {place: float(count) for place, count in found}


_EVENTS = (
    "projection failed",
    "gate failed",
    "enricher failed",
    "listener failed",
    "signal listener failed",
    "job_failed",
    "report section failed",
)


def _logged(bot: BotProcess) -> list[str]:
    """Return the events that have no line, or one without a reference."""
    lines = bot.log.read_text(errors="replace").splitlines()
    missing = []
    for event in _EVENTS:
        told = [line for line in lines if f'"event": "{event}"' in line.replace('":"', '": "')]
        if not told or not all(_REFERENCE.search(line) for line in told):
            missing.append(event)
    return missing
