"""Every query of sentiment. Days are local ordinals, half-open."""

from __future__ import annotations

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import MemberDay
from bot.windows import Window
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


async def writers_by_day(
    connection: AsyncConnection, guild_id: int, window: Window
) -> dict[int, int]:
    """Return how many people wrote on each day of ``window`` that had messages."""
    rows = await connection.execute(
        select(MemberDay.day, func.count())
        .where(
            and_(
                MemberDay.guild_id == guild_id,
                MemberDay.day >= window.first_day,
                MemberDay.day < window.end_day,
                MemberDay.messages > 0,
            )
        )
        .group_by(MemberDay.day)
    )
    return {row[0]: row[1] for row in rows}


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
