"""A thousand people join within a minute, while the bot is killed again and again.

Some have closed their direct messages, some leave at once. Everyone who stays is greeted once,
and direct messages never leave faster than the pace that was set.
"""

from __future__ import annotations

import asyncio
import json
import re
from bisect import bisect_left
from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.clock import ManualClock
from bot.db import Database
from bot.guild_settings import GuildSettings
from bot.signals import Signals
from cogs.moderation.settings import GuildSettings as Moderation
from cogs.onboarding.models import Newcomer
from cogs.onboarding.settings import GuildSettings as Onboarding
from tests.chaos.figure import Figure, at_most, exactly
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

MEMBERS = 20
INTERVAL_S = 0.05
_MENTION = re.compile(r"<@(\d+)>")


async def run(stage: Stage) -> list[Figure]:
    """Let the wave come, kill the bot meanwhile, and count who was greeted how often."""
    double, chance, kills = stage.double, stage.chance("wave"), stage.size(1, 8)
    people = [member_id(MEMBERS + number) for number in range(stage.size(30, 1_000))]
    closed = set(chance.sample(people, len(people) // 10))
    hasty = set(chance.sample(people, len(people) // 20))
    guild = await double.guild(members=MEMBERS, channels=2)
    await _choose(stage.database_url, guild)
    # Discord lets a bot open fewer; how fast they are opened is what the settings pace.
    await double.fault("limit", route="POST /users/@me/channels", limit=100, per_s=1.0)
    for person in closed:
        await double.fault("close_dms", user=person)
    settings = {
        "onboarding__dm_interval_s": str(INTERVAL_S),
        "onboarding__gather_s": stage.size("0.5", "2"),
        # What a killed process held is free again when its lease has run out.
        "jobs__lease_s": stage.size("5", "20"),
        "jobs__sweep_interval_s": "1",
    }
    async with stage.bot(**settings) as bot:
        await double.wait_for("connected")
        wave = asyncio.create_task(_join(stage, guild, people, hasty))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.3, 1.0) * stage.size(1, 5))
            await bot.kill()
            await bot.start(ready=False)
        await wave
        await _settled(stage, len(people))
        await assert_conforms(double)
    return await _figures(stage, guild, people, closed, hasty)


async def _choose(url: str, guild: MadeGuild) -> None:
    database = await Database.open(url)
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    settings = GuildSettings(database, clock, Signals())
    await settings.set(guild.id, Onboarding, "mode", "dm")
    await settings.set(guild.id, Onboarding, "welcome_channel_id", guild.channels[1])
    # Their names and accounts are as like as those of a raid, during which greetings wait.
    await settings.set(guild.id, Moderation, "raid_joins", 0)
    await database.close()


async def _join(stage: Stage, guild: MadeGuild, people: list[int], hasty: set[int]) -> None:
    pause_s = stage.size(1.5, 40.0) / len(people)
    for person in people:
        await stage.double.call("join", guild=guild.id, user=person)
        if person in hasty:
            await stage.double.call("leave", guild=guild.id, user=person)
        await asyncio.sleep(pause_s)


async def _settled(stage: Stage, wanted: int, timeout_s: float = 90.0) -> None:
    """Wait until as many greetings have ended; past ``timeout_s`` the figures tell what lacks.

    Who came and left while the bot was killed was never seen by it.
    """
    loop = asyncio.get_running_loop()
    ends = loop.time() + timeout_s
    database = await Database.open(stage.database_url)
    try:
        quiet = 0
        while quiet < 3 and loop.time() < ends:
            await asyncio.sleep(0.5)
            async with database.read() as connection:
                seen, ended = (
                    await connection.execute(
                        select(func.count(), func.count(Newcomer.outcome)).select_from(Newcomer)
                    )
                ).one()
            quiet = quiet + 1 if seen == ended and seen >= wanted * 0.9 else 0
    finally:
        await database.close()


def _most_in_a_second(moments_ms: list[int]) -> int:
    """Return the largest number of moments that lie within one second."""
    moments = sorted(moments_ms)
    return max(bisect_left(moments, at + 1_000) - start for start, at in enumerate(moments))


async def _figures(
    stage: Stage, guild: MadeGuild, people: list[int], closed: set[int], hasty: set[int]
) -> list[Figure]:
    greeted: Counter[int] = Counter()
    told = await stage.double.call("sent")
    for sent in told:
        greeted.update({int(found) for found in _MENTION.findall(json.dumps(sent["components"]))})
    staying = [person for person in people if person not in hasty]
    outcomes = await _outcomes(stage.database_url)
    refused = [row for row in await stage.double.call("request_counts") if row[2] == 403]
    name = f"wave, {stage.dialect}"
    sent_at = [sent["at_ms"] for sent in told if sent["channel"] not in guild.channels]
    return [
        exactly(f"{name}: of {len(staying)} not greeted", sum(not greeted[p] for p in staying), 0),
        exactly(f"{name}: greeted twice", sum(greeted[p] > 1 for p in people), 0),
        at_most(f"{name}: most in a second", _most_in_a_second(sent_at), 1.2 / INTERVAL_S),
        exactly(f"{name}: greetings without an outcome", outcomes[None], 0),
        exactly(
            f"{name}: outcomes of those with closed messages that differ",
            abs(outcomes["channel"] - len(closed - hasty)),
            0,
        ),
        at_most(
            f"{name}: refused requests",
            sum(row[3] for row in refused),
            len(closed) + stage.size(1, 8),
        ),
    ]


async def _outcomes(url: str) -> Counter[str | None]:
    database = await Database.open(url)
    try:
        async with database.read() as connection:
            rows = await connection.execute(select(Newcomer.outcome))
            return Counter(row.outcome for row in rows)
    finally:
        await database.close()
