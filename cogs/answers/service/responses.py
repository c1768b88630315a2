"""What was asked, what answered it, and what still waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import directory
from bot.answers import Waits
from bot.clock import Clock
from bot.db import Database
from bot.windows import Window
from cogs.answers.domain.asked import Asked, asked_of
from cogs.answers.domain.inference import Inferred, Talk
from cogs.answers.domain.responses import ANSWER_WITHIN, Answers, Post, Query, waits_of
from cogs.answers.repository import marks
from cogs.answers.repository import queries as asked

Places = Callable[[int], Awaitable[frozenset[int]]]

# What nobody answered for longer than that is left alone.
LOOKS_BACK: Final = ANSWER_WITHIN
_MOMENT: Final = timedelta(seconds=1)


class Queries:
    """Waits of queries, from facts alone; what is inferred counts in none of them."""

    async def waits(
        self,
        connection: AsyncConnection,
        guild_id: int,
        window: Window,
        help_channel_ids: Collection[int],
        until: datetime,
    ) -> Waits:
        """Return how long the queries of a window waited (``bot.ports.QueryBook``)."""
        found = await asked.queries(
            connection, guild_id, window.start, window.end, help_channel_ids
        )
        posts = await asked.possible_answers(connection, guild_id, window.end, found)
        # Thousands of posts would hold up the event loop.
        return await asyncio.to_thread(waits_of, found, posts, until)


@dataclass(frozen=True, slots=True)
class Responded:
    """A query, what answered it as somebody said, and what probably did."""

    query: Query
    answer: Post | None
    inferred: Inferred | None

    @property
    def is_open(self) -> bool:
        """Whether nobody answered it as far as somebody said.

        What is only inferred is wrong too often to silence a question.
        """
        return self.answer is None


class ResponseService:
    """Use cases of what waits."""

    def __init__(self, database: Database, clock: Clock, places: Places) -> None:
        self._database = database
        self._clock = clock
        self._places = places

    async def unanswered(self, guild_id: int) -> list[Responded]:
        """Return what nobody answered yet nor is solved, the oldest first.

        What was perhaps answered comes after all others.
        """
        now = self._clock.now()
        # What was asked at this very moment waits, too.
        found = await self.between(guild_id, now - LOOKS_BACK, now + _MOMENT)
        waiting = [one for one in found if one.is_open]
        return sorted(waiting, key=lambda one: one.inferred is not None)

    async def between(self, guild_id: int, start: datetime, end: datetime) -> list[Responded]:
        """Return the queries of a stretch of time that are not solved, with their answers."""
        places = await self._places(guild_id)
        async with self._database.read() as connection:
            found = await asked.queries(connection, guild_id, start, end, places)
            solved = await marks.solved_of(
                connection, guild_id, [query.post.message_id for query in found]
            )
            left = [query for query in found if query.post.message_id not in solved]
            return await responded(connection, guild_id, left, end)

    async def asked(
        self, guild_id: int, window: Window, help_channel_ids: Collection[int]
    ) -> list[Asked]:
        """Return the queries of a window with their waits, as ``Queries.waits`` counts them."""
        async with self._database.read() as connection:
            found = await asked.queries(
                connection, guild_id, window.start, window.end, help_channel_ids
            )
            posts = await asked.possible_answers(connection, guild_id, window.end, found)
        return await asyncio.to_thread(asked_of, found, posts, self._clock.now())

    async def accepted(self, guild_id: int, window: Window) -> tuple[int, int, int]:
        """Return how many answers helped, by how many helpers, and how many people."""
        async with self._database.read() as connection:
            return await marks.accepted_between(connection, guild_id, window.start, window.end)

    async def channel_names(self, guild_id: int) -> dict[int, str]:
        """Return the names of channels by their ids."""
        async with self._database.read() as connection:
            return await directory.channel_names(connection, guild_id)

    async def is_open(self, guild_id: int, query_id: int) -> bool:
        """Tell whether a query is there that nobody answered nor solved."""
        async with self._database.read() as connection:
            query = await asked.known(connection, guild_id, query_id)
            if query is None or await marks.solved_of(connection, guild_id, [query_id]):
                return False
            found = await responded(connection, guild_id, [query], self._clock.now())
        return found[0].is_open

    async def is_solved(self, guild_id: int, query_id: int) -> bool:
        """Tell whether a query is solved."""
        async with self._database.read() as connection:
            return bool(await marks.solved_of(connection, guild_id, [query_id]))

    async def newest(
        self, guild_id: int, channel_id: int, before: datetime, asker_id: int | None
    ) -> Query | None:
        """Return the newest question of a day in a channel, of ``asker_id`` if given."""
        places = await self._places(guild_id)
        async with self._database.read() as connection:
            found = await asked.queries(
                connection, guild_id, before - timedelta(days=1), before, places
            )
        mine = [
            query
            for query in found
            if query.post.channel_id == channel_id and asker_id in {None, query.post.author_id}
        ]
        return mine[-1] if mine else None


async def responded(
    connection: AsyncConnection, guild_id: int, found: Sequence[Query], end: datetime
) -> list[Responded]:
    """Return queries with what answered them, stated or inferred."""
    answers = Answers(await asked.possible_answers(connection, guild_id, end, found))
    first = {query.post.message_id: answers.first(query) for query in found}
    # In a thread whatever is said there is about it: nothing is left to infer.
    silent = [one for one in found if first[one.post.message_id] is None and not one.is_post]
    talk = Talk(await asked.around(connection, guild_id, silent))
    probably = {one.post.message_id: talk.answer(one) for one in silent}
    return [
        Responded(one, first[one.post.message_id], probably.get(one.post.message_id))
        for one in found
    ]
