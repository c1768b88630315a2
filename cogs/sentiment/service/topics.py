"""What people talk about this week, and how they feel about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.windows import local_day, monday_of, zone_named
from cogs.sentiment.domain.privacy import MIN_PEOPLE
from cogs.sentiment.domain.topics import Topic, topics, without_names
from cogs.sentiment.repository import topics as repository
from cogs.sentiment.service.holding import Holding

# The words that members of a guild are called by, in lower case.
Names = Callable[[int], set[str]]

SHOWN: Final = 10
_EVERY: Final = timedelta(minutes=10)
# Terms that leave at a time, and weeks that are kept to compare with.
_AT_A_TIME: Final = 200
_WEEKS: Final = 5


class TopicService:
    """Keeps counts of terms, and says which stand out."""

    def __init__(
        self, database: Database, store: Store, clock: Clock, holding: Holding, names: Names
    ) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._holding = holding
        self._names = names
        self._next: dict[int, datetime] = {}

    async def keep(self, connection: AsyncConnection, guild_id: int) -> None:
        """Store what enough people said since the last time; at most every ten minutes."""
        now = self._clock.now()
        if now >= self._next.get(guild_id, now):
            self._next[guild_id] = now + _EVERY
            await self._store_counts(connection, guild_id)

    async def topics(self, guild_id: int) -> list[Topic]:
        """Return what stands out this week, or last week where nothing is known of this yet."""
        async with self._database.begin() as connection:
            await self._store_counts(connection, guild_id)
        zone = zone_named((await self._store.get(guild_id, ServerSettings)).zone)
        monday = monday_of(local_day(self._clock.now(), zone))
        async with self._database.read() as connection:
            weeks = await repository.counts(connection, guild_id, monday - 7 * _WEEKS)
        if monday not in weeks:
            monday -= 7
        before: Counter[str] = Counter()
        for week, found in weeks.items():
            if week < monday:
                before.update({term: one.messages for term, one in found.items()})
        names = self._names(guild_id)
        now = weeks.get(monday, {})
        kept = without_names(now, names)
        return topics({term: now[term] for term in kept}, before, SHOWN)

    async def _store_counts(self, connection: AsyncConnection, guild_id: int) -> None:
        week, found = self._holding.take(guild_id, MIN_PEOPLE, _AT_A_TIME)
        if not found:
            return
        kept = without_names(found, self._names(guild_id))
        await repository.add(connection, guild_id, week, {term: found[term] for term in kept})
        await repository.drop_before(connection, guild_id, week - 7 * _WEEKS)
