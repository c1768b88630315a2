"""Introductions: one card a member, which they may change."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import Clock
from bot.db import Database
from cogs.onboarding.repository import introductions
from cogs.onboarding.repository.introductions import Card

# Longer than Discord takes to accept a message.
_SENDING = timedelta(seconds=30)


class IntroductionService:
    """Use cases of introductions."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def card(self, guild_id: int, member_id: int) -> Card | None:
        """Return somebody's card."""
        async with self._database.read() as connection:
            return await introductions.card(connection, guild_id, member_id)

    async def begin(self, guild_id: int, member_id: int, channel_id: int) -> bool:
        """Take the right to send a new card; False where another is on its way."""
        async with self._database.begin() as connection:
            return await introductions.begin(
                connection,
                guild_id,
                member_id,
                channel_id,
                self._clock.now(),
                again_after=_SENDING,
            )

    async def arrived(self, guild_id: int, member_id: int, message_id: int) -> None:
        """Write down where the card is."""
        async with self._database.begin() as connection:
            await introductions.arrived(connection, guild_id, member_id, message_id)

    async def give_up(self, guild_id: int, member_id: int) -> None:
        """Give the right to send a card back: it could not be sent."""
        async with self._database.begin() as connection:
            await introductions.give_up(connection, guild_id, member_id)
