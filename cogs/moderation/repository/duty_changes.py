"""What held of moderators' duty when."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from bot.windows import zone_names
from cogs.moderation.domain.duty_hours import Chosen
from cogs.moderation.models.duty import CHANGE as _CHANGE
from cogs.moderation.repository.duty import choice, columns

_LATER = _CHANGE.alias("later")
_UTC = ZoneInfo("UTC")


async def add(connection: AsyncConnection, guild_id: int, member_id: int, chosen: Chosen) -> None:
    """Write down what holds from now on."""
    row = {
        "guild_id": guild_id,
        "member_id": member_id,
        "changed_at": chosen.since,
        "zone": chosen.zone.key,
        **columns(chosen.shift, chosen.manual),
    }
    await put(connection, _CHANGE, [row])


async def latest(connection: AsyncConnection, guild_id: int) -> dict[int, Chosen]:
    """Return what holds of each one."""
    chosen = and_(_CHANGE.c.guild_id == guild_id, ~_followed())
    rows = await connection.execute(select(_CHANGE).where(chosen))
    return {row.member_id: _chosen(row) for row in rows}


async def between(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> dict[int, list[Chosen]]:
    """Return what held of each one from ``start`` to ``end``, in the order of time."""
    chosen = and_(
        _CHANGE.c.guild_id == guild_id,
        _CHANGE.c.changed_at < end,
        or_(_CHANGE.c.changed_at >= start, ~_followed(start)),
    )
    order = (_CHANGE.c.member_id, _CHANGE.c.changed_at)
    found: dict[int, list[Chosen]] = defaultdict(list)
    for row in await connection.execute(select(_CHANGE).where(chosen).order_by(*order)):
        found[row.member_id].append(_chosen(row))
    return dict(found)


async def prune(connection: AsyncConnection, guild_id: int, before: datetime) -> int:
    """Delete what holds no more since ``before``; return how many rows that was."""
    off = and_(_CHANGE.c.days.is_(None), _CHANGE.c.manual.is_(None))
    result = await connection.execute(
        delete(_CHANGE)
        .where(
            _CHANGE.c.guild_id == guild_id,
            _CHANGE.c.changed_at <= before,
            # Without anything before it, off duty needs no saying.
            or_(_followed(before), off),
        )
        .returning(_CHANGE.c.member_id)
    )
    return len(result.all())


def _followed(until: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition that another change of the same member follows, ``until`` then."""
    same = and_(
        _LATER.c.guild_id == _CHANGE.c.guild_id,
        _LATER.c.member_id == _CHANGE.c.member_id,
        _LATER.c.changed_at > _CHANGE.c.changed_at,
    )
    if until is not None:
        same = and_(same, _LATER.c.changed_at <= until)
    return exists().where(same).correlate(_CHANGE)


def _chosen(row: Any) -> Chosen:
    # A later version of the zones may no longer have it.
    zone = ZoneInfo(row.zone) if row.zone in zone_names() else _UTC
    return Chosen(row.changed_at, *choice(row), zone)
