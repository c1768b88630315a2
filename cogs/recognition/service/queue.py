"""Letting the jobs begin that look at level roles, and that keep points."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.jobs import JobRunner

ROLES: Final = "recognition-roles"
RECOUNT: Final = "recognition-recount"
UPKEEP: Final = "recognition-upkeep"
FIGURES: Final = "recognition-figures"
EVERYBODY: Final = "recognition-everybody"
NEWS: Final = "recognition-news"
TOLD: Final = "recognition-told"
# What is asked for within a while is done by one job, which begins when the while is over.
_GATHERED_S: Final = 30
EVERY: Final = timedelta(days=1)


class Queue:
    """Schedules the feature's jobs, in the transaction that makes them necessary."""

    def __init__(self, jobs: JobRunner, clock: Clock) -> None:
        self._jobs = jobs
        self._clock = clock

    async def begin(self, connection: AsyncConnection, guild_id: int, kind: str = ROLES) -> None:
        """Let a job look at what is due, soon."""
        now = self._clock.now()
        number = int(now.timestamp()) // _GATHERED_S
        due_at = now + timedelta(seconds=_GATHERED_S)
        await self._jobs.store.schedule(connection, guild_id, kind, due_at, {}, f"{kind}:{number}")

    async def keep(self, connection: AsyncConnection, guild_id: int) -> None:
        """Let the guild's points be kept each day; repeating it changes nothing."""
        await self._jobs.store.schedule(
            connection, guild_id, UPKEEP, self._clock.now() + EVERY, {}, UPKEEP
        )

    def wake(self) -> None:
        """Let the runner see new jobs; call it when the transaction is committed."""
        self._jobs.wake()

    async def tell(
        self,
        connection: AsyncConnection,
        guild_id: int,
        member_id: int,
        payload: dict[str, Any],
        key: str,
        wait: timedelta = timedelta(0),
    ) -> None:
        """Let a member be told something about themselves by direct message, once."""
        await self._jobs.store.schedule(
            connection,
            guild_id,
            TOLD,
            self._clock.now() + wait,
            payload,
            f"{TOLD}:{key}",
            member_id=member_id,
        )
