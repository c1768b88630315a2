"""The first steps: each is done once, however often its button is pressed."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.ledger.forgotten import not_to_be_written
from bot.signals import RulesAccepted, Signals
from cogs.onboarding.domain.steps import Membership, Step
from cogs.onboarding.repository import newcomers


class StepService:
    """Use cases of the first steps."""

    def __init__(self, database: Database, signals: Signals, clock: Clock) -> None:
        self._database = database
        self._signals = signals
        self._clock = clock

    async def finish(self, membership: Membership, step: Step) -> bool:
        """Write a step down as done; return whether it was not done before.

        Memberships that began before Steward watched have no progress to keep: False.
        """
        async with self._database.begin() as connection:
            membership = await newcomers.as_known(connection, membership)
            first = await self._finish(connection, membership, step)
        if first and step is Step.RULES:
            await self._signals.send(RulesAccepted(membership.guild_id, membership.member_id))
        return first

    async def finish_latest(self, guild_id: int, member_id: int, step: Step) -> bool:
        """Write a step of somebody's present membership down as done; return as ``finish``."""
        async with self._database.begin() as connection:
            known = await newcomers.latest(connection, guild_id, member_id)
            if known is None:
                return False
            return await self._finish(connection, known.membership, step)

    async def _finish(
        self, connection: AsyncConnection, membership: Membership, step: Step
    ) -> bool:
        now, guild_id, member_id = self._clock.now(), membership.guild_id, membership.member_id
        if await not_to_be_written(connection, guild_id, {member_id: now}):
            return False
        return await newcomers.finish_step(connection, membership, step, now)
