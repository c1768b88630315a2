"""Transcripts of purges: evidence in the mod log, for as long as the server keeps evidence."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from cogs.moderation.repository import transcripts
from cogs.moderation.repository.transcripts import Kept
from cogs.moderation.settings import GuildSettings

# Takes a transcript out of the mod log when its time is over.
DISCARD: Final = "moderation-transcript"


class TranscriptService:
    """Use cases of transcripts; what was written is in the mod log alone, never here."""

    def __init__(self, database: Database, jobs: JobRunner, store: Store, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._store = store
        self._clock = clock

    async def begin(
        self, guild_id: int, number: int, channel_id: int, authors: Collection[int]
    ) -> None:
        """Write down, before it is sent, that a case has a transcript, and when that goes."""
        settings = await self._store.get(guild_id, GuildSettings)
        until = self._clock.now() + timedelta(days=settings.evidence_days)
        async with self._database.begin() as connection:
            kept = Kept(guild_id, number, channel_id, None, until)
            await transcripts.begin(connection, kept, authors)
            await self._jobs.store.schedule(
                connection, guild_id, DISCARD, until, {"case": number}, f"{DISCARD}:{number}"
            )

    async def arrived(self, guild_id: int, number: int, message_id: int) -> None:
        """Write down which message holds the transcript."""
        async with self._database.begin() as connection:
            await transcripts.arrived(connection, guild_id, number, message_id)

    async def get(self, guild_id: int, number: int) -> Kept | None:
        """Return the transcript of a case; None where there is none, or none any more."""
        async with self._database.read() as connection:
            return await transcripts.get(connection, guild_id, number)

    async def drop(self, guild_id: int, number: int) -> None:
        """Forget a transcript that was not sent, or is gone."""
        async with self._database.begin() as connection:
            await transcripts.drop(connection, guild_id, number)
            await self._jobs.store.cancel(connection, guild_id, f"{DISCARD}:{number}")
