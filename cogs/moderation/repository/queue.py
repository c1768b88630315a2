"""Items of the queue, and who reported them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.moderation.domain.queue import WAITING, Item, Kind, State
from cogs.moderation.models import QueueItem, ReportRow, table

_ITEM, _REPORT = table(QueueItem), table(ReportRow)
_KEPT = tuple(field.name for field in fields(Item) if field.name != "reports")
_REPORTS = (
    select(func.count())
    .select_from(_REPORT)
    .where(_REPORT.c.guild_id == _ITEM.c.guild_id, _REPORT.c.item_id == _ITEM.c.item_id)
    .scalar_subquery()
    .label("reports")
)


@dataclass(frozen=True, slots=True)
class Report:
    """What one member said about an item."""

    reporter_id: int
    reason: str
    reported_at: datetime


async def add(connection: AsyncConnection, item: Item, key: str) -> bool:
    """Add an item under its ``key``; False, and nothing changed, where there is one."""
    row = {name: getattr(item, name) for name in _KEPT} | {"key": key}
    return bool(await insert_new(connection, _ITEM, [row]))


async def by_key(connection: AsyncConnection, guild_id: int, key: str) -> Item | None:
    """Return the item of a key, locked until the transaction ends."""
    return await _one(
        connection,
        _items().where(_ITEM.c.guild_id == guild_id, _ITEM.c.key == key).with_for_update(of=_ITEM),
    )


async def get(
    connection: AsyncConnection, guild_id: int, item_id: int, *, lock: bool = False
) -> Item | None:
    """Return an item; ``lock`` keeps others from changing it until the transaction ends."""
    chosen = _items().where(_ITEM.c.guild_id == guild_id, _ITEM.c.item_id == item_id)
    return await _one(connection, chosen.with_for_update(of=_ITEM) if lock else chosen)


async def waiting(
    connection: AsyncConnection, guild_id: int, *, kind: Kind | None = None, limit: int = 25
) -> list[Item]:
    """Return what is not decided: escalated ones first, then the oldest first."""
    chosen = _items().where(_ITEM.c.guild_id == guild_id, _ITEM.c.state.in_(sorted(WAITING)))
    if kind is not None:
        chosen = chosen.where(_ITEM.c.kind == kind)
    rows = await connection.execute(
        chosen.order_by(_ITEM.c.escalated_at.is_(None), _ITEM.c.opened_at, _ITEM.c.item_id).limit(
            limit
        )
    )
    return [_item(row) for row in rows.mappings()]


async def count_waiting(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many items are not decided."""
    chosen = (
        select(func.count())
        .select_from(_ITEM)
        .where(_ITEM.c.guild_id == guild_id, _ITEM.c.state.in_(sorted(WAITING)))
    )
    return await connection.scalar(chosen) or 0


async def appeals_of(connection: AsyncConnection, guild_id: int, number: int) -> list[Item]:
    """Return the appeals against a case, oldest first."""
    rows = await connection.execute(
        _items()
        .where(
            _ITEM.c.guild_id == guild_id,
            _ITEM.c.case_number == number,
            _ITEM.c.kind == Kind.APPEAL,
        )
        .order_by(_ITEM.c.opened_at, _ITEM.c.item_id)
    )
    return [_item(row) for row in rows.mappings()]


async def change(connection: AsyncConnection, guild_id: int, item_id: int, **changes: Any) -> None:
    """Change columns of an item."""
    await connection.execute(
        update(_ITEM)
        .where(_ITEM.c.guild_id == guild_id, _ITEM.c.item_id == item_id)
        .values(**changes)
    )


async def add_report(
    connection: AsyncConnection, guild_id: int, item_id: int, report: Report
) -> bool:
    """Add a member's report; False, and nothing changed, where they reported it before."""
    row = {
        "guild_id": guild_id,
        "item_id": item_id,
        "reporter_id": report.reporter_id,
        "reason": report.reason,
        "reported_at": report.reported_at,
    }
    return bool(await insert_new(connection, _REPORT, [row]))


async def reports_of(connection: AsyncConnection, guild_id: int, item_id: int) -> list[Report]:
    """Return who reported an item and why, oldest first."""
    rows = await connection.execute(
        select(_REPORT)
        .where(_REPORT.c.guild_id == guild_id, _REPORT.c.item_id == item_id)
        .order_by(_REPORT.c.reported_at, _REPORT.c.reporter_id)
    )
    return [Report(row.reporter_id, row.reason, row.reported_at) for row in rows]


async def count_reports_by(
    connection: AsyncConnection, guild_id: int, reporter_id: int, since: datetime
) -> int:
    """Return how many reports a member has sent since an instant."""
    chosen = (
        select(func.count())
        .select_from(_REPORT)
        .where(
            _REPORT.c.guild_id == guild_id,
            _REPORT.c.reporter_id == reporter_id,
            _REPORT.c.reported_at >= since,
        )
    )
    return await connection.scalar(chosen) or 0


async def drop_content(
    connection: AsyncConnection, guild_id: int, item_id: int, now: datetime
) -> bool:
    """Take away what was written, where its time is over; return whether it was."""
    result = await connection.execute(
        update(_ITEM)
        .where(
            _ITEM.c.guild_id == guild_id,
            _ITEM.c.item_id == item_id,
            _ITEM.c.content_until <= now,
        )
        .values(content=None, found=None)
    )
    if not cast("CursorResult[Any]", result).rowcount:
        return False
    await connection.execute(
        update(_REPORT)
        .where(_REPORT.c.guild_id == guild_id, _REPORT.c.item_id == item_id)
        .values(reason="")
    )
    return True


async def decided_since(
    connection: AsyncConnection, guild_id: int, since: datetime
) -> Sequence[Item]:
    """Return every item that was decided since an instant."""
    rows = await connection.execute(
        _items().where(_ITEM.c.guild_id == guild_id, _ITEM.c.decided_at >= since)
    )
    return [_item(row) for row in rows.mappings()]


async def taken_since(
    connection: AsyncConnection, guild_id: int, since: datetime
) -> dict[int, tuple[int, datetime]]:
    """Return how many items each moderator has taken since an instant, and when the last."""
    rows = await connection.execute(
        select(_ITEM.c.claimed_by, func.count(), func.max(_ITEM.c.since))
        .where(
            _ITEM.c.guild_id == guild_id, _ITEM.c.claimed_by.is_not(None), _ITEM.c.since >= since
        )
        .group_by(_ITEM.c.claimed_by)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _items() -> Select[Any]:
    return select(_ITEM, _REPORTS)


async def _one(connection: AsyncConnection, chosen: Select[Any]) -> Item | None:
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return None if row is None else _item(row)


def _item(row: Mapping[Any, Any]) -> Item:
    values = {name: row[name] for name in _KEPT}
    values |= {"kind": Kind(values["kind"]), "state": State(values["state"])}
    return Item(**values, reports=row["reports"])
