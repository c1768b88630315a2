"""Reading sets of members; see ``bot.activity.daysets``."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.daysets import Kind, as_set
from bot.activity.models import DaySet

_AT_ONCE = 64  # sets turned into numbers between two turns of the event loop


async def stored_sets(
    connection: AsyncConnection, guild_id: int, kinds: Collection[Kind], first: int, end: int
) -> dict[tuple[int, int], bytes]:
    """Return the stored bits of the local days from ``first`` to ``end``, by (kind, day)."""
    rows = await connection.execute(
        select(DaySet.kind, DaySet.day, DaySet.bits).where(
            DaySet.guild_id == guild_id,
            DaySet.kind.in_([int(kind) for kind in kinds]),
            DaySet.day >= first,
            DaySet.day < end,
        )
    )
    return {(kind, day): bits for kind, day, bits in rows}


async def ever(connection: AsyncConnection, guild_id: int, kind: Kind, end: int) -> int:
    """Return who belonged to ``kind`` on any local day before ``end``."""
    found = 0
    while True:
        rows = (
            await connection.execute(
                select(DaySet.day, DaySet.bits)
                .where(DaySet.guild_id == guild_id, DaySet.kind == int(kind), DaySet.day < end)
                .order_by(DaySet.day.desc())
                .limit(_AT_ONCE)
            )
        ).all()
        for _, bits in rows:
            found |= as_set(bits)
        if len(rows) < _AT_ONCE:
            return found
        end = rows[-1][0]
