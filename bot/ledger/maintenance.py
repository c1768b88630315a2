"""Rebuilding projections, forgetting members, opting out: the ledger's own housekeeping.

Every function runs inside a transaction of the caller, who has locked the guild.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from bot.ledger.models import OptOut
from bot.ledger.projections import Forgets, GuildContext, Projections
from bot.ledger.states import mark_current, mark_stale, standing_of
from bot.ledger.store import TABLES, drop_mentions, read_facts, take_member_facts
from bot.windows import day_start

_OPT_OUT = cast("Table", OptOut.__table__)


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
    zones = (await standing_of(connection, guild_id, projections)).zones
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
    their figures. Returns the number of facts read. Raises ProjectionError where a projection
    fails by a fault of its own.
    """
    chosen = [p for p in projections if names is None or p.name in names]
    gone = (await standing_of(connection, guild_id, projections)).gone
    # In another zone the first whole day may begin some hours later than the facts.
    since = None if gone is None else max(gone.at, day_start(gone.day, zone))
    guild = GuildContext(guild_id, zone)
    for projection in chosen:
        await projection.clear(connection, guild, None if gone is None else gone.day)
    count = 0
    async for batch in read_facts(connection, guild_id, since=since):
        count += len(batch)
        for projection in chosen:
            await projection.add(connection, guild, batch)
    for projection in chosen:
        await mark_current(connection, guild_id, projection, zone)
    return count


async def forget(
    connection: AsyncConnection,
    guild_id: int,
    member_id: int,
    projections: Projections,
    *,
    broken: Collection[str] = (),
) -> int:
    """Remove every fact of a member and their share in every figure.

    Returns how many facts were removed. Whoever addressed them addresses them no more, and the
    rows of projections that name the member go too, also of days whose facts are gone by the
    retention period. Projections in ``broken`` become stale. Raises ProjectionError where
    another one fails by a fault of its own.
    """
    standing = await standing_of(connection, guild_id, projections)
    counted = [
        (projection, GuildContext(guild_id, standing.zones[projection.name]))
        for projection in projections
        if projection.name in standing.zones and projection.name not in broken
    ]  # a stale one is rebuilt anyway
    await mark_stale(connection, guild_id, standing.others | set(broken))
    removed = 0
    async for batch in take_member_facts(connection, guild_id, member_id):
        removed += len(batch)
        for projection, guild in counted:
            await projection.remove(connection, guild, batch)
    async for before, after in drop_mentions(connection, guild_id, member_id):
        for projection, guild in counted:
            await projection.remove(connection, guild, before)
            await projection.add(connection, guild, after)
    for projection, guild in counted:
        if isinstance(projection, Forgets):
            await projection.forget(connection, guild, member_id)
    for projection in projections:
        for table in projection.tables:
            if "member_id" in table.c:
                await connection.execute(
                    delete(table).where(
                        table.c.guild_id == guild_id, table.c.member_id == member_id
                    )
                )
    return removed


async def opt_out(
    connection: AsyncConnection, guild_id: int, member_id: int, since: datetime
) -> None:
    """Write no fact of the member from now on."""
    row = {"guild_id": guild_id, "member_id": member_id, "since": since}
    await insert_new(connection, _OPT_OUT, [row])


async def is_opted_out(connection: AsyncConnection, guild_id: int, member_id: int) -> bool:
    """Tell whether no fact of the member is written."""
    chosen = select(_OPT_OUT.c.since).where(
        _OPT_OUT.c.guild_id == guild_id, _OPT_OUT.c.member_id == member_id
    )
    return await connection.scalar(chosen) is not None


async def opt_in(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Write facts of the member again."""
    await connection.execute(
        delete(_OPT_OUT).where(_OPT_OUT.c.guild_id == guild_id, _OPT_OUT.c.member_id == member_id)
    )
