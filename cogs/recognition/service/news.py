"""What is announced of awards: gathered, and once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.ledger.transaction import lock_guild
from cogs.recognition.domain.badges import Badge
from cogs.recognition.repository import awards, badges
from cogs.recognition.repository.awards import Award, News
from cogs.recognition.service.queue import NEWS, Queue
from cogs.recognition.settings import GuildSettings

# Named of those who got the same; the others are counted.
NAMES: Final = 20
# With more at once nobody is written to: that would be a mass message.
MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a job says in the badges channel; with nothing to say there are no news."""

    news: list[News]
    badges: dict[int, Badge]
    channel_id: int | None


class NewsService:
    """Decides how awards are announced."""

    def __init__(self, database: Database, store: Store, queue: Queue) -> None:
        self._database = database
        self._store = store
        self._queue = queue

    async def claim(self, guild_id: int, job_id: int) -> Announcement:
        """Return what a job is to say: the same in each of its attempts.

        Where members are told by direct message, those are let begin instead.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            settings = await self._store.read(connection, guild_id, GuildSettings)
            news = await awards.claim_news(connection, guild_id, job_id, NAMES)
            known = await badges.all_of(connection, guild_id)
            live = {badge.number: badge for badge in known}
            news = [one for one in news if one.badge in live]
            channel_id = settings.badges_channel_id if settings.badge_news != "silent" else None
            if settings.badge_news == "dm":
                members = await awards.told_of(connection, guild_id, job_id)
                if len(members) <= MOST_TOLD:
                    for member in members:
                        got = await awards.news_of(connection, guild_id, job_id, member)
                        payload = {"member": member, "badges": got}
                        key = f"{job_id}:{member}"
                        await self._queue.tell(connection, guild_id, member, payload, key)
                    channel_id = None
            if channel_id is None:
                await awards.drop_news(connection, guild_id, job_id)
                news = []
        self._queue.wake()
        return Announcement(news, live, channel_id)

    async def done(self, guild_id: int, job_id: int) -> None:
        """Note that a job has said it; what came meanwhile is another's."""
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            await awards.drop_news(connection, guild_id, job_id)
            if await awards.any_news(connection, guild_id):
                await self._queue.begin(connection, guild_id, NEWS)
        self._queue.wake()

    async def award(self, guild_id: int, badge: int, member_id: int) -> tuple[Badge, Award] | None:
        """Return the highest award that a member has, or had, of a badge."""
        async with self._database.read() as connection:
            known = await badges.all_of(connection, guild_id, deleted=True)
            mine = await awards.of_members(connection, guild_id, [member_id])
        theirs = [one for one in mine if one.badge == badge]
        if not theirs:
            return None
        highest = max(theirs, key=lambda one: one.tier)
        return next(one for one in known if one.number == badge), highest
