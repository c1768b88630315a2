"""Duty: who can be asked now, and who carries how much."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.member_zones import MemberZones
from cogs.moderation.domain.duty import (
    Candidate,
    Load,
    Shift,
    Strain,
    Work,
    held_for,
    is_night,
    loads,
    next_up,
    on_duty,
    strains,
)
from cogs.moderation.repository import duty, queue
from cogs.moderation.repository.duty import Duty
from cogs.moderation.service.duty_hours import DutyHours
from cogs.moderation.settings import GuildSettings

# What somebody took before that has no bearing on who is asked next.
_LATELY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """One moderator: whether they are on duty now, their shift, and the zone it is read in."""

    member_id: int
    on: bool
    shift: Shift | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Carried:
    """What one moderator did in a window, and why that may be too much."""

    load: Load
    strains: list[Strain]


class DutyService:
    """Use cases of duty."""

    def __init__(
        self,
        database: Database,
        store: Store,
        zones: MemberZones,
        clock: Clock,
        hours: DutyHours,
    ) -> None:
        self._database = database
        self._store = store
        self._zones = zones
        self._clock = clock
        self._hours = hours

    async def set(self, guild_id: int, member_id: int, *, on: bool) -> None:
        """Let somebody be on or off duty until their next shift begins or ends."""
        await self._hours.put_manual(guild_id, member_id, on=on)

    async def set_shift(self, guild_id: int, member_id: int, shift: Shift | None) -> None:
        """Give somebody a shift, in their own zone; None: no more."""
        await self._hours.put_shift(guild_id, member_id, shift)

    async def standing(self, guild_id: int, member_id: int) -> Standing:
        """Return how somebody stands now."""
        chosen = {one.member_id: one for one in await self._everyone(guild_id)}
        return await self._standing(guild_id, chosen.get(member_id) or Duty(member_id, None, None))

    async def on_now(self, guild_id: int, among: Collection[int]) -> list[int]:
        """Return who of ``among`` is on duty now."""
        standings = [
            await self._standing(guild_id, one)
            for one in await self._everyone(guild_id)
            if one.member_id in among
        ]
        return [one.member_id for one in standings if one.on]

    async def next_up(self, guild_id: int, among: Collection[int]) -> int | None:
        """Return whom to ask next of ``among``; None: nobody.

        Who took least in the last week; rather not who carries too much today, nor whose night
        it is.
        """
        now = self._clock.now()
        async with self._database.read() as connection:
            taken = await queue.taken_since(connection, guild_id, now - _LATELY)
        tired = {one.load.member_id for one in await self.load(guild_id, among, 1) if one.strains}
        candidates = []
        for one in among:
            count, last_at = taken.get(one, (0, None))
            night = is_night(now, await self._zones.get(guild_id, one))
            candidates.append(Candidate(one, count, last_at, tired=one in tired, night=night))
        found = next_up(candidates)
        return None if found is None else found.member_id

    async def load(self, guild_id: int, team: Collection[int], days: int) -> list[Carried]:
        """Return what each of ``team`` did in the last ``days``, by id and in no order of merit."""
        since = self._clock.now() - timedelta(days=days)
        settings = await self._store.get(guild_id, GuildSettings)
        async with self._database.read() as connection:
            done = await duty.handled_since(connection, guild_id, since)
            decided = await queue.decided_since(connection, guild_id, since)
        work = [Work(member_id, at, case=True) for member_id, at in done]
        for item in decided:
            if item.decided_by is not None and item.decided_at is not None:
                held = held_for(item.since, item.decided_at)
                work.append(Work(item.decided_by, item.decided_at, case=False, held=held))
        zones = {member_id: await self._zones.get(guild_id, member_id) for member_id in team}
        counted = loads(work, zones)
        healthy = settings.healthy_a_day, settings.healthy_minutes_a_day
        return [Carried(one, strains(one, counted, days, *healthy)) for one in counted]

    async def hours(self, guild_id: int, days: int) -> dict[int, timedelta]:
        """Return how long each one was on duty in the last ``days``; nothing where forgotten."""
        now = self._clock.now()
        return await self._hours.of(guild_id, now - timedelta(days=days), now) or {}

    async def _everyone(self, guild_id: int) -> list[Duty]:
        async with self._database.read() as connection:
            return await duty.everyone(connection, guild_id)

    async def _standing(self, guild_id: int, one: Duty) -> Standing:
        zone = await self._zones.get(guild_id, one.member_id)
        on = on_duty(one.shift, one.manual, self._now(), zone)
        return Standing(one.member_id, on, one.shift, zone)

    def _now(self) -> datetime:
        return self._clock.now()
