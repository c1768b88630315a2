"""Interests: roles that members pick, and what they wish for beside them."""

from __future__ import annotations

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from cogs.onboarding.domain.topics import topics
from cogs.onboarding.repository import interests
from cogs.onboarding.repository.interests import InterestEntry
from cogs.onboarding.settings import GuildSettings

SUGGEST = "onboarding-suggest"
# What one select menu holds.
MOST = 25


class InterestService:
    """Use cases of interests."""

    def __init__(self, database: Database, jobs: JobRunner, store: Store, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._store = store
        self._clock = clock

    async def all(self, guild_id: int) -> list[InterestEntry]:
        """Return the interests of a guild by name."""
        async with self._database.read() as connection:
            return await interests.all_of(connection, guild_id)

    async def add(
        self,
        guild_id: int,
        role_id: int,
        name: str,
        *,
        emoji: str | None = None,
        channel_id: int | None = None,
    ) -> None:
        """Make a role an interest; one that is an interest already is changed."""
        async with self._database.begin() as connection:
            await interests.put_interest(
                connection,
                InterestEntry(guild_id, role_id, name[:60], emoji, channel_id, self._clock.now()),
            )

    async def remove(self, guild_id: int, role_id: int) -> None:
        """Let a role be no interest any more."""
        async with self._database.begin() as connection:
            await interests.drop_interest(connection, guild_id, role_id)

    async def wish(self, guild_id: int, member_id: int, typed: str) -> list[str]:
        """Write down what a member wishes for; return the topics that were understood.

        Where enough members share one, the managers are told of it, once.
        """
        now = self._clock.now()
        at_least = (await self._store.get(guild_id, GuildSettings)).suggest_interest_from
        async with self._database.begin() as connection:
            served = [entry.name for entry in await interests.all_of(connection, guild_id)]
            wanted = topics(typed, served)
            await interests.wish(connection, guild_id, member_id, wanted, now)
            for topic in await interests.popular(connection, guild_id, wanted, at_least):
                if await interests.note_suggested(connection, guild_id, topic, now):
                    await self._jobs.store.schedule(
                        connection, guild_id, SUGGEST, now, {"topic": topic}, f"{SUGGEST}:{topic}"
                    )
        self._jobs.wake()
        return wanted

    async def wishers(self, guild_id: int, topic: str) -> list[int]:
        """Return who wishes for a topic."""
        async with self._database.read() as connection:
            return await interests.wishers(connection, guild_id, topic)

    async def decide(self, guild_id: int, topic: str, decision: str) -> bool:
        """Decide on a suggestion (``made`` or ``no``); return whether nobody had before."""
        async with self._database.begin() as connection:
            return await interests.decide(connection, guild_id, topic, decision)

    async def reopen(self, guild_id: int, topic: str) -> None:
        """Take a decision back, because what it asked for could not be done."""
        async with self._database.begin() as connection:
            await interests.reopen(connection, guild_id, topic)

    async def forget_wishes(self, guild_id: int, topic: str) -> None:
        """Forget who wished for a topic."""
        async with self._database.begin() as connection:
            await interests.drop_wishes(connection, guild_id, topic)
