"""How far newcomers came: from their own rows, the ledger, and daily activity."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import MemberDay
from bot.ledger.models import Message
from bot.windows import local_day
from cogs.onboarding.domain.funnel import DAY, Path
from cogs.onboarding.domain.invites import UNKNOWN, Source
from cogs.onboarding.models import Newcomer

_VOICE_S = 60
_NEWCOMER = (
    Newcomer.member_id,
    Newcomer.joined_at,
    Newcomer.screened_at,
    Newcomer.rules_at,
    Newcomer.introduced_at,
    Newcomer.source,
    Newcomer.source_code,
)


async def paths(
    connection: AsyncConnection,
    guild_id: int,
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    today: int,
) -> list[Path]:
    """Return the paths of who joined from ``start`` to before ``end`` (aware).

    ``today`` is the present local day in ``zone``: it is not over.
    """
    joined = and_(
        Newcomer.guild_id == guild_id, Newcomer.joined_at >= start, Newcomer.joined_at < end
    )
    rows = (
        await connection.execute(
            select(
                *_NEWCOMER,
                func.min(Message.at).label("wrote_at"),
            )
            .outerjoin(
                Message,
                and_(
                    Message.guild_id == Newcomer.guild_id,
                    Message.author_id == Newcomer.member_id,
                    Message.at >= Newcomer.joined_at,
                ),
            )
            .where(joined)
            .group_by(*_NEWCOMER)
        )
    ).all()
    sevenths = [local_day(row.joined_at, zone) + DAY for row in rows]
    active = await _active(connection, guild_id, sevenths)
    return [
        Path(
            screened=row.screened_at is not None,
            accepted=row.rules_at is not None,
            introduced=row.introduced_at is not None,
            first_message=None if row.wrote_at is None else row.wrote_at - row.joined_at,
            active_day_7=(seventh, row.member_id) in active if seventh < today else None,
            source=Source(row.source or UNKNOWN, row.source_code),
        )
        for row, seventh in zip(rows, sevenths, strict=True)
    ]


async def _active(
    connection: AsyncConnection, guild_id: int, days: list[int]
) -> set[tuple[int, int]]:
    """Return who was active on which day, of the days between the first and the last."""
    if not days:
        return set()
    rows = await connection.execute(
        select(MemberDay.day, MemberDay.member_id).where(
            MemberDay.guild_id == guild_id,
            MemberDay.day.between(min(days), max(days)),
            or_(
                MemberDay.messages > 0,
                MemberDay.reactions > 0,
                MemberDay.uses > 0,
                MemberDay.voice_s >= _VOICE_S,
            ),
        )
    )
    return {(row.day, row.member_id) for row in rows}


async def open_greetings(connection: AsyncConnection, guild_id: int) -> int:
    """Count who passed screening and waits for a greeting."""
    return (
        await connection.scalar(
            select(func.count()).where(
                Newcomer.guild_id == guild_id,
                Newcomer.screened_at.is_not(None),
                Newcomer.outcome.is_(None),
            )
        )
        or 0
    )
