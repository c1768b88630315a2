"""Queries of turns of the mood. A ``place`` is a channel's id, or 0 for the server."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new, put
from bot.ledger.models import Message
from cogs.sentiment.domain.labels import NEGATIVE_TO
from cogs.sentiment.domain.turns import Hour, State
from cogs.sentiment.models import ALERT, WATCH, SentimentHour

SERVER = 0


async def hours(
    connection: AsyncConnection, guild_id: int, since_day: int
) -> dict[int, list[Hour]]:
    """Return what was scored by hour from ``since_day`` on, in order, of each channel."""
    rows = await connection.execute(
        select(
            SentimentHour.channel_id,
            SentimentHour.day,
            SentimentHour.hour,
            SentimentHour.scored,
            SentimentHour.negative,
        )
        .where(SentimentHour.guild_id == guild_id, SentimentHour.day >= since_day)
        .order_by(SentimentHour.day, SentimentHour.hour)
    )
    found: dict[int, list[Hour]] = {}
    for channel_id, *row in rows:
        found.setdefault(channel_id, []).append(Hour(*row))
    return found


async def states(connection: AsyncConnection, guild_id: int) -> dict[int, State]:
    """Return how far the search is in each place."""
    rows = await connection.execute(
        select(
            WATCH.c.channel_id, WATCH.c.evidence, WATCH.c.began, WATCH.c.told, WATCH.c.seen
        ).where(WATCH.c.guild_id == guild_id)
    )
    return {place: State(*row) for place, *row in rows}


async def keep_states(
    connection: AsyncConnection, guild_id: int, found: Mapping[int, State]
) -> None:
    """Keep how far the search is, and drop places that are not watched any more."""
    await connection.execute(
        delete(WATCH).where(WATCH.c.guild_id == guild_id, WATCH.c.channel_id.not_in(list(found)))
    )
    rows = [
        {
            "guild_id": guild_id,
            "channel_id": place,
            "evidence": state.evidence,
            "began": state.began,
            "told": state.told,
            "seen": state.seen,
        }
        for place, state in found.items()
    ]
    await put(connection, WATCH, rows)


async def unhappy(
    connection: AsyncConnection, guild_id: int, place: int, since: datetime
) -> tuple[int, int]:
    """Return how many people wrote messages with a score, and how many negative ones."""
    where = [Message.guild_id == guild_id, Message.at >= since, Message.score.is_not(None)]
    if place != SERVER:
        where.append(func.coalesce(Message.parent_id, Message.channel_id) == place)
    wrote = select(func.count(Message.author_id.distinct())).where(*where)
    people = await connection.scalar(wrote)
    unhappy = await connection.scalar(wrote.where(Message.score <= NEGATIVE_TO))
    return int(people or 0), int(unhappy or 0)


async def note(connection: AsyncConnection, values: dict[str, object]) -> bool:
    """Write an alert down; return whether it was new."""
    return bool(await insert_new(connection, ALERT, [values]))


async def alert(
    connection: AsyncConnection, guild_id: int, place: int, began: int
) -> Mapping[str, object] | None:
    """Return an alert."""
    rows = await connection.execute(
        select(ALERT).where(
            ALERT.c.guild_id == guild_id, ALERT.c.channel_id == place, ALERT.c.began == began
        )
    )
    row = rows.mappings().first()
    return None if row is None else dict(row)


async def newest(
    connection: AsyncConnection, guild_id: int, count: int
) -> Collection[Mapping[str, object]]:
    """Return the newest alerts, the newest first."""
    rows = await connection.execute(
        select(ALERT)
        .where(ALERT.c.guild_id == guild_id)
        .order_by(ALERT.c.found.desc(), ALERT.c.channel_id)
        .limit(count)
    )
    return [dict(row) for row in rows.mappings()]


async def mark_false(connection: AsyncConnection, guild_id: int, place: int, began: int) -> bool:
    """Note that an alert was false; return whether that was new."""
    result = await connection.execute(
        update(ALERT)
        .where(
            ALERT.c.guild_id == guild_id,
            ALERT.c.channel_id == place,
            ALERT.c.began == began,
            ALERT.c.false_alarm.is_(False),
        )
        .values(false_alarm=True)
    )
    return result.rowcount > 0
