"""Channels that are closed or slowed down for a while: what they were is kept until they are again.

A hold is written down, with the job that ends it, before anything is asked of Discord; it is
removed after the channel is as it was. Both can be asked twice, so whatever is killed when, a
channel is never left as nobody wanted it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.jobs import JobRunner
from cogs.moderation.repository import channels
from cogs.moderation.repository.channels import Hold, Kind

# Closes the channels of a lockdown.
CLOSE: Final = "moderation-close"
# Makes the channels of a case what they were before it.
REOPEN: Final = "moderation-reopen"


class ChannelService:
    """Use cases of channels."""

    def __init__(self, database: Database, jobs: JobRunner, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock

    async def held(self, guild_id: int, channel_id: int, kind: Kind) -> Hold | None:
        """Return what holds a channel; None where nothing does."""
        async with self._database.read() as connection:
            return await channels.get(connection, guild_id, channel_id, kind)

    async def of_case(self, guild_id: int, number: int) -> list[Hold]:
        """Return what a case still holds."""
        async with self._database.read() as connection:
            return await channels.of_case(connection, guild_id, number)

    async def of_lockdown(self, guild_id: int) -> list[Hold]:
        """Return what lockdowns hold."""
        async with self._database.read() as connection:
            return await channels.of_lockdown(connection, guild_id)

    async def begin(self, hold: Hold, *, instead_of: Hold | None = None) -> bool:
        """Write a hold down, and when it ends; False where another was quicker.

        ``instead_of`` is over then; its end is called off.
        """
        async with self._database.begin() as connection:
            if instead_of is not None:
                await self._end(connection, instead_of)
            if not await channels.begin(connection, [hold]):
                return False
            await self._schedule_end(connection, hold)
        self._jobs.wake()
        return True

    async def begin_lockdown(self, holds: Sequence[Hold]) -> set[int]:
        """Write the holds of a lockdown down and let a durable job close the channels.

        Returns the channels; those that something else holds already stay as they are.
        """
        first = holds[0]
        async with self._database.begin() as connection:
            taken = await channels.begin(connection, holds)
            await self._jobs.store.schedule(
                connection,
                first.guild_id,
                CLOSE,
                self._clock.now(),
                {"case": first.number},
                f"{CLOSE}:{first.number}",
            )
            await self._schedule_end(connection, first)
        self._jobs.wake()
        return taken

    async def end_lockdown(self, guild_id: int, numbers: Sequence[int], by: int) -> None:
        """Let a durable job open what the cases ``numbers`` closed; ``by`` is the case of that."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            for number in numbers:
                await self._jobs.store.cancel(connection, guild_id, f"{REOPEN}:{number}")
                await self._jobs.store.schedule(
                    connection,
                    guild_id,
                    REOPEN,
                    now,
                    {"case": number, "by": by},
                    f"{REOPEN}:{number}:{by}",
                    member_id=by,
                )
        self._jobs.wake()

    async def call_off(self, guild_id: int, number: int) -> int:
        """Let a durable job undo what a void case did; return how many channels it holds."""
        async with self._database.begin() as connection:
            holds = await channels.of_case(connection, guild_id, number)
            if not holds:
                return 0
            await self._jobs.store.cancel(connection, guild_id, f"{REOPEN}:{number}")
            await self._jobs.store.schedule(
                connection,
                guild_id,
                REOPEN,
                self._clock.now(),
                {"case": number, "void": True},
                f"{REOPEN}:{number}:void",
            )
        self._jobs.wake()
        return len(holds)

    async def end(self, hold: Hold) -> bool:
        """Remove a hold whose channel is as it was; return whether nobody else had.

        The job that would have ended it is called off.
        """
        async with self._database.begin() as connection:
            return await self._end(connection, hold)

    async def ended(self, hold: Hold) -> None:
        """Remove a hold that its own job has ended."""
        async with self._database.begin() as connection:
            await channels.end(connection, hold)

    async def _end(self, connection: AsyncConnection, hold: Hold) -> bool:
        ended = await channels.end(connection, hold)
        if ended and not hold.lockdown:
            await self._jobs.store.cancel(connection, hold.guild_id, f"{REOPEN}:{hold.number}")
        return ended

    async def _schedule_end(self, connection: AsyncConnection, hold: Hold) -> None:
        if hold.until is not None:
            await self._jobs.store.schedule(
                connection,
                hold.guild_id,
                REOPEN,
                hold.until,
                {"case": hold.number},
                f"{REOPEN}:{hold.number}",
            )
