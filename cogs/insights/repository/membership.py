"""Who was a member, who came and went, and who of the newcomers took part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from sqlalchemy import BigInteger, func, literal, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.daysets import VOICE_S
from bot.activity.models import FirstMessage, Stay
from bot.db import UtcTime
from bot.ledger.models import Message, Voice
from cogs.insights.domain.figures import ACTIVATION_DAYS, ACTIVATION_MESSAGES

UNSEEN = "unseen"
_ACTIVATION_US = ACTIVATION_DAYS * 24 * 3600 * 1_000_000


async def members_at(connection: AsyncConnection, guild_id: int, instant: datetime) -> int:
    """Count the members at ``instant``: the memberships begun, less those that ended.

    A member's stays never overlap.
    """
    here = Stay.guild_id == guild_id
    begun = await connection.scalar(select(func.count()).where(here, Stay.joined_at < instant))
    ended = await connection.scalar(select(func.count()).where(here, Stay.left_at < instant))
    return (begun or 0) - (ended or 0)


async def writers_before(connection: AsyncConnection, guild_id: int, day: int) -> int:
    """Count who has written before local ``day`` began."""
    return (
        await connection.scalar(
            select(func.count()).where(FirstMessage.guild_id == guild_id, FirstMessage.day < day)
        )
        or 0
    )


async def joins(connection: AsyncConnection, guild_id: int, start: datetime, end: datetime) -> int:
    """Count the memberships that began."""
    return (
        await connection.scalar(
            select(func.count()).where(
                Stay.guild_id == guild_id, Stay.joined_at >= start, Stay.joined_at < end
            )
        )
        or 0
    )


async def leaves(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> dict[str, int]:
    """Count the memberships that ended, by cause; ``UNSEEN`` where nobody saw it end."""
    rows = await connection.execute(
        select(Stay.cause, func.count())
        .where(Stay.guild_id == guild_id, Stay.left_at >= start, Stay.left_at < end)
        .group_by(Stay.cause)
    )
    return {cause or UNSEEN: count for cause, count in rows}


async def newcomers(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> int:
    """Count the members who joined; who joined twice is one."""
    return (
        await connection.scalar(
            select(func.count(func.distinct(Stay.member_id))).where(
                Stay.guild_id == guild_id, Stay.joined_at >= start, Stay.joined_at < end
            )
        )
        or 0
    )


async def cohort_sizes(
    connection: AsyncConnection, guild_id: int, borders: Sequence[datetime]
) -> dict[int, int]:
    """Count the members who joined from each border to the next, by number."""
    return {
        number: await newcomers(connection, guild_id, start, end)
        for number, (start, end) in enumerate(pairwise(borders))
    }


async def activated(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> int:
    """Count the joiners with three messages, or a minute in voice, within seven days of joining.

    Who joined twice in the window may have done so after either.
    """
    deadline = type_coerce(
        type_coerce(Stay.joined_at, BigInteger) + literal(_ACTIVATION_US, BigInteger), UtcTime()
    )
    third_message = (
        select(literal(1))
        .where(
            Message.guild_id == Stay.guild_id,
            Message.author_id == Stay.member_id,
            Message.at >= Stay.joined_at,
            Message.at < deadline,
        )
        .offset(ACTIVATION_MESSAGES - 1)
        .limit(1)
    )
    voice_s = (
        select(func.coalesce(func.sum(Voice.together_s), 0))
        .where(
            Voice.guild_id == Stay.guild_id,
            Voice.member_id == Stay.member_id,
            Voice.at >= Stay.joined_at,
            Voice.at < deadline,
        )
        .scalar_subquery()
    )
    return (
        await connection.scalar(
            select(func.count(func.distinct(Stay.member_id))).where(
                Stay.guild_id == guild_id,
                Stay.joined_at >= start,
                Stay.joined_at < end,
                or_(third_message.exists(), voice_s >= VOICE_S),
            )
        )
        or 0
    )
