"""How long moderators were on duty.

What they choose is written down as it changes, with the zone it is read in, so that hours on duty
of a window are a function of that alone. Who is no moderator any more is off duty from then on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.jobs import JobRunner
from bot.member_zones import MemberZones
from cogs.moderation.domain.duty import Manual, Shift
from cogs.moderation.domain.duty_hours import Chosen, time_on_duty
from cogs.moderation.repository import cases, duty, duty_changes

# Forgets, each day, what has been kept for long enough.
FORGET: Final = "moderation-duty-forget"
FORGET_EVERY: Final = timedelta(days=1)


class DutyHours:
    """Use cases of hours on duty; ``keep`` is how long they can be told."""

    def __init__(
        self,
        database: Database,
        jobs: JobRunner,
        zones: MemberZones,
        clock: Clock,
        keep: timedelta,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._zones = zones
        self._clock = clock
        self._keep = keep

    async def put_manual(self, guild_id: int, member_id: int, *, on: bool) -> None:
        """Write down that somebody goes on or off duty by hand."""
        zone = await self._zones.get(guild_id, member_id)
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            now = self._clock.now()
            await duty.put_manual(connection, guild_id, member_id, Manual(on, now))
            await self._note(connection, guild_id, member_id, zone, now)

    async def put_shift(self, guild_id: int, member_id: int, shift: Shift | None) -> None:
        """Write down somebody's shift; None: no more."""
        zone = await self._zones.get(guild_id, member_id)
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            await duty.put_shift(connection, guild_id, member_id, shift)
            await self._note(connection, guild_id, member_id, zone, self._clock.now())

    async def catch_up(self, guild_id: int, team: Collection[int]) -> None:
        """Write down what changed of duty without a word: zones, and who is of the ``team``."""
        async with self._database.read() as connection:
            known = await duty.everyone(connection, guild_id)
        zones = {one.member_id: await self._zones.get(guild_id, one.member_id) for one in known}
        if not zones:
            return
        async with self._database.begin() as connection:
            await cases.lock(connection, guild_id)
            now = self._clock.now()
            latest = await duty_changes.latest(connection, guild_id)
            for one in await duty.everyone(connection, guild_id):
                zone = zones.get(one.member_id)
                if zone is None:
                    continue  # new since: that is written down
                off = Chosen(now, None, None, zone)
                holds = off
                if one.member_id in team:
                    holds = Chosen(now, one.shift, one.manual, zone)
                if not holds.means(latest.get(one.member_id, off)):
                    await self._add(connection, guild_id, one.member_id, holds)

    async def of(
        self, guild_id: int, start: datetime, end: datetime
    ) -> dict[int, timedelta] | None:
        """Return how long each one was on duty from ``start`` to ``end``, but not after now.

        None where that is forgotten.
        """
        now = self._clock.now()
        if start < now - self._keep:
            return None
        end = min(end, now)
        async with self._database.read() as connection:
            chosen = await duty_changes.between(connection, guild_id, start, end)
        found = {}
        for member_id, changes in chosen.items():
            found[member_id] = time_on_duty(changes, start, end)
            # Months of many moderators take a while.
            await asyncio.sleep(0)
        return found

    async def forget(self, guild_id: int) -> int:
        """Delete what has been kept for long enough; return how many rows that was."""
        async with self._database.begin() as connection:
            return await duty_changes.prune(connection, guild_id, self._clock.now() - self._keep)

    async def _note(
        self,
        connection: AsyncConnection,
        guild_id: int,
        member_id: int,
        zone: ZoneInfo,
        now: datetime,
    ) -> None:
        one = await duty.of(connection, guild_id, member_id)
        chosen = Chosen(now, one.shift, one.manual, zone)
        await self._add(connection, guild_id, member_id, chosen)

    async def _add(
        self, connection: AsyncConnection, guild_id: int, member_id: int, chosen: Chosen
    ) -> None:
        await duty_changes.add(connection, guild_id, member_id, chosen)
        due = chosen.since + FORGET_EVERY
        await self._jobs.store.schedule(connection, guild_id, FORGET, due, {}, FORGET)
