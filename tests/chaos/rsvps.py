"""Presses on the card of an event under kills and under two owners: never a place too many."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import SystemClock
from bot.db import Database
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Kind, Place, Plan
from cogs.events.domain.rsvp import Answer
from cogs.events.models import RSVP
from cogs.events.repository import occurrences, plans
from tests.chaos.figure import Figure, at_least, exactly
from tests.chaos.stage import Stage
from tests.wire.bot_process import BotProcess
from tests.wire.double import MadeGuild
from tests.wire.ids import member_id

_COMPONENT = 3
_AT_ONCE = 8
_CAPACITY = 10
_KILLS = 4
_NOT_THERE = "no client is connected"


class Rsvps:
    """An event with few places, whose card many press."""

    def __init__(self, stage: Stage, database: Database, guild: MadeGuild, event_id: int) -> None:
        self._stage = stage
        self._double = stage.double
        self._database = database
        self._guild = guild
        self._event_id = event_id
        self._channel = guild.channels[0]
        self._custom_id = f"events-rsvp-going:{event_id}.1"
        self._card = 0
        self._answered = 0
        self._tried_again = 0
        self._pressing: asyncio.Task[None]

    async def plan(self) -> None:
        """Plan the event for tomorrow, with its card."""
        now, guild_id = SystemClock().now(), self._guild.id
        at = now + timedelta(days=1)
        plan = Plan(
            guild_id=guild_id,
            event_id=self._event_id,
            name="Few places",
            kind=Kind.OTHER,
            description="",
            wall_start=at.replace(tzinfo=None),
            zone="UTC",
            duration=timedelta(hours=1),
            place=Place(address="here"),
            created_at=now,
            capacity=_CAPACITY,
        )
        async with self._database.begin() as connection:
            await plans.put_plan(connection, plan)
            await occurrences.add(
                connection, Occurrence(guild_id, self._event_id, 1, at, at, at + plan.duration)
            )
        button = {"type": 2, "style": 3, "label": "Going", "custom_id": self._custom_id}
        card = await self._double.call(
            "say",
            channel=self._channel,
            content="Few places",
            components=[{"type": 1, "components": [button]}],
        )
        self._card = int(card["id"])

    async def begin(self, people: int) -> None:
        """Let everybody press until they are answered; return when some are."""
        self._pressing = asyncio.create_task(self._press_all(people))
        await self._until_written(3)

    async def finish(self, people: int) -> list[Figure]:
        """Wait until everybody is answered, of whom a kill has cut some off."""
        await self._pressing
        name = f"answers cut off, {self._stage.dialect}"
        return [
            *await self._figures(name, people),
            at_least(f"{name}: tried again", self._tried_again, 1),
        ]

    async def under_kills(self, bot: BotProcess, people: int) -> list[Figure]:
        """Let everybody press until they are answered, and kill in the midst of it."""
        pressing = asyncio.create_task(self._press_all(people))
        for kill in range(_KILLS):
            await self._until_written((kill + 1) * 3)
            await bot.kill()
            await bot.start(ready=False)
        await pressing
        name = f"answers killed, {self._stage.dialect}"
        return [
            *await self._figures(name, people),
            at_least(f"{name}: tried again", self._tried_again, 1),
        ]

    async def under_two_owners(self, people: int) -> list[Figure]:
        """Let everybody press while two processes hear each press."""
        await self._press_all(people)
        return await self._figures(f"answers with two owners, {self._stage.dialect}", people)

    async def _press_all(self, people: int) -> None:
        waiting = list(range(people))

        async def press_some() -> None:
            while waiting:
                person = member_id(waiting.pop())
                while not await self._press(person):
                    self._tried_again += 1

        async with asyncio.TaskGroup() as group:
            for _ in range(_AT_ONCE):
                group.create_task(press_some())

    async def _press(self, person: int) -> bool:
        data = {"custom_id": self._custom_id, "component_type": 2}
        try:
            told: dict[str, Any] = await self._double.call(
                "interact",
                channel=self._channel,
                kind=_COMPONENT,
                data=data,
                message=self._card,
                user=person,
                until="settled",
                timeout_s=2.0,
            )
        except RuntimeError as error:
            if _NOT_THERE not in str(error):
                raise
            await asyncio.sleep(0.1)
            return False
        self._answered += not told["timed_out"]
        return not told["timed_out"]

    async def _until_written(self, answers: int) -> None:
        """Wait until so many answers are written down. Raises TimeoutError."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + 60
        while loop.time() < ends:
            if (await self._answers()).total() >= answers:
                return
            await asyncio.sleep(0.02)
        raise TimeoutError("nobody answers")

    async def _answers(self) -> Counter[str]:
        mine = (RSVP.c.guild_id == self._guild.id) & (RSVP.c.event_id == self._event_id)
        async with self._database.read() as connection:
            return Counter(await connection.scalars(select(RSVP.c.answer).where(mine)))

    async def _figures(self, name: str, people: int) -> list[Figure]:
        found = await self._answers()
        return [
            exactly(f"{name}: places given", found[Answer.GOING], _CAPACITY),
            exactly(f"{name}: waiting", found[Answer.WAITING], people - _CAPACITY),
            exactly(f"{name}: answered", self._answered, people),
        ]
