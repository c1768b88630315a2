"""Spreading news of an event to everybody who answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from bot.db import Database
from cogs.events.domain.rsvp import CONCERNED
from cogs.events.repository import occurrences, rsvps
from cogs.events.service.queue import Queue

# Members of whom a transaction takes note, and how far apart they are told.
_AT_ONCE: Final = 500
_APART: Final = timedelta(milliseconds=500)


class NewsService:
    """Makes a job for each member who is to be told, so that each is told once."""

    def __init__(self, database: Database, queue: Queue) -> None:
        self._database = database
        self._queue = queue

    async def spread(self, guild_id: int, news: Mapping[str, Any]) -> int:
        """Let all who go, wait or might go be told of ``news``; return how many.

        It may be done again: each of them is told once.
        """
        event_id, number = int(news["event"]), int(news["number"])
        told = dict(news)
        count, after = 0, 0
        while True:
            async with self._database.begin() as connection:
                occurrence = await occurrences.get(connection, guild_id, event_id, number)
                if occurrence is None:
                    return count
                some = await rsvps.page_of(connection, occurrence, CONCERNED, after, _AT_ONCE)
                for member_id in some:
                    wait = _APART * count
                    await self._queue.tell(connection, occurrence, member_id, told, wait)
                    count += 1
            self._queue.wake()
            if len(some) < _AT_ONCE:
                return count
            after = some[-1]
