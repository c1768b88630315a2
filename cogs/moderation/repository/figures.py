"""What the figures of moderation are made of. Spans of time are half-open."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Table, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import ChannelDay
from bot.windows import Window
from cogs.moderation.domain.actions import Action, Outcome, Source
from cogs.moderation.domain.figures import Decided, Tally
from cogs.moderation.domain.queue import Kind, State
from cogs.moderation.models import CaseRow, QueueItem, table

_CASE, _ITEM = table(CaseRow), table(QueueItem)
_DAY = cast("Table", ChannelDay.__table__)


async def cases(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> list[Tally]:
    """Count the cases that were opened; those where nothing was done do not count."""
    rows = await connection.execute(
        select(_CASE.c.action, _CASE.c.source, func.count(), func.count(_CASE.c.voided_at))
        .where(_opened(guild_id, start, end))
        .group_by(_CASE.c.action, _CASE.c.source)
    )
    return [Tally(Action(row[0]), Source(row[1]), row[2], row[3]) for row in rows]


async def handled(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> list[tuple[int, datetime]]:
    """Return who opened a case and when, of those that no item of the queue led to."""
    rows = await connection.execute(
        select(_CASE.c.moderator_id, _CASE.c.created_at).where(
            _opened(guild_id, start, end),
            _CASE.c.moderator_id.is_not(None),
            _CASE.c.source.not_in([Source.REPORT, Source.APPEAL]),
        )
    )
    return [(row[0], row[1]) for row in rows]


async def decided(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> list[Decided]:
    """Return the items of the queue that were decided."""
    rows = await connection.execute(
        select(
            _ITEM.c.kind,
            _ITEM.c.state,
            _ITEM.c.opened_at,
            _ITEM.c.since,
            _ITEM.c.decided_at,
            _ITEM.c.decided_by,
        ).where(_ITEM.c.guild_id == guild_id, _ITEM.c.decided_at >= start, _ITEM.c.decided_at < end)
    )
    return [Decided(Kind(row[0]), State(row[1]), *row[2:]) for row in rows]


async def appeals(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> int:
    """Count the appeals that were made."""
    return await _count(
        connection,
        and_(
            _ITEM.c.guild_id == guild_id,
            _ITEM.c.kind == Kind.APPEAL,
            _ITEM.c.opened_at >= start,
            _ITEM.c.opened_at < end,
        ),
    )


async def waiting(connection: AsyncConnection, guild_id: int, at: datetime) -> int:
    """Count the items that were there, and not decided, at an instant."""
    return await _count(
        connection,
        and_(
            _ITEM.c.guild_id == guild_id,
            _ITEM.c.opened_at < at,
            or_(_ITEM.c.decided_at.is_(None), _ITEM.c.decided_at >= at),
        ),
    )


async def messages(connection: AsyncConnection, guild_id: int, window: Window) -> int:
    """Return how many messages humans wrote."""
    written = await connection.scalar(
        select(func.sum(_DAY.c.messages)).where(
            _DAY.c.guild_id == guild_id,
            _DAY.c.day >= window.first_day,
            _DAY.c.day < window.end_day,
        )
    )
    return int(written or 0)


def _opened(guild_id: int, start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(
        _CASE.c.guild_id == guild_id,
        _CASE.c.created_at >= start,
        _CASE.c.created_at < end,
        _CASE.c.outcome != Outcome.FAILED,
    )


async def _count(connection: AsyncConnection, chosen: ColumnElement[bool]) -> int:
    counted = await connection.scalar(select(func.count()).select_from(_ITEM).where(chosen))
    return int(counted or 0)
