"""Every query of sentiment. Days are local ordinals, half-open."""

from __future__ import annotations

from sqlalchemy import case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import MemberDay
from bot.ledger.models import Horizon, Message
from bot.windows import Window, day_start
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.models import SentimentDay


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
    return (
        await connection.scalar(
            select(func.count(func.distinct(MemberDay.member_id))).where(
                MemberDay.guild_id == guild_id,
                MemberDay.day >= window.first_day,
                MemberDay.day < window.end_day,
                MemberDay.messages > 0,
            )
        )
        or 0
    )


async def scored_people(
    connection: AsyncConnection, guild_id: int, window: Window
) -> dict[int, set[int]] | None:
    """Return who wrote messages with a score, by day; only to be counted, never to be shown.

    None where messages of ``window`` are gone by the retention period: nobody can tell then.
    """
    gone_before = await connection.scalar(select(Horizon.at).where(Horizon.guild_id == guild_id))
    if gone_before is not None and gone_before > window.start:
        return None
    days = range(window.first_day, window.end_day)
    which = case(*((Message.at < day_start(day + 1, window.zone), literal(day)) for day in days))
    rows = await connection.execute(
        select(which.label("day"), Message.author_id)
        .where(
            Message.guild_id == guild_id,
            Message.at >= window.start,
            Message.at < window.end,
            Message.score.is_not(None),
        )
        .distinct()
    )
    people: dict[int, set[int]] = {}
    for day, author_id in rows:
        people.setdefault(day, set()).add(author_id)
    return people
