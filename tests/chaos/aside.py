"""What people do beside a flood: threads, forum posts, answers there, closing them by hand."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.wire.double import MadeGuild, WireDouble
from tests.wire.ids import member_id

_PAUSE_S = 0.15
_FORUM = 15


class Aside:
    """``parents`` are the channels of the threads and posts that were made so far."""

    def __init__(self, double: WireDouble, made: MadeGuild, chance: random.Random) -> None:
        self._double = double
        self._made = made
        self._chance = chance
        self._forum = 0
        self._ending = False
        self.parents: dict[int, int] = {}

    async def begin(self) -> None:
        """Make a forum beside the channels."""
        made = await self._double.call("channel", guild=self._made.id, name="help", kind=_FORUM)
        self._forum = int(made)

    async def go_on(self) -> None:
        """Do one thing after the other until told to end."""
        while not self._ending:
            await self._open()
            await asyncio.sleep(_PAUSE_S)
            await self._answer()
            await asyncio.sleep(_PAUSE_S)

    def end(self) -> None:
        """Begin nothing more."""
        self._ending = True

    async def _open(self) -> None:
        parent = self._chance.choice([self._forum, self._forum, self._made.channels[0]])
        # Some are closed by hand at once: they are in no list of active threads.
        closed = self._chance.random() < 0.4
        thread = await self._double.call(
            "thread",
            parent=parent,
            name="How?",
            user=self._somebody(),
            opening="How does it work?",
            archived=closed,
        )
        self.parents[int(thread)] = parent

    async def _answer(self) -> None:
        thread = self._chance.choice([*self.parents][-8:])
        reference = {"message_id": str(thread), "channel_id": str(thread)}
        await self._double.say(
            thread, "Like that.", user=self._somebody(), type=19, message_reference=reference
        )
        if self._chance.random() < 0.4:
            await self._double.call("archive", thread=thread)

    def _somebody(self) -> int:
        return member_id(self._chance.randrange(self._made.member_count - 1))


@asynccontextmanager
async def aside(double: WireDouble, made: MadeGuild, chance: random.Random) -> AsyncIterator[Aside]:
    """Let people talk in threads and posts meanwhile."""
    people = Aside(double, made, chance)
    await people.begin()
    async with asyncio.TaskGroup() as group:
        group.create_task(people.go_on())
        try:
            yield people
        finally:
            people.end()
