"""Bans, kicks and timeouts by command under kills: each once, each with a case that says so."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from itertools import count
from typing import Any

import orjson
from sqlalchemy import select

from bot.clock import SystemClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobStore
from bot.signals import Signals
from cogs.moderation.domain.actions import Dm, Outcome
from cogs.moderation.models import CaseRow
from cogs.moderation.service.cases import LOG, LOG_BATCH
from cogs.moderation.settings import GuildSettings
from tests.chaos.asking import ask
from tests.chaos.due import all_done
from tests.chaos.figure import Figure, at_least, exactly
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

QUICK = {"jobs__lease_s": "5", "jobs__sweep_interval_s": "0.5"}
MEMBERS = 2_000
# So many moderators of a server act at once.
AT_ONCE = 2
# What is slow: the message to the member, the action itself, the mod log.
_SLOW = (("PUT", "/bans/"), ("PATCH", "/members/"), ("DELETE", "/members/"), ("POST", "/messages"))
_ANSWER_S = 0.25
_WIDE = ("POST /channels/{channel}/messages", "POST /users/@me/channels",
         "PATCH /channels/{channel}/messages/{message}")  # fmt: skip
_COMMANDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("ban user", {}),
    ("timeout member", {"duration": "2h"}),
    ("kick member", {}),
    ("ban user", {"duration": "3d"}),
)
# A case in a message with others.
_SHARED = re.compile(r"#(\d+) <@")
_OFFENCE = re.compile(r"offence \d+")


async def run(stage: Stage) -> list[Figure]:
    """Kill between the message, the action and the case, while moderators go on and try again."""
    double = stage.double
    guilds = await double.guilds(stage.size(1, 3), members=MEMBERS, channels=2)
    for route in _WIDE:
        await double.call("limit", route=route, limit=1_000, per_s=1.0)
    for method, path in _SLOW:
        await double.fault("rest_fault", method=method, path=path, answer_delay_s=_ANSWER_S)
    play = _Play(stage, guilds)
    try:
        play.database = await Database.open(stage.database_url)
        await play.open_logs()
        async with stage.bot(**QUICK) as bot:
            await play.under_kills(bot)
            figures = await play.compared()
            await bot.stop()
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
        self._offences = count(1)
        self._ending = False
        self._cut: set[str] = set()

    async def open_logs(self) -> None:
        """Give each server a mod log: its second channel."""
        store = Store(self.database, self._clock, Signals())
        for guild in self._guilds:
            await store.set(guild.id, GuildSettings, "log_channel_id", guild.channels[1])

    async def under_kills(self, bot: BotProcess) -> None:
        """Let moderators act, and kill whenever some case is begun."""
        chance = self._stage.chance("actions")
        async with asyncio.TaskGroup() as group:
            for guild in self._guilds:
                for place in range(AT_ONCE):
                    group.create_task(self._moderate(guild, place))
            for kill in range(1, 1 + self._stage.size(2, 8)):
                await self._until_begun(kill * AT_ONCE * len(self._guilds))
                await asyncio.sleep(chance.uniform(0.0, 2 * _ANSWER_S))
                await bot.kill()
                self._cut |= {row.reason for row in await self._cases(Outcome.BEGUN)}
                await bot.start(ready=False)
            self._ending = True
        await bot.wait_ready()
        await self._double.wait_for("connected")
        await self._let_minutes_pass()

    async def _moderate(self, guild: MadeGuild, place: int) -> None:
        """Act on one member after the other; where no answer comes, try once more."""
        for turn, index in enumerate(range(1 + place, MEMBERS, AT_ONCE)):
            for _attempt in range(2):
                if self._ending or await self._act(guild, turn + place, member_id(index)):
                    break
            if self._ending:
                return

    async def _act(self, guild: MadeGuild, turn: int, target: int) -> bool:
        """Use a command; return whether its answer came."""
        command, more = _COMMANDS[turn % len(_COMMANDS)]
        name, option = command.split()
        reason = f"offence {next(self._offences)}"
        options = {option: str(target), "reason": reason, **more}
        while not self._ending:
            came = await ask(self._double, guild.channels[0], name, options, timeout_s=3.0)
            if came is not None:
                return came
        return False

    async def _until_begun(self, finished: int) -> None:
        """Wait until so many cases are done, and one is begun that no kill has cut before.

        Raises TimeoutError.
        """
        loop = asyncio.get_running_loop()
        ends = loop.time() + 60
        while loop.time() < ends:
            cases = await self._cases()
            begun = {row.reason for row in cases if row.outcome == Outcome.BEGUN}
            done = sum(row.outcome == Outcome.DONE for row in cases)
            if done >= finished and begun - self._cut:
                return
            await asyncio.sleep(0.02)
        raise TimeoutError("moderators came to nothing")

    async def _let_minutes_pass(self) -> None:
        """Let what waits for the mod log be due now, and so what nobody finished be looked at."""
        cases, store = await self._cases(), JobStore(self._clock)
        async with self.database.begin() as connection:
            for row in cases:
                now, key = self._clock.now(), f"{LOG}:{row.number}"
                await store.reschedule(connection, row.guild_id, key, now)
        await all_done(self.database, [LOG, LOG_BATCH])

    async def compared(self) -> list[Figure]:
        """Hold the cases against what Discord has."""
        cases = await self._cases()
        done, told, logged = await self._done(), await self._told(), await self._logged()
        by_outcome = {
            outcome: {row.reason for row in cases if row.outcome == outcome} for outcome in Outcome
        }
        arrived = {row.reason for row in cases if row.dm == Dm.ARRIVED}
        known = {row.reason for row in cases}
        name = f"actions killed, {self._stage.dialect}"
        figures = [
            at_least(f"{name}: cases", len(cases), self._stage.size(5, 50)),
            at_least(f"{name}: cases that a kill cut", len(self._cut), self._stage.size(1, 8)),
            exactly(f"{name}: cases without an outcome", len(by_outcome[Outcome.BEGUN]), 0),
            exactly(f"{name}: gaps in the numbers", self._gaps(cases), 0),
            exactly(f"{name}: actions done twice", _too_often(done), 0),
            exactly(f"{name}: actions without a case", len(done.keys() - known), 0),
            exactly(
                f"{name}: said to be done, and not", len(by_outcome[Outcome.DONE] - done.keys()), 0
            ),
            exactly(f"{name}: said to have failed", len(by_outcome[Outcome.FAILED]), 0),
            exactly(f"{name}: members told twice", _too_often(told), 0),
            exactly(f"{name}: said to be told, and not", len(arrived - told.keys()), 0),
            exactly(f"{name}: posted to the log twice", _too_often(logged), 0),
            exactly(f"{name}: missing in the log", len(known - logged.keys()), 0),
        ]
        if self._stage.full:
            figures += [
                at_least(f"{name}: cut before the action", len(self._cut - done.keys()), 1),
                at_least(f"{name}: cut after the action", len(self._cut & done.keys()), 1),
                at_least(
                    f"{name}: cut between message and action",
                    len(self._cut & told.keys() - done.keys()),
                    1,
                ),
            ]
        return figures

    def _gaps(self, cases: Iterable[Any]) -> int:
        """Return how many numbers are not what they would be when counted from 1."""
        wrong = 0
        for guild in self._guilds:
            numbers = sorted(row.number for row in cases if row.guild_id == guild.id)
            wrong += sum(number != place for place, number in enumerate(numbers, start=1))
        return wrong

    async def _done(self) -> Counter[str]:
        """Return what was done, by its reason in Discord's audit log."""
        found = Counter[str]()
        for guild in self._guilds:
            for entry in await self._double.call("audit", guild=guild.id):
                found.update(_OFFENCE.findall(entry.get("reason", "")))
        return found

    async def _told(self) -> Counter[str]:
        """Return what members were told of by direct message."""
        public = {channel for guild in self._guilds for channel in guild.channels}
        sent = await self._double.call("sent")
        return await self._written({row["channel"] for row in sent} - public)

    async def _logged(self) -> Counter[str]:
        """Return what the mod logs show: cases of their own, and those that share a message."""
        reasons = {(row.guild_id, row.number): row.reason for row in await self._cases()}
        found = Counter[str]()
        for guild in self._guilds:
            log = guild.channels[1]
            for message in await self._double.call("messages", channel=log, limit=10_000):
                text = orjson.dumps(message["embeds"]).decode()
                shared = [reasons[guild.id, int(number)] for number in _SHARED.findall(text)]
                found.update(set(_OFFENCE.findall(" ".join([text, *shared]))))
        return found

    async def _written(self, channels: Iterable[int]) -> Counter[str]:
        found = Counter[str]()
        for channel in channels:
            for message in await self._double.call("messages", channel=channel, limit=10_000):
                found.update(set(_OFFENCE.findall(orjson.dumps(message["embeds"]).decode())))
        return found

    async def _cases(self, outcome: Outcome | None = None) -> list[Any]:
        chosen = select(
            CaseRow.guild_id, CaseRow.number, CaseRow.outcome, CaseRow.dm, CaseRow.reason
        )
        if outcome is not None:
            chosen = chosen.where(CaseRow.outcome == outcome)
        async with self.database.read() as connection:
            return list(await connection.execute(chosen))


def _too_often(found: Counter[str]) -> int:
    return sum(times - 1 for times in found.values())
