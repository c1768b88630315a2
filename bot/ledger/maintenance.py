"""Rebuilding projections, forgetting members, retention: the ledger's own housekeeping."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.db.upsert import insert_new, put
from bot.ledger.facts import JoinFact, LeaveFact
from bot.ledger.models import OptOut
from bot.ledger.projections import GuildContext, Projections
from bot.ledger.states import current_zones, mark_current
from bot.ledger.store import TABLES, delete_member_facts, read_facts
from bot.windows import day_start, local_day


class Horizon(Base):
    """Up to when the single facts of a guild were dropped by the retention period."""

    __tablename__ = "ledger_horizon"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime]


_HORIZON = cast("Table", Horizon.__table__)
_OPT_OUT = cast("Table", OptOut.__table__)


async def horizon(connection: AsyncConnection, guild_id: int) -> datetime | None:
    """Return the instant before which single facts are gone, or None: all are there."""
    found: datetime | None = await connection.scalar(
        select(_HORIZON.c.at).where(_HORIZON.c.guild_id == guild_id)
    )
    return found


async def guilds_with_facts(connection: AsyncConnection) -> set[int]:
    """Return the ids of all guilds of which any fact is kept."""
    found: set[int] = set()
    for place in TABLES.values():
        found.update(await connection.scalars(select(place.table.c.guild_id).distinct()))
    return found


async def stale_projections(
    connection: AsyncConnection, guild_id: int, projections: Projections, zone: ZoneInfo
) -> set[str]:
    """Return the names of projections that miss facts, are outdated or cut days elsewhere."""
    zones = await current_zones(connection, guild_id, projections)
    return {p.name for p in projections if zones.get(p.name) != zone}


async def rebuild(
    connection: AsyncConnection,
    guild_id: int,
    projections: Projections,
    zone: ZoneInfo,
    names: Collection[str] | None = None,
) -> int:
    """Compute projections (all, or those in ``names``) of a guild anew from its facts.

    ``zone`` cuts the days from now on. Days whose facts are gone by the retention period keep
    their figures. Returns the number of facts read.
    """
    chosen = [p for p in projections if names is None or p.name in names]
    gone_before = await horizon(connection, guild_id)
    since_day = None if gone_before is None else local_day(gone_before, zone)
    guild = GuildContext(guild_id, zone)
    for projection in chosen:
        await projection.clear(connection, guild, since_day)
    count = 0
    async for batch in read_facts(connection, guild_id, since=gone_before):
        count += len(batch)
        for projection in chosen:
            await projection.add(connection, guild, batch)
    for projection in chosen:
        await mark_current(connection, guild_id, projection, zone)
    return count


async def forget(
    connection: AsyncConnection, guild_id: int, member_id: int, projections: Projections
) -> int:
    """Remove every fact of a member and their share in every figure.

    Returns how many facts were removed. The rows of projections that name the member go
    too, also of days whose facts are gone by the retention period.
    """
    zones = await current_zones(connection, guild_id, projections)
    batches = [batch async for batch in read_facts(connection, guild_id, member_id=member_id)]
    await delete_member_facts(connection, guild_id, member_id)
    for projection in projections:
        zone = zones.get(projection.name)
        if zone is not None:  # a stale one is rebuilt anyway
            for batch in batches:
                await projection.remove(connection, GuildContext(guild_id, zone), batch)
        for table in projection.tables:
            if "member_id" in table.c:
                await connection.execute(
                    delete(table).where(
                        table.c.guild_id == guild_id, table.c.member_id == member_id
                    )
                )
    return sum(len(batch) for batch in batches)


async def opt_out(
    connection: AsyncConnection, guild_id: int, member_id: int, since: datetime
) -> None:
    """Write no fact of the member from now on."""
    row = {"guild_id": guild_id, "member_id": member_id, "since": since}
    await insert_new(connection, _OPT_OUT, [row])


async def opt_in(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Write facts of the member again."""
    await connection.execute(
        delete(_OPT_OUT).where(_OPT_OUT.c.guild_id == guild_id, _OPT_OUT.c.member_id == member_id)
    )


async def apply_retention(
    connection: AsyncConnection, guild_id: int, zone: ZoneInfo, now: datetime, keep: timedelta
) -> int:
    """Drop the single facts of a guild that are older than ``keep``; daily figures stay.

    The cut is a local midnight, so that a rebuild later finds only whole days. Joins and
    leaves go when the membership ended before the cut. Returns how many facts were dropped.
    """
    cut = day_start(local_day(now - keep, zone), zone)
    before = await horizon(connection, guild_id)
    if before is not None and before >= cut:
        return 0
    dropped = 0
    for kind, place in TABLES.items():
        if kind in (JoinFact, LeaveFact):
            continue
        result = await connection.execute(
            delete(place.table).where(place.table.c.guild_id == guild_id, place.table.c.at < cut)
        )
        dropped += result.rowcount
    dropped += await _drop_ended_memberships(connection, guild_id, cut)
    if dropped:
        await put(connection, _HORIZON, [{"guild_id": guild_id, "at": cut}])
    return dropped


async def _drop_ended_memberships(connection: AsyncConnection, guild_id: int, cut: datetime) -> int:
    joins, leaves = TABLES[JoinFact].table, TABLES[LeaveFact].table
    last_join = (
        select(func.max(joins.c.at))
        .where(joins.c.guild_id == guild_id, joins.c.member_id == leaves.c.member_id)
        .scalar_subquery()
    )
    gone = set(
        await connection.scalars(
            select(leaves.c.member_id)
            .where(leaves.c.guild_id == guild_id)
            .group_by(leaves.c.member_id, leaves.c.guild_id)
            .having(func.max(leaves.c.at) < cut, func.max(leaves.c.at) >= last_join)
        )
    )
    dropped = 0
    for table in (joins, leaves):
        for member_id in sorted(gone):
            result = await connection.execute(
                delete(table).where(table.c.guild_id == guild_id, table.c.member_id == member_id)
            )
            dropped += result.rowcount
    return dropped
