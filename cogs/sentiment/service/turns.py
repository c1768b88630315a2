"""Watching for turns of the mood, and what managers say of them."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.jobs import JobRunner
from bot.windows import zone_named
from cogs.sentiment.domain.privacy import MIN_PEOPLE
from cogs.sentiment.domain.turns import (
    LEAST_SENSITIVE,
    Hour,
    State,
    Usual,
    limit,
    step,
)
from cogs.sentiment.repository import turns as repository
from cogs.sentiment.repository.turns import SERVER
from cogs.sentiment.settings import GuildSettings

WATCH: Final = "sentiment-watch"
TELL: Final = "sentiment-tell"
# The past that tells what is usual, and the busiest channels that are watched beside the server.
_PAST_DAYS: Final = 56
_CHANNELS: Final = 20
# Messages of an hour have arrived by then.
_SETTLED: Final = timedelta(minutes=3)
_HOUR: Final = timedelta(hours=1)
_HOURS: Final = 24
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Alert:
    """A turn that was found; ``place`` is None for the server, ``began`` aware UTC."""

    place: int | None
    began: datetime
    negative: int
    scored: int
    usual: float
    people: int
    false_alarm: bool
    number: int


class TurnService:
    """Looks for turns hour by hour."""

    def __init__(self, database: Database, jobs: JobRunner, store: Store, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._store = store
        self._clock = clock

    async def look_later(self, connection: AsyncConnection, guild_id: int) -> None:
        """Let the running hour be looked at when it is over; repeating it changes nothing."""
        settings = await self._store.read(connection, guild_id, GuildSettings)
        if settings.alerts_channel_id is None:
            return
        now = self._clock.now()
        end = now.replace(minute=0, second=0, microsecond=0) + _HOUR
        key = f"{WATCH}:{int(end.timestamp()) // 3600}"
        await self._jobs.store.schedule(connection, guild_id, WATCH, end + _SETTLED, {}, key)

    async def watch(self, guild_id: int) -> int:
        """Look at the hours that are over; return how many turns are going to be told of.

        Each hour is looked at once. A turn that fewer than five people made, or wrote the
        negative messages of, waits until more did.
        """
        settings = await self._store.get(guild_id, GuildSettings)
        zone = await self._zone(guild_id)
        now = self._clock.now()
        local = now.astimezone(zone)
        running, today = local.toordinal() * _HOURS + local.hour, local.toordinal()
        async with self._database.read() as connection:
            channels = await repository.hours(connection, guild_id, today - _PAST_DAYS)
        places = {SERVER: _together(channels.values())} | _busiest(channels)
        usuals = await asyncio.to_thread(_usuals, places, today)
        told = 0
        async with self._database.begin() as connection:
            before = await repository.states(connection, guild_id)
            after: dict[int, State] = {}
            for place, hours in places.items():
                state = before.get(place, State(seen=running - _HOURS))
                most = limit(settings.alert_sensitivity, 1 if place == SERVER else len(places))
                usual = usuals[place]
                fresh = [one for one in hours if state.seen < one.number < running]
                for hour in fresh:
                    # What was found and not told yet is found again with the next hour.
                    state, found = step(state, hour, usual, most)
                    if not found or state.began is None:
                        continue
                    since = [one for one in hours if state.began <= one.number <= hour.number]
                    values = await self._values(connection, guild_id, place, since, usual, zone)
                    if values is None:
                        state = replace(state, told=False)
                        continue
                    told += await self._tell(connection, guild_id, place, values, settings, zone)
                after[place] = state
            await repository.keep_states(connection, guild_id, after)
        if told:
            self._jobs.wake()
        return told

    async def alert(self, guild_id: int, place: int, began: int) -> Alert | None:
        """Return a turn that was found."""
        zone = await self._zone(guild_id)
        async with self._database.read() as connection:
            row = await repository.alert(connection, guild_id, place, began)
        return None if row is None else _alert(row, zone)

    async def newest(self, guild_id: int) -> list[Alert]:
        """Return the newest turns, the newest first."""
        zone = await self._zone(guild_id)
        async with self._database.read() as connection:
            rows = await repository.newest(connection, guild_id, _SHOWN)
        return [_alert(row, zone) for row in rows]

    async def false_alarm(self, guild_id: int, place: int, began: int, by: int) -> int | None:
        """Note that a turn was none, and look less closely from now on.

        Returns the new sensitivity, None where that was said of this turn before.
        """
        async with self._database.begin() as connection:
            if not await repository.mark_false(connection, guild_id, place, began):
                return None
        settings = await self._store.get(guild_id, GuildSettings)
        lower = max(LEAST_SENSITIVE, settings.alert_sensitivity - 1)
        await self._store.set(guild_id, GuildSettings, "alert_sensitivity", lower, by)
        return lower

    async def _values(
        self,
        connection: AsyncConnection,
        guild_id: int,
        place: int,
        since: list[Hour],
        usual: Usual,
        zone: ZoneInfo,
    ) -> dict[str, Any] | None:
        began = instant(since[0].number, zone)
        people, unhappy = await repository.unhappy(connection, guild_id, place, began)
        if min(people, unhappy) < MIN_PEOPLE:
            return None
        scored = sum(one.scored for one in since)
        return {
            "guild_id": guild_id,
            "channel_id": place,
            "began": since[0].number,
            "found": since[-1].number,
            "negative": sum(one.negative for one in since),
            "scored": scored,
            "usual": sum(one.scored * usual.share(one) for one in since) / scored,
            "people": people,
            "false_alarm": False,
        }

    async def _tell(
        self,
        connection: AsyncConnection,
        guild_id: int,
        place: int,
        values: dict[str, Any],
        settings: GuildSettings,
        zone: ZoneInfo,
    ) -> bool:
        if not await repository.note(connection, values):
            return False
        due_at = after_quiet(
            self._clock.now(), zone, settings.quiet_from_hour, settings.quiet_to_hour
        )
        began = int(values["began"])
        return await self._jobs.store.schedule(
            connection,
            guild_id,
            TELL,
            due_at,
            {"place": place, "began": began},
            f"{TELL}:{place}:{began}",
        )

    async def _zone(self, guild_id: int) -> ZoneInfo:
        return zone_named((await self._store.get(guild_id, ServerSettings)).zone)


def instant(number: int, zone: ZoneInfo) -> datetime:
    """Return when the local hour of ``number`` (``Hour.number``) began, aware UTC."""
    day, hour = divmod(number, _HOURS)
    return datetime.combine(date.fromordinal(day), time(hour), zone).astimezone(UTC)


def after_quiet(now: datetime, zone: ZoneInfo, start: int, end: int) -> datetime:
    """Return ``now``, or the end of the quiet hours (from ``start`` to ``end``) it lies in."""
    local = now.astimezone(zone)
    quiet = start <= local.hour < end if start <= end else not end <= local.hour < start
    if not quiet:
        return now
    day = local.date() + timedelta(days=local.hour >= end)
    return datetime.combine(day, time(end), zone).astimezone(UTC)


def _busiest(channels: Mapping[int, list[Hour]]) -> dict[int, list[Hour]]:
    busy = heapq.nlargest(
        _CHANNELS, channels, key=lambda one: sum(hour.scored for hour in channels[one])
    )
    return {channel: channels[channel] for channel in sorted(busy)}


def _usuals(places: Mapping[int, list[Hour]], today: int) -> dict[int, Usual]:
    return {
        place: Usual(one for one in hours if one.day < today) for place, hours in places.items()
    }


def _together(channels: Iterable[list[Hour]]) -> list[Hour]:
    sums: dict[tuple[int, int], list[int]] = {}
    for hours in channels:
        for one in hours:
            counts = sums.setdefault((one.day, one.hour), [0, 0])
            counts[0] += one.scored
            counts[1] += one.negative
    return [Hour(*key, *counts) for key, counts in sorted(sums.items())]


def _alert(row: Mapping[str, Any], zone: ZoneInfo) -> Alert:
    return Alert(
        row["channel_id"] or None,
        instant(row["began"], zone),
        row["negative"],
        row["scored"],
        row["usual"],
        row["people"],
        row["false_alarm"],
        row["began"],
    )
