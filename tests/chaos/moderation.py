"""kill -9 between the message to a member, the ban, and the case that says how it went.

Whatever is killed when, no ban is without a case, no number is missing, a case never says more
than what happened, each is in the mod log once, and nobody is told twice.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from bot.clock import ManualClock, SystemClock
from bot.db import Database
from bot.guild_settings import GuildSettings
from bot.jobs import JobState
from bot.jobs.models import JobRow
from bot.signals import Signals
from cogs.moderation.domain.actions import Outcome
from cogs.moderation.models import CaseRow
from cogs.moderation.service.cases import LOG
from cogs.moderation.settings import GuildSettings as Moderation
from tests.chaos.due import all_done
from tests.chaos.figure import Figure, at_least, exactly
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

SLOW_S = 0.5
QUICK = {"jobs__lease_s": "5", "jobs__sweep_interval_s": "0.5"}


async def run(stage: Stage) -> list[Figure]:
    """Ban one after the other, and kill in turn before the ban, after it, and at any moment."""
    double, kills = stage.double, stage.size(2, 18)
    guild = await double.guild(members=kills + 10, channels=2)
    database = await Database.open(stage.database_url)
    play = _Play(stage, guild, database)
    try:
        async with stage.bot(**QUICK) as bot:
            await play.choose_log()
            for number in range(kills):
                await play.kill_in_between(bot, number)
            await double.fault("end_rest_faults")
            await play.ban(member_id(kills + 1))
            figures = await play.compared()
            await assert_conforms(double)
            await bot.stop()
    finally:
        await database.close()
    return figures


class _Play:
    def __init__(self, stage: Stage, guild: MadeGuild, database: Database) -> None:
        self._stage = stage
        self._double = stage.double
        self._guild = guild
        self._database = database
        self._chance = stage.chance("moderation")
        self._kills = 0

    async def choose_log(self) -> None:
        """Let cases be posted to the second channel."""
        clock = ManualClock(SystemClock().now())
        store = GuildSettings(self._database, clock, Signals())
        await store.set(self._guild.id, Moderation, "log_channel_id", self._guild.channels[1])

    async def ban(self, person: int) -> None:
        """Let the owner ban somebody."""
        await self._double.call(
            "command",
            channel=self._guild.channels[0],
            name="ban",
            options={"user": str(person), "reason": "Spam"},
            until="settled",
            timeout_s=10,
        )

    async def kill_in_between(self, bot: BotProcess, number: int) -> None:
        """Kill while somebody is being banned, and start again."""
        person, phase = member_id(number + 1), number % 3
        await self._double.wait_for("connected")
        await self._double.fault("end_rest_faults")
        slow = {"answer_delay_s" if phase else "delay_s": SLOW_S}
        await self._double.fault("rest_fault", method="PUT", path="/bans/", **slow)
        told = len(await self._notices())
        banning = asyncio.create_task(self.ban(person))
        if phase == 0:
            # They are told, and not banned yet.
            await self._until(lambda: self._told(told))
        elif phase == 1:
            # They are banned, and nobody has written that down.
            await self._until(lambda: self._is_banned(person))
        else:
            await asyncio.sleep(self._chance.uniform(0.0, 2 * SLOW_S))
        await bot.kill()
        self._kills += 1
        await bot.start(ready=False)
        banning.cancel()
        await asyncio.gather(banning, return_exceptions=True)

    async def compared(self) -> list[Figure]:
        """Let what is due in some minutes be due now, and compare cases with the truth."""
        await self._hurry()
        await all_done(self._database, [LOG])
        rows = await self._cases()
        banned = set(await self._double.call("banned", guild=self._guild.id))
        numbers = [row.number for row in rows]
        done = {row.target_id for row in rows if row.outcome == Outcome.DONE}
        posted = await self._posted()
        name = f"moderation killed, {self._stage.dialect}"
        cut = [row for row in rows if row.outcome == Outcome.INTERRUPTED]
        return [
            exactly(f"{name}: kills", self._kills, self._stage.size(2, 18)),
            exactly(f"{name}: gaps in numbers", len(set(range(1, len(rows) + 1)) - {*numbers}), 0),
            exactly(f"{name}: bans without a case", len(banned - {r.target_id for r in rows}), 0),
            exactly(f"{name}: cases that say done and are not", len(done - banned), 0),
            exactly(f"{name}: cases that say nothing", self._open(rows), 0),
            at_least(f"{name}: cases that say interrupted", len(cut), self._stage.size(2, 12)),
            exactly(f"{name}: posted too often", (posted - Counter(numbers)).total(), 0),
            exactly(f"{name}: not posted", (Counter(numbers) - posted).total(), 0),
            exactly(f"{name}: told too often", await self._told_too_often(), 0),
        ]

    @staticmethod
    def _open(rows: list[Any]) -> int:
        return sum(row.outcome == Outcome.BEGUN for row in rows)

    async def _hurry(self) -> None:
        now = SystemClock().now() - timedelta(seconds=1)
        waiting = (JobRow.kind == LOG) & (JobRow.state == JobState.WAITING)
        async with self._database.begin() as connection:
            await connection.execute(update(JobRow).where(waiting).values(due_at=now, ready_at=now))

    async def _cases(self) -> list[Any]:
        chosen = select(CaseRow.number, CaseRow.target_id, CaseRow.outcome)
        async with self._database.read() as connection:
            return list(await connection.execute(chosen.order_by(CaseRow.number)))

    async def _posted(self) -> Counter[int]:
        messages = await self._double.call("messages", channel=self._guild.channels[1], limit=1_000)
        titles = [embed["title"] for message in messages for embed in message["embeds"]]
        return Counter(int(title.split("#")[1].split(" ")[0]) for title in titles)

    async def _notices(self) -> Counter[int]:
        """Return how many direct messages each person got, by their channel."""
        sent = await self._double.call("sent")
        ours = {*self._guild.channels}
        return Counter(
            row["channel"]
            for row in sent
            if row["channel"] not in ours and row["embeds"] and not row["ephemeral"]
        )

    async def _told(self, before: int) -> bool:
        return len(await self._notices()) > before

    async def _told_too_often(self) -> int:
        return sum(count - 1 for count in (await self._notices()).values())

    async def _is_banned(self, person: int) -> bool:
        return person in await self._double.call("banned", guild=self._guild.id)

    @staticmethod
    async def _until(condition: Any) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + 20
        while not await condition():
            if loop.time() > ends:
                raise TimeoutError
            await asyncio.sleep(0.02)
