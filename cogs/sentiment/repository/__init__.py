"""Every query of sentiment. Days are local ordinals, half-open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.daysets import DaySets, Kind, as_set
from bot.activity.reading import stored_sets
from bot.db.types import from_micros
from bot.ledger.models import Horizon, Message
from bot.windows import Window
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.models import SentimentDay, SentimentHour

# Clocks change at a quarter of an hour in every zone that is in use; in microseconds.
_QUARTER: Final = 900_000_000


async def tallies_by_day(
    connection: AsyncConnection, guild_id: int, window: Window
) -> dict[int, Tally]:
    """Return the mood of each day of ``window`` that had messages."""
    rows = await connection.execute(
        select(
            SentimentDay.day,
            func.sum(SentimentDay.positive),
            func.sum(SentimentDay.neutral),
            func.sum(SentimentDay.negative),
            func.sum(SentimentDay.messages),
        )
        .where(
            SentimentDay.guild_id == guild_id,
            SentimentDay.day >= window.first_day,
            SentimentDay.day < window.end_day,
        )
        .group_by(SentimentDay.day)
    )
    return {
        row[0]: Tally(
            positive=int(row[1]), neutral=int(row[2]), negative=int(row[3]), messages=int(row[4])
        )
        for row in rows
    }


async def writers(connection: AsyncConnection, guild_id: int, window: Window) -> int:
    """Return how many people wrote in ``window``."""
    first, end = window.first_day, window.end_day
    stored = await stored_sets(connection, guild_id, [Kind.WROTE], first, end)
    return DaySets(stored).within(Kind.WROTE, first, end).bit_count()


async def scored_people(
    connection: AsyncConnection, guild_id: int, window: Window
) -> dict[int, int] | None:
    """Return who wrote messages with a score, by day, as bits; only to be counted.

    None where messages of ``window`` are gone by the retention period: nobody can tell then.
    """
    gone_before = await connection.scalar(select(Horizon.at).where(Horizon.guild_id == guild_id))
    if gone_before is not None and gone_before > window.start:
        return None
    stored = await stored_sets(
        connection, guild_id, [Kind.SCORED], window.first_day, window.end_day
    )
    return {day: as_set(bits) for (_, day), bits in stored.items()}


async def tallies_by_channel(
    connection: AsyncConnection, guild_id: int, window: Window
) -> dict[int, Tally]:
    """Return the mood of each channel in ``window``; threads count for their parent."""
    rows = await connection.execute(
        select(
            SentimentDay.channel_id,
            func.sum(SentimentDay.positive),
            func.sum(SentimentDay.neutral),
            func.sum(SentimentDay.negative),
            func.sum(SentimentDay.messages),
        )
        .where(
            SentimentDay.guild_id == guild_id,
            SentimentDay.day >= window.first_day,
            SentimentDay.day < window.end_day,
        )
        .group_by(SentimentDay.channel_id)
    )
    return {
        row[0]: Tally(
            positive=int(row[1]), neutral=int(row[2]), negative=int(row[3]), messages=int(row[4])
        )
        for row in rows
    }


async def tallies_by_hour(
    connection: AsyncConnection, guild_id: int, window: Window
) -> dict[int, Tally]:
    """Return the mood of each hour of the local day, 0 to 23, over ``window``."""
    rows = await connection.execute(
        select(
            SentimentHour.hour,
            func.sum(SentimentHour.scored),
            func.sum(SentimentHour.positive),
            func.sum(SentimentHour.negative),
        )
        .where(
            SentimentHour.guild_id == guild_id,
            SentimentHour.day >= window.first_day,
            SentimentHour.day < window.end_day,
        )
        .group_by(SentimentHour.hour)
    )
    return {
        hour: Tally(
            positive=int(positive),
            neutral=int(scored) - int(positive) - int(negative),
            negative=int(negative),
            messages=int(scored),
        )
        for hour, scored, positive, negative in rows
    }


async def people_by_channel(
    connection: AsyncConnection, guild_id: int, window: Window
) -> dict[int, int]:
    """Return who wrote messages with a score, by channel, as bits; only to be counted."""
    place = func.coalesce(Message.parent_id, Message.channel_id)
    rows = await connection.execute(
        select(place, Message.author_id).where(*_scored_within(guild_id, window)).distinct()
    )
    return _bits((place, author) for place, author in rows)


async def people_by_hour(
    connection: AsyncConnection, guild_id: int, window: Window
) -> dict[int, int]:
    """Return who wrote messages with a score, by hour of the local day, as bits."""
    stored = type_coerce(Message.at, BigInteger)
    quarter = stored - stored % _QUARTER
    rows = await connection.execute(
        select(quarter, Message.author_id).where(*_scored_within(guild_id, window)).distinct()
    )
    return _bits(
        (from_micros(int(start)).astimezone(window.zone).hour, author) for start, author in rows
    )


def _scored_within(guild_id: int, window: Window) -> tuple[ColumnElement[bool], ...]:
    return (
        Message.guild_id == guild_id,
        Message.at >= window.start,
        Message.at < window.end,
        Message.score.is_not(None),
    )


def _bits(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return sets of people by key, with a bit for each who is named anywhere in ``pairs``."""
    places: dict[int, int] = {}
    sets: dict[int, int] = {}
    for key, person in pairs:
        sets[key] = sets.get(key, 0) | 1 << places.setdefault(person, len(places))
    return sets


async def known_since(connection: AsyncConnection, guild_id: int, window: Window) -> bool:
    """Tell whether every message of ``window`` is still there to be counted by who wrote it."""
    gone_before = await connection.scalar(select(Horizon.at).where(Horizon.guild_id == guild_id))
    return gone_before is None or gone_before <= window.start
