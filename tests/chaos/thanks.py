"""Kudos under kills: each once, with its deed, its points and its badge, and once on the wall."""

from __future__ import annotations

import asyncio
import re
from collections import Counter, defaultdict
from itertools import count

from sqlalchemy import select

from bot.clock import SystemClock
from bot.db import Database
from bot.deeds import DeedKind
from bot.guild_settings import GuildSettings as Store
from bot.signals import Signals
from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.models import DEED, KUDOS, SCORE
from cogs.recognition.service.kudos import WALL
from cogs.recognition.settings import GuildSettings
from tests.chaos import badges
from tests.chaos.asking import ask
from tests.chaos.due import all_done, hurry
from tests.chaos.figure import Figure, at_least, exactly
from tests.chaos.stage import Stage
from tests.plugins.conform import assert_conforms
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

EXTENSION = "tests.chaos.hasty"
QUICK = {"jobs__lease_s": "5", "jobs__sweep_interval_s": "0.5"}
MEMBERS = 1_000
AT_ONCE = 4
# What is slow: the acknowledgement, saying so in public, the wall and what tells of badges.
_SLOW = (("POST", "/callback"), ("POST", "/webhooks/"), ("POST", "/messages"))
_ANSWER_S = 0.1
_FAVOUR = re.compile(r"favour \d+")


async def run(stage: Stage) -> list[Figure]:
    """Kill while members thank each other, and try again where no answer came."""
    double = stage.double
    guild = await double.guild(members=MEMBERS, channels=2)
    for method, path in _SLOW:
        await double.fault("rest_fault", method=method, path=path, answer_delay_s=_ANSWER_S)
    play = _Play(stage, guild)
    try:
        play.database = await Database.open(stage.database_url)
        await play.prepare()
        async with stage.bot(extension=EXTENSION, **QUICK) as bot:
            await play.under_kills(bot)
            figures = await play.compared()
            await bot.stop()
    finally:
        await play.database.close()
    await assert_conforms(double)
    return figures


class _Play:
    database: Database

    def __init__(self, stage: Stage, guild: MadeGuild) -> None:
        self._stage = stage
        self._double = stage.double
        self._guild = guild
        self._clock = SystemClock()
        self._favours = count(1)
        self._ending = False
        self._answered = 0
        self._tried_again = 0

    async def prepare(self) -> None:
        """Let the second channel be the wall of thanks, and tell of badges."""
        store = Store(self.database, self._clock, Signals())
        wall = self._guild.channels[1]
        await store.set(self._guild.id, GuildSettings, "kudos_wall_channel_id", wall)
        await badges.let_be_earned(self.database, store, self._guild.id, wall)

    async def under_kills(self, bot: BotProcess) -> None:
        """Let members thank, and kill in the midst of it."""
        chance = self._stage.chance("thanks")
        async with asyncio.TaskGroup() as group:
            for place in range(AT_ONCE):
                group.create_task(self._thank_all(place))
            for kill in range(1, 1 + self._stage.size(1, 12)):
                await self._until_given(kill * 6)
                await asyncio.sleep(chance.uniform(0.0, 3 * _ANSWER_S))
                await bot.kill()
                await bot.start(ready=False)
            self._ending = True
        await bot.wait_ready()
        await self._double.wait_for("connected")
        await hurry(self.database, [WALL], [self._guild.id])
        await all_done(self.database, [WALL])
        await badges.all_told(self.database)

    async def _thank_all(self, place: int) -> None:
        """Thank one after the other for a favour; where no answer comes, try again."""
        for index in range(1 + place, MEMBERS - 1, AT_ONCE):
            favour = f"favour {next(self._favours)}"
            while not self._ending and not await self._thank(index, favour):
                self._tried_again += 1
            if self._ending:
                return

    async def _thank(self, index: int, favour: str) -> bool:
        options = {"member": str(member_id(index + 1)), "reason": favour}
        came = await ask(
            self._double,
            self._guild.channels[0],
            "kudos",
            options,
            user=member_id(index),
            timeout_s=2.0,
        )
        self._answered += came is True
        return came is True

    async def _until_given(self, kudos: int) -> None:
        """Wait until so many were given. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + 60
        while loop.time() < ends:
            if len(await self._given()) >= kudos:
                return
            await asyncio.sleep(0.02)
        raise TimeoutError("members thank nobody")

    async def _given(self) -> list[tuple[int, int, int, str | None]]:
        async with self.database.read() as connection:
            rows = await connection.execute(
                select(KUDOS.c.kudos_id, KUDOS.c.receiver_id, KUDOS.c.worth, KUDOS.c.reason)
            )
            return [tuple(row) for row in rows]

    async def compared(self) -> list[Figure]:
        """Hold what was given against its deeds, its points and the wall."""
        given = await self._given()
        async with self.database.read() as connection:
            deeds = await connection.execute(
                select(DEED.c.key, DEED.c.member_id, DEED.c.worth).where(
                    DEED.c.kind == DeedKind.KUDOS.value
                )
            )
            known = {tuple(row) for row in deeds}
            scores = await connection.execute(
                select(SCORE.c.member_id, SCORE.c.points).where(
                    SCORE.c.board == Board.KUDOS, SCORE.c.span == Span.ALL
                )
            )
            points = {row[0]: row[1] for row in scores}
        owed: dict[int, int] = defaultdict(int)
        for _, receiver, worth, _ in given:
            owed[receiver] += worth
        favours = Counter(reason for *_, reason in given)
        told = await self._double.call("messages", channel=self._guild.channels[1], limit=10_000)
        wall = Counter(one for message in told for one in _FAVOUR.findall(message["content"]))
        name = f"kudos killed, {self._stage.dialect}"
        return [
            at_least(f"{name}: kudos", len(given), self._stage.size(6, 72)),
            at_least(f"{name}: answers", self._answered, 1),
            at_least(f"{name}: tried again", self._tried_again, 1),
            exactly(f"{name}: given twice", len(given) - len(favours), 0),
            exactly(
                f"{name}: without a deed, or a deed without kudos",
                len({(str(one[0]), *one[1:3]) for one in given} ^ known),
                0,
            ),
            exactly(f"{name}: points that are wrong", len(owed.items() ^ points.items()), 0),
            exactly(f"{name}: on the wall twice", sum(wall.values()) - len(wall), 0),
            exactly(f"{name}: missing on the wall", len(favours.keys() - wall.keys()), 0),
            *await badges.compared(self.database, owed.keys(), told, name),
        ]
