"""The week's shout-outs under kills: each server has its own once, and nobody in it twice."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

import orjson
from sqlalchemy import insert, select

from bot.clock import SystemClock
from bot.db import Database
from bot.deeds import WHOLE, DeedKind
from bot.guild_settings import GuildSettings as Store
from bot.signals import Signals
from cogs.recognition.domain.shoutouts import State
from cogs.recognition.models import DEED, PICK, SHOUTOUT
from cogs.recognition.service.shoutouts import POST, WEEKLY
from cogs.recognition.settings import GuildSettings
from tests.chaos.due import hurried
from tests.chaos.figure import Figure, at_least, exactly
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

QUICK = {"jobs__lease_s": "5", "jobs__sweep_interval_s": "0.5"}
HELPER, THANKFUL = 1, (2, 3, 4)
# Servers whose week is over at the same moment.
AT_ONCE = 2
_ANSWER_S = 0.3
_NAMED = re.compile(r"<@(\d+)>")


async def run(stage: Stage) -> list[Figure]:
    """Kill between draft, approval, post and mark."""
    double = stage.double
    guilds = await double.guilds(AT_ONCE * stage.size(1, 16), members=10, channels=1)
    await double.call("limit", route="POST /channels/{channel}/messages", limit=1_000, per_s=1.0)
    await double.fault("rest_fault", method="POST", path="/messages", answer_delay_s=_ANSWER_S)
    play = _Weeks(stage, guilds)
    try:
        play.database = await Database.open(stage.database_url)
        await play.prepare()
        async with stage.bot(**QUICK) as bot:
            figures = await play.under_kills(bot)
            figures += await play.compared()
            await bot.stop()
    finally:
        await play.database.close()
    await assert_conforms(double)
    return figures


class _Weeks:
    database: Database

    def __init__(self, stage: Stage, guilds: list[MadeGuild]) -> None:
        self._stage = stage
        self._double = stage.double
        self._guilds = guilds
        self._clock = SystemClock()
        self._over: list[int] = []
        self._name = f"shout-outs killed, {stage.dialect}"

    async def prepare(self) -> None:
        """Let several people have thanked one in each server, and the week be over."""
        store = Store(self.database, self._clock, Signals())
        yesterday = self._clock.now() - timedelta(days=1)
        deeds = [
            {
                "guild_id": guild.id,
                "kind": DeedKind.ANSWER.value,
                "key": str(by),
                "member_id": member_id(HELPER),
                "by_id": member_id(by),
                "at": yesterday,
                "worth": WHOLE,
                "voided_at": None,
            }
            for guild in self._guilds
            for by in THANKFUL
        ]
        async with self.database.begin() as connection:
            await connection.execute(insert(DEED), deeds)
        for guild in self._guilds:
            await store.set(guild.id, GuildSettings, "shoutout_channel_id", guild.channels[0])

    async def under_kills(self, bot: BotProcess) -> list[Figure]:
        """Let week after week be over and kill meanwhile; then wait until all are posted."""
        unmarked = 0
        chance = self._stage.chance("shoutouts")
        batches = [
            self._guilds[start : start + AT_ONCE] for start in range(0, len(self._guilds), AT_ONCE)
        ]
        async with hurried(self.database, (WEEKLY, POST), self._over):
            for batch in batches:
                await self._double.wait_for("connected")
                self._over += [guild.id for guild in batch]
                await self._until(lambda batch=batch: self._begun(batch))
                await asyncio.sleep(chance.uniform(0.0, 1.5 * _ANSWER_S))
                await bot.kill()
                unmarked += len(await self._told()) - await self._count(State.POSTED)
                await bot.start(ready=False)
            await self._until(self._all_posted)
        return [
            at_least(
                f"{self._name}: posts that a kill left unmarked", unmarked, self._stage.size(0, 1)
            )
        ]

    async def _until(self, true: Callable[[], Awaitable[bool]]) -> None:
        """Wait for something, for a minute at most: the figures show what is missing."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + 60
        while loop.time() < ends:
            if await true():
                return
            await asyncio.sleep(0.02)

    async def _begun(self, guilds: list[MadeGuild]) -> bool:
        async with self.database.read() as connection:
            chosen = select(SHOUTOUT.c.guild_id).where(
                SHOUTOUT.c.guild_id.in_([guild.id for guild in guilds])
            )
            return bool((await connection.scalars(chosen)).all())

    async def _all_posted(self) -> bool:
        return await self._count(State.POSTED) == len(self._guilds)

    async def compared(self) -> list[Figure]:
        """Hold rounds and posts against one another."""
        told = await self._told()
        async with self.database.read() as connection:
            picks = [
                tuple(row) for row in await connection.execute(select(PICK).where(PICK.c.kept))
            ]
        whole = await self._count(State.POSTED)
        return [
            exactly(f"{self._name}: rounds", whole, len(self._guilds)),
            exactly(f"{self._name}: picked", len(picks), len(self._guilds)),
            exactly(f"{self._name}: servers that were told", len(told), len(self._guilds)),
            exactly(f"{self._name}: told twice", told.total() - len(told), 0),
        ]

    async def _count(self, state: State) -> int:
        async with self.database.read() as connection:
            rows = await connection.scalars(
                select(SHOUTOUT.c.guild_id).where(SHOUTOUT.c.state == state.value)
            )
            return len(rows.all())

    async def _told(self) -> Counter[int]:
        """Return how often the helper was named, by server."""
        found = Counter[int]()
        for guild in self._guilds:
            for message in await self._double.call(
                "messages", channel=guild.channels[0], limit=10_000
            ):
                text = orjson.dumps(message["embeds"]).decode()
                found[guild.id] += _NAMED.findall(text).count(str(member_id(HELPER)))
        return +found
