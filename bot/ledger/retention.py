"""The retention period: single facts go, daily figures stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from bot.ledger.facts import JoinFact, LeaveFact
from bot.ledger.models import Horizon
from bot.ledger.store import TABLES
from bot.windows import day_start, local_day

_HORIZON = cast("Table", Horizon.__table__)


async def apply_retention(
    connection: AsyncConnection,
    guild_id: int,
    zone: ZoneInfo,
    now: datetime,
    keep: timedelta,
) -> int:
    """Drop the single facts of a guild that are older than ``keep``; daily figures stay.

    The caller has locked the guild, and its projections are up to date in ``zone``: what is
    not counted now never will be. The cut is a local midnight, so that a rebuild later finds
    only whole days. Joins and leaves stay: they are the register of members, and activity
    keeps the same dates. Returns how many facts were dropped.
    """
    day = local_day(now - keep, zone)
    cut = day_start(day, zone)
    known = await connection.scalar(select(_HORIZON.c.at).where(_HORIZON.c.guild_id == guild_id))
    if known is not None and known >= cut:
        return 0
    dropped = 0
    for kind, place in TABLES.items():
        if kind in (JoinFact, LeaveFact):
            continue
        result = await connection.execute(
            delete(place.table).where(place.table.c.guild_id == guild_id, place.table.c.at < cut)
        )
        dropped += result.rowcount
    if dropped:
        await put(connection, _HORIZON, [{"guild_id": guild_id, "at": cut, "day": day}])
    return dropped
