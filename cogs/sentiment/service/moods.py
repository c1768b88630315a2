"""The mood of a server, its channels, days and hours; of whole days, and never of a few people.

Windows end with yesterday: looking before and after somebody wrote would show what they wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.windows import Window, local_day, zone_named
from cogs.sentiment import repository
from cogs.sentiment.domain.change import Mood
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.domain.privacy import MIN_PEOPLE, shown_days, together
from cogs.sentiment.repository import corrections


@dataclass(frozen=True, slots=True)
class Overview:
    """The mood of a server: as a whole, by local day and by hour of the day (0 to 23).

    ``mood`` is None where fewer than five people made it; days and hours that fewer than five
    people made are not there. ``corrected``: how many messages people say were labelled wrongly.
    """

    window: Window
    mood: Mood | None
    days: Mapping[int, Tally]
    hours: Mapping[int, Tally]
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Channels:
    """Moods of channels by id, and how many others had too few people."""

    window: Window
    moods: Mapping[int, Mood]
    held_back: int


class MoodService:
    """Reads moods."""

    def __init__(self, database: Database, store: Store, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._clock = clock

    async def overview(self, guild_id: int, days: int) -> Overview:
        """Return the mood of the last ``days`` whole days, against as many before."""
        window = await self._window(guild_id, days)
        async with self._database.read() as connection:
            now, people = await _server(connection, guild_id, window)
            before, people_before = await _server(connection, guild_id, window.shifted(-days))
            who = together(people.values()).bit_count()
            if who < MIN_PEOPLE:
                return Overview(window, None, {}, {})
            hours = await repository.tallies_by_hour(connection, guild_id, window)
            by_hour = await repository.people_by_hour(connection, guild_id, window)
            corrected = await corrections.corrected(connection, guild_id, window)
        enough_before = together(people_before.values()).bit_count() >= MIN_PEOPLE
        mood = Mood(_sum(now), who, _sum(before) if enough_before else None)
        return Overview(
            window,
            mood,
            {day: now[day] for day in sorted(shown_days(people) & now.keys())},
            {hour: hours[hour] for hour in sorted(shown_days(by_hour) & hours.keys())},
            corrected,
        )

    async def channels(self, guild_id: int, days: int) -> Channels:
        """Return the moods of channels in the last ``days`` whole days."""
        window = await self._window(guild_id, days)
        async with self._database.read() as connection:
            now, people = await _by_channel(connection, guild_id, window)
            before, people_before = await _by_channel(connection, guild_id, window.shifted(-days))
        shown, shown_before = shown_days(people), shown_days(people_before)
        return Channels(
            window,
            {
                channel: Mood(
                    now[channel],
                    people[channel].bit_count(),
                    before.get(channel) if channel in shown_before else None,
                )
                for channel in sorted(shown & now.keys())
            },
            len(people.keys() - shown),
        )

    async def _window(self, guild_id: int, days: int) -> Window:
        settings = await self._store.get(guild_id, ServerSettings)
        zone = zone_named(settings.zone)
        today = local_day(self._clock.now(), zone)
        return Window(zone, today - days, today)


async def _server(
    connection: AsyncConnection, guild_id: int, window: Window
) -> tuple[dict[int, Tally], dict[int, int]]:
    """Return moods by day, and who made them; nobody where that is not known any more."""
    people = await repository.scored_people(connection, guild_id, window)
    return await repository.tallies_by_day(connection, guild_id, window), people or {}


async def _by_channel(
    connection: AsyncConnection, guild_id: int, window: Window
) -> tuple[dict[int, Tally], dict[int, int]]:
    if not await repository.known_since(connection, guild_id, window):
        return {}, {}
    return (
        await repository.tallies_by_channel(connection, guild_id, window),
        await repository.people_by_channel(connection, guild_id, window),
    )


def _sum(tallies: Mapping[int, Tally]) -> Tally:
    return reduce(add, tallies.values(), Tally())
