"""A newcomer's first message: where nobody answers it, the greeters hear of it."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import Clock
from bot.db import Database
from bot.db.types import to_micros
from bot.feature_switch import FeatureSwitch
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.ledger.forgotten import not_to_be_written
from cogs.onboarding.domain.steps import Membership
from cogs.onboarding.repository import first_words
from cogs.onboarding.service.welcomes import FEATURE
from cogs.onboarding.settings import GuildSettings

UNANSWERED = "onboarding-unanswered"
# Who has been here longer is no newcomer.
NEW_FOR = timedelta(days=14)


class FirstWordsService:
    """Use cases of first messages."""

    def __init__(
        self,
        database: Database,
        jobs: JobRunner,
        store: Store,
        switch: FeatureSwitch,
        clock: Clock,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._store = store
        self._switch = switch
        self._clock = clock

    async def spoke(self, membership: Membership, channel_id: int, message_id: int) -> None:
        """Take a message of a newcomer; only the first one of a membership has an effect."""
        settings = await self._store.get(membership.guild_id, GuildSettings)
        if not settings.unanswered_after_minutes or settings.greeters_channel_id is None:
            return
        if not await self._switch.is_on(membership.guild_id, FEATURE):
            return
        joined, now = to_micros(membership.joined_at), self._clock.now()
        async with self._database.begin() as connection:
            watched = {membership.member_id: now}
            if await not_to_be_written(connection, membership.guild_id, watched):
                return
            await self._jobs.store.schedule(
                connection,
                membership.guild_id,
                UNANSWERED,
                now + timedelta(minutes=settings.unanswered_after_minutes),
                {
                    "member": membership.member_id,
                    "joined": joined,
                    "channel": channel_id,
                    "message": message_id,
                },
                f"{UNANSWERED}:{membership.member_id}:{joined}",
                member_id=membership.member_id,
            )
        self._jobs.wake()

    async def needs_a_human(self, membership: Membership, channel_id: int, message_id: int) -> bool:
        """Tell whether it was the first message of that membership and nobody answered it.

        Who switched tracking off meanwhile is talked of to nobody.
        """
        member_id, guild_id = membership.member_id, membership.guild_id
        async with self._database.read() as connection:
            if await not_to_be_written(connection, guild_id, {member_id: self._clock.now()}):
                return False
            at = await first_words.is_first(connection, membership, message_id)
            if at is None:
                return False
            return not await first_words.is_answered(
                connection, membership, channel_id, message_id, at
            )
