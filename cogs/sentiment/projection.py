"""Keeps mood by channel, day and hour in step with the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.ledger.bulk import add_up_values
from bot.ledger.projections import Batch, GuildContext, clear_days
from bot.windows import LocalDays
from cogs.sentiment.domain.labels import Label, label
from cogs.sentiment.models import SentimentDay, SentimentHour
from cogs.sentiment.repository.corrections import drop_lost_corrections
from cogs.sentiment.service.holding import Holding
from cogs.sentiment.service.topics import TopicService
from cogs.sentiment.service.turns import TurnService

_TABLE = cast("Table", SentimentDay.__table__)
_HOURS = cast("Table", SentimentHour.__table__)
# Where each mood stands among the counts, which are the table's last columns in this order.
_PLACES = {Label.POSITIVE: 1, Label.NEUTRAL: 2, Label.NEGATIVE: 3}
# Clocks change at a quarter of an hour in every zone that is in use.
_QUARTER_S: Final = 900
# What is older was read from history: nobody waits to hear of its mood.
_FRESH: Final = timedelta(hours=2)


class SentimentProjection:
    """Counts messages by mood and day."""

    name = "sentiment"
    version = 1
    tables: Sequence[Table] = (_TABLE,)

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count new messages."""
        await self._count(connection, guild, facts, 1)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take messages back."""
        await self._count(connection, guild, facts, -1)
        await connection.execute(
            delete(_TABLE).where(_TABLE.c.guild_id == guild.guild_id, _TABLE.c.messages <= 0)
        )

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Drop the guild's figures, of ``since_day`` and later where it is given."""
        await clear_days(connection, _TABLE, guild, since_day)

    async def forget(
        self, connection: AsyncConnection, guild: GuildContext, _member_id: int
    ) -> None:
        """Drop what people corrected of a member, whose facts are gone."""
        await drop_lost_corrections(connection, guild.guild_id)

    async def _count(
        self, connection: AsyncConnection, guild: GuildContext, facts: Batch, sign: int
    ) -> None:
        counts: dict[tuple[int, int], list[int]] = {}
        day_of = LocalDays(guild.zone).of
        for message in facts.messages:
            key = day_of(message.at), message.parent_id or message.channel_id
            row = counts.setdefault(key, [0, 0, 0, 0])
            row[0] += sign
            if message.score is not None:
                row[_PLACES[label(message.score)]] += sign
        rows = [(guild.guild_id, *key, *row) for key, row in sorted(counts.items())]
        await add_up_values(connection, _TABLE, rows)


class LocalHours:
    """Gives the local day and hour of aware instants; each quarter is looked up once."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[int, tuple[int, int]] = {}

    def of(self, instant: datetime) -> tuple[int, int]:
        """Return the local day (ordinal) and hour (0 to 23) of ``instant``."""
        quarter = int(instant.timestamp()) // _QUARTER_S
        found = self._known.get(quarter)
        if found is None:
            local = instant.astimezone(self._zone)
            found = self._known[quarter] = (local.toordinal(), local.hour)
        return found


class HourProjection:
    """Counts scored messages by mood and hour."""

    name = "sentiment-hours"
    version = 1
    tables: Sequence[Table] = (_HOURS,)

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count new messages."""
        await self._count(connection, guild, facts, 1)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take messages back."""
        await self._count(connection, guild, facts, -1)
        await connection.execute(
            delete(_HOURS).where(_HOURS.c.guild_id == guild.guild_id, _HOURS.c.scored <= 0)
        )

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Drop the guild's figures, of ``since_day`` and later where it is given."""
        await clear_days(connection, _HOURS, guild, since_day)

    async def _count(
        self, connection: AsyncConnection, guild: GuildContext, facts: Batch, sign: int
    ) -> None:
        counts: dict[tuple[int, int, int], list[int]] = {}
        hour_of = LocalHours(guild.zone).of
        for message in facts.messages:
            if message.score is None:
                continue
            key = (*hour_of(message.at), message.parent_id or message.channel_id)
            row = counts.setdefault(key, [0, 0, 0])
            mood = label(message.score)
            row[0] += sign
            row[1] += sign * (mood is Label.POSITIVE)
            row[2] += sign * (mood is Label.NEGATIVE)
        rows = [(guild.guild_id, *key, *row) for key, row in sorted(counts.items())]
        await add_up_values(connection, _HOURS, rows)


class TurnProjection:
    """Lets each hour in which somebody wrote be looked at for turns; it keeps no figures."""

    name = "sentiment-turns"
    version = 1
    tables: Sequence[Table] = ()

    def __init__(self, turns: TurnService, clock: Clock) -> None:
        self._turns = turns
        self._clock = clock

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Schedule a look where anything fresh has a score."""
        since = self._clock.now() - _FRESH
        if any(one.score is not None and one.at > since for one in facts.messages):
            await self._turns.look_later(connection, guild.guild_id)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Do nothing: what was found stays found."""

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Do nothing: nothing is kept."""


class TopicProjection:
    """Counts terms of messages that are new. Texts are gone: nothing of it can be rebuilt."""

    name = "sentiment-topics"
    version = 1
    tables: Sequence[Table] = ()

    def __init__(self, holding: Holding, topics: TopicService) -> None:
        self._holding = holding
        self._topics = topics

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count what is held of new messages, and store what enough people said."""
        day_of = LocalDays(guild.zone).of
        for one in facts.messages:
            self._holding.count(
                guild.guild_id, one.message_id, one.author_id, day_of(one.at), one.score
            )
        if facts.messages:
            await self._topics.keep(connection, guild.guild_id)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Do nothing: a count of five people and more does not say whose it is."""

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Do nothing: there is nothing to count it anew from."""
