"""Every query of sentiment. Days are local ordinals, half-open."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.daysets import DaySets, Kind, as_set
from bot.activity.reading import stored_sets
from bot.db.upsert import put
from bot.ledger.facts import MessageFact
from bot.ledger.models import Horizon, Message
from bot.windows import Window
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.models import CORRECTION, SentimentDay

_MESSAGE = cast("Table", Message.__table__)


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


# -- corrections -------------------------------------------------------------------------------


async def corrected(connection: AsyncConnection, guild_id: int, window: Window) -> int:
    """Return how many messages of ``window`` people say were labelled wrongly."""
    return (
        await connection.scalar(
            select(func.count())
            .select_from(CORRECTION)
            .where(
                CORRECTION.c.guild_id == guild_id,
                CORRECTION.c.at >= window.start,
                CORRECTION.c.at < window.end,
            )
        )
        or 0
    )


async def score_before(connection: AsyncConnection, guild_id: int, message_id: int) -> float | None:
    """Return what the scorer said of a message that people corrected; None of any other."""
    return await connection.scalar(
        select(CORRECTION.c.score).where(
            CORRECTION.c.guild_id == guild_id, CORRECTION.c.message_id == message_id
        )
    )


async def keep_correction(connection: AsyncConnection, fact: MessageFact, score: float) -> None:
    """Keep that ``fact`` was corrected, and the ``score`` it had from the scorer."""
    row = {
        "guild_id": fact.guild_id,
        "message_id": fact.message_id,
        "at": fact.at,
        "score": score,
    }
    await put(connection, CORRECTION, [row])


async def drop_correction(connection: AsyncConnection, guild_id: int, message_id: int) -> None:
    """Keep no correction of a message any more."""
    await connection.execute(
        delete(CORRECTION).where(
            CORRECTION.c.guild_id == guild_id, CORRECTION.c.message_id == message_id
        )
    )


async def drop_lost_corrections(connection: AsyncConnection, guild_id: int) -> None:
    """Drop corrections of messages whose facts are gone: nobody could take them back."""
    await connection.execute(
        delete(CORRECTION).where(
            CORRECTION.c.guild_id == guild_id,
            ~exists().where(
                _MESSAGE.c.guild_id == CORRECTION.c.guild_id,
                _MESSAGE.c.message_id == CORRECTION.c.message_id,
            ),
        )
    )
