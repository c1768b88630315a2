"""When moderators are on duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert
from cogs.moderation.domain.actions import Source
from cogs.moderation.domain.duty import Manual, Shift
from cogs.moderation.models import CaseRow, table
from cogs.moderation.models.duty import DUTY as _DUTY

_CASE = table(CaseRow)
_NOTHING = {"manual": None, "manual_at": None, "days": None, "begins": None, "ends": None}


@dataclass(frozen=True, slots=True)
class Duty:
    """What one moderator chose."""

    member_id: int
    shift: Shift | None
    manual: Manual | None


async def everyone(connection: AsyncConnection, guild_id: int) -> list[Duty]:
    """Return what each moderator chose."""
    rows = await connection.execute(
        select(_DUTY).where(_DUTY.c.guild_id == guild_id).order_by(_DUTY.c.member_id)
    )
    return [_duty(row) for row in rows]


async def of(connection: AsyncConnection, guild_id: int, member_id: int) -> Duty:
    """Return what a moderator chose."""
    rows = await connection.execute(
        select(_DUTY).where(_DUTY.c.guild_id == guild_id, _DUTY.c.member_id == member_id)
    )
    row = rows.first()
    return Duty(member_id, None, None) if row is None else _duty(row)


async def put_manual(
    connection: AsyncConnection, guild_id: int, member_id: int, manual: Manual
) -> None:
    """Write down that somebody goes on or off duty by hand."""
    changes = {"manual": manual.on, "manual_at": manual.since}
    await _put(connection, guild_id, member_id, changes)


async def put_shift(
    connection: AsyncConnection, guild_id: int, member_id: int, shift: Shift | None
) -> None:
    """Write down somebody's shift (None: no more); what was said by hand ends with that."""
    await _put(connection, guild_id, member_id, columns(shift, None))


async def handled_since(
    connection: AsyncConnection, guild_id: int, since: datetime
) -> list[tuple[int, datetime]]:
    """Return who handled a case and when, of those since an instant that no item led to."""
    rows = await connection.execute(
        select(_CASE.c.moderator_id, _CASE.c.created_at).where(
            _CASE.c.guild_id == guild_id,
            _CASE.c.created_at >= since,
            _CASE.c.moderator_id.is_not(None),
            _CASE.c.source.not_in([Source.REPORT, Source.APPEAL]),
        )
    )
    return [(row.moderator_id, row.created_at) for row in rows]


async def _put(
    connection: AsyncConnection, guild_id: int, member_id: int, changes: dict[str, Any]
) -> None:
    row: dict[str, Any] = {"guild_id": guild_id, "member_id": member_id, **_NOTHING, **changes}
    await connection.execute(
        insert(connection, _DUTY)
        .values(**row)
        .on_conflict_do_update(index_elements=["guild_id", "member_id"], set_=changes)
    )


def columns(shift: Shift | None, manual: Manual | None) -> dict[str, Any]:
    """Return a choice as columns; ``choice`` reads them."""
    found: dict[str, Any] = dict(_NOTHING)
    if shift is not None:
        found |= {
            "days": sum(1 << day for day in shift.days),
            "begins": shift.start.hour * 60 + shift.start.minute,
            "ends": shift.end.hour * 60 + shift.end.minute,
        }
    if manual is not None:
        found |= {"manual": manual.on, "manual_at": manual.since}
    return found


def choice(row: Any) -> tuple[Shift | None, Manual | None]:
    """Return the choice in the columns of a row."""
    shift = manual = None
    if row.days is not None:
        days = frozenset(day for day in range(7) if row.days >> day & 1)
        shift = Shift(days, _time(row.begins), _time(row.ends))
    if row.manual is not None:
        manual = Manual(row.manual, row.manual_at)
    return shift, manual


def _duty(row: Any) -> Duty:
    return Duty(row.member_id, *choice(row))


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
