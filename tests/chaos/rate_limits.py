"""A burst through 429s, a storm of refusals, and a server that keeps refusing."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import discord
import yarl

from bot.clock import SystemClock
from bot.db import Database
from bot.jobs import JobStore
from tests.chaos.bursts import KIND, burst
from tests.chaos.due import all_done
from tests.chaos.figure import Figure, at_least, at_most, exactly
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms
from tests.wire.clients import watching
from tests.wire.double import MadeGuild

EXTENSION = "tests.chaos.bursts"
CHANNELS = 12
MESSAGES = "POST /channels/{channel}/messages"
LIMITED = 429
# At the fifth the breaker opens; one may be under way then.
REFUSED_AT_MOST = 6
TRIED = 50


async def run(stage: Stage) -> list[Figure]:
    """Burst, storm and refusal by the bot; then the same burst by plain discord.py."""
    double = stage.double
    ours, theirs, closed, shut = [await double.guild(channels=CHANNELS) for _ in range(4)]
    crowd = await double.guilds(stage.size(26, 60), channels=1)
    play = _Play(stage)
    play.database = await Database.open(stage.database_url)
    try:
        async with stage.bot(extension=EXTENSION, jobs__sweep_interval_s="0.2") as bot:
            figures, limited = await play.burst(ours)
            figures += await play.refusal(closed, at_once=False)
            figures += await play.refusal(shut, at_once=True)
            figures += await play.storm(crowd)
            await assert_conforms(double)
            await bot.stop()
    finally:
        await play.database.close()
    allowed = await play.plain(theirs)
    name = f"rate limits, {stage.dialect}"
    return [
        *figures,
        at_most(f"{name}: answers 429 (plain discord.py: {allowed})", limited, allowed),
        at_least(f"{name}: answers 429 of plain discord.py", allowed, 1),
    ]


class _Play:
    database: Database

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._double = stage.double
        self._each = stage.size(5, 25)

    async def burst(self, guild: MadeGuild) -> tuple[list[Figure], int]:
        """Let the bot write through limits; return figures and the number of answers 429."""
        since = await self._limit()
        await self._job(guild, guild.channels, self._each)
        wrong = sum([await self._wrong(channel) for channel in guild.channels])
        limited = await self._answered(since, LIMITED)
        name = f"rate limits, {self._stage.dialect}: of {CHANNELS * self._each} sends"
        return [
            exactly(f"{name}, channels where one is missing or out of order", wrong, 0)
        ], limited

    async def plain(self, guild: MadeGuild) -> int:
        """Let plain discord.py do the same; return the number of its answers 429."""
        double, since = self._double, await self._limit()
        socket = discord.gateway.DiscordWebSocket
        with (
            patch.object(discord.http.Route, "BASE", double.rest),
            patch.object(socket, "DEFAULT_GATEWAY", yarl.URL(double.gateway)),
        ):
            async with watching(double) as client:
                await burst(client, guild.channels, self._each)
        return await self._answered(since, LIMITED)

    async def refusal(self, guild: MadeGuild, *, at_once: bool) -> list[Figure]:
        """Let one server refuse every send."""
        double, channel = self._double, guild.channels[0]
        await double.call("limit", route=MESSAGES, limit=1_000, per_s=1.0)
        since = (await double.status())["requests"]
        path = f"/channels/{channel}/messages"
        refused: dict[str, Any] = {"status": 403, "code": 50013, "method": "POST", "path": path}
        fault = await double.fault("rest_fault", **refused)
        await self._job(guild, [channel], TRIED, at_once=at_once)
        asked = await self._answered(since, 403)
        await double.fault("end_rest_faults", fault=fault)
        told = await double.call(
            "command", channel=guild.channels[1], name="doctor", until="settled"
        )
        how = "at once" if at_once else "one by one"
        name = f"refusals, {self._stage.dialect}"
        return [
            at_most(f"{name}: requests for {TRIED} refused sends, {how}", asked, REFUSED_AT_MOST),
            exactly(f"{name}, {how}: named by /doctor", "me write messages" in str(told), 1),
        ]

    async def storm(self, guilds: list[MadeGuild]) -> list[Figure]:
        """Let a send be refused in each of many servers at once."""
        double = self._double
        storm = {"method": "POST", "path": "/messages", "times": len(guilds) - 1}
        await double.fault("rest_fault", status=403, code=50013, **storm)
        await self._job(guilds[0], [guild.channels[0] for guild in guilds], 1)
        longest = (await double.status())["invalid_run"]
        name = f"refusals, {self._stage.dialect}: in a row without a pause"
        return [at_most(name, longest, 20), at_least(f"{name}, so many came", longest, 10)]

    async def _limit(self) -> int:
        """Set limits that a burst meets; return how many requests have come so far."""
        double = self._double
        await double.call("limit", route=MESSAGES, limit=5, per_s=1.0)
        await double.call("configure", global_limit=20)
        await double.fault("end_rest_faults")
        limited = {"status": LIMITED, "retry_s": 0.2, "method": "POST", "path": "/messages"}
        await double.fault("rest_fault", times=self._stage.size(3, 15), skip=10, **limited)
        return int((await double.status())["requests"])

    async def _job(
        self, guild: MadeGuild, channels: list[int], each: int, *, at_once: bool = False
    ) -> None:
        clock = SystemClock()
        payload = {"channels": channels, "each": each, "at_once": at_once}
        async with self.database.begin() as connection:
            await JobStore(clock).schedule(
                connection, guild.id, KIND, clock.now(), payload, "burst"
            )
        await all_done(self.database, (KIND,), timeout_s=120.0)

    async def _wrong(self, channel: int) -> bool:
        said = await self._double.call("messages", channel=channel, limit=1_000)
        numbers = [message["content"] for message in reversed(said)]
        return numbers != [str(number) for number in range(self._each)]

    async def _answered(self, since: int, status: int) -> int:
        rows = await self._double.call("requests", start=since)
        return sum(row["status"] == status and row["method"] == "POST" for row in rows)
