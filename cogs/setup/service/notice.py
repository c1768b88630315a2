"""The one notice when the bot joins a server: a durable job, so that it comes once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.db import Database
from bot.jobs import JobRunner

KIND: Final = "setup-notice"
# The bot may have been away when it was invited; servers that it has been in for longer know it.
RECENT: Final = timedelta(days=1)
# Whoever invites a bot first sees it join; what was there before is looked at meanwhile.
AFTER: Final = timedelta(seconds=5)


class NoticeService:
    """Sees to it that every joining is announced once."""

    def __init__(self, database: Database, jobs: JobRunner, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock

    async def seen(self, guild_id: int, joined_at: datetime | None) -> bool:
        """Schedule the notice where the bot joined just now; return whether that was new.

        ``joined_at`` (aware) is when the bot joined. Repeating it changes nothing; a bot that
        was removed and invited again joins anew.
        """
        now = self._clock.now()
        if joined_at is None or now - joined_at > RECENT:
            return False
        key = f"{KIND}:{int(joined_at.timestamp())}"
        async with self._database.begin() as connection:
            new = await self._jobs.store.schedule(connection, guild_id, KIND, now + AFTER, {}, key)
        if new:
            self._jobs.wake()
        return new
