"""Due sends under kills, under two owners, and after an absence: each once, none missing."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.db import Database
from bot.features import job_name
from bot.jobs import JobState, JobStore
from bot.jobs.models import JobRow
from bot.jobs.runner import TOO_LATE
from bot.text.catalogue import ENGLISH
from tests.chaos.due import all_done, count_jobs
from tests.chaos.figure import Figure, at_least, exactly
from tests.chaos.notices import KIND, LATE, SHORT_LIVED
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild

EXTENSION = "tests.chaos.notices"
# Several jobs of a channel say this, to be told apart all the same.
ALIKE = "The same as ever"
KINDS = (KIND, SHORT_LIVED)
QUICK = {"jobs__lease_s": "5", "jobs__sweep_interval_s": "0.5"}


async def run(stage: Stage) -> list[Figure]:
    """Kill between claim, send and mark; then two owners; then an absence."""
    double = stage.double
    guilds = await double.guilds(stage.size(8, 20), channels=2)
    await double.call("limit", route="POST /channels/{channel}/messages", limit=1_000, per_s=1.0)
    await double.call("limit", route="GET /channels/{channel}/messages", limit=1_000, per_s=1.0)
    play = _Play(stage, guilds)
    try:
        play.database = await Database.open(stage.database_url)
        async with stage.bot(extension=EXTENSION, **QUICK) as bot:
            figures = await play.under_kills(bot)
            figures += await play.under_two_owners(bot)
        figures += await play.after_an_absence()
    finally:
        await play.database.close()
    await assert_conforms(double)
    return figures


class _Play:
    database: Database

    def __init__(self, stage: Stage, guilds: list[MadeGuild]) -> None:
        self._stage = stage
        self._double = stage.double
        self._guilds = guilds
        self._clock = SystemClock()
        self._numbers = count(1)
        self._wanted: Counter[tuple[int, str]] = Counter()

    async def under_kills(self, bot: BotProcess) -> list[Figure]:
        """Let answers be slow, so that a kill often falls between a send and its mark."""
        stage, double = self._stage, self._double
        kills, sends = stage.size((2, 32), (20, 500))
        chance = stage.chance("jobs")
        await double.fault("rest_fault", method="POST", path="/messages", answer_delay_s=0.3)
        await self._schedule(sends, over_s=kills * 1.5)
        unmarked = 0
        for kill in range(kills):
            # Half of the time Discord has forgotten its nonces, as it has after minutes.
            await double.call("configure", nonce_window_s=(180.0, 0.0)[kill % 2])
            await double.wait_for("connected")
            await asyncio.sleep(chance.uniform(0.1, 1.5))
            await bot.kill()
            unmarked += await self._unmarked()
            await bot.start(ready=False)
        await all_done(self.database, KINDS)
        await double.fault("end_rest_faults")
        name = f"jobs killed, {stage.dialect}"
        return [
            *await self._compared(name),
            at_least(f"{name}: sends that a kill left unmarked", unmarked, 1),
        ]

    async def under_two_owners(self, first: BotProcess) -> list[Figure]:
        """Let two processes have the same shards, and one of them die."""
        stage = self._stage
        await self._double.call("configure", nonce_window_s=180.0)
        async with stage.bot("second", extension=EXTENSION, **QUICK) as second:
            await self._schedule(stage.size(24, 200), over_s=stage.size(1.5, 10.0))
            await asyncio.sleep(stage.size(0.5, 5.0))
            await first.kill()
            await all_done(self.database, KINDS)
            await second.stop()
        return await self._compared(f"jobs with two owners, {stage.dialect}")

    async def after_an_absence(self) -> list[Figure]:
        """Let jobs come due while no bot runs."""
        stage, guild = self._stage, self._guilds[0]
        channel, now = guild.channels[0], self._clock.now()
        past = [now - timedelta(minutes=minutes) for minutes in (5, 40, 20, 10, 30)]
        async with self.database.begin() as connection:
            store = JobStore(self._clock)
            for due_at in past:
                payload = {"channel": channel, "text": f"due {due_at.isoformat()}"}
                await store.schedule(connection, guild.id, KIND, due_at, payload, str(due_at))
            payload = {"channel": channel, "text": "of no use any more"}
            due_at = now - timedelta(hours=2)
            await store.schedule(connection, guild.id, SHORT_LIVED, due_at, payload, "stale")
        async with stage.bot(extension=EXTENSION, **QUICK) as bot:
            await all_done(self.database, KINDS)
            told = await self._double.call("command", channel=channel, name="doctor",
                                           until="settled")  # fmt: skip
            await bot.stop()
        said = [message["content"] for message in await self._said(channel)]
        name, named = f"jobs due while away, {stage.dialect}", job_name(SHORT_LIVED, ENGLISH)
        wanted = [f"due {due_at.isoformat()}{LATE}" for due_at in sorted(past)]
        return [
            exactly(f"{name}: sent late and in order", said[-len(wanted) :] == wanted, 1),
            exactly(f"{name}: useless ones sent", "of no use any more" in str(said), 0),
            exactly(f"{name}: useless ones reported", await self._reported(), 1),
            exactly(f"{name}: named by /doctor", named in str(told["messages"]), 1),
        ]

    async def _schedule(self, sends: int, *, over_s: float) -> None:
        now, store = self._clock.now(), JobStore(self._clock)
        async with self.database.begin() as connection:
            for place in range(sends):
                number = next(self._numbers)
                guild = self._guilds[place % len(self._guilds)]
                channel = guild.channels[place // len(self._guilds) % 2]
                text = ALIKE if place // len(self._guilds) % 4 < 2 else f"notice {number}"
                self._wanted[channel, text] += 1
                due_at: datetime = now + timedelta(seconds=over_s * place / sends)
                payload = {"channel": channel, "text": text}
                await store.schedule(connection, guild.id, KIND, due_at, payload, f"n{number}")

    async def _unmarked(self) -> int:
        """Return how many messages are in their channels whose jobs are not done."""
        there = sum(self._wanted_of(await self._everything()).values())
        return max(0, there - await count_jobs(self.database, KINDS, JobState.DONE))

    async def _reported(self) -> int:
        statement = select(func.count()).where(
            JobRow.state == JobState.DEAD, JobRow.last_error == TOO_LATE
        )
        async with self.database.read() as connection:
            return int((await connection.execute(statement)).scalar_one())

    async def _compared(self, name: str) -> list[Figure]:
        have = self._wanted_of(await self._everything())
        return [
            exactly(f"{name}: sent too often", (have - self._wanted).total(), 0),
            exactly(f"{name}: missing of {self._wanted.total()}", (self._wanted - have).total(), 0),
        ]

    async def _everything(self) -> list[tuple[int, str]]:
        return [
            (channel, message["content"])
            for guild in self._guilds
            for channel in guild.channels
            for message in await self._said(channel)
        ]

    @staticmethod
    def _wanted_of(messages: list[tuple[int, str]]) -> Counter[tuple[int, str]]:
        return Counter((channel, text.removesuffix(LATE)) for channel, text in messages)

    async def _said(self, channel: int) -> list[dict[str, str]]:
        """Return what is in a channel, oldest first."""
        newest: list[dict[str, str]] = await self._double.call(
            "messages", channel=channel, limit=1_000
        )
        return newest[::-1]
