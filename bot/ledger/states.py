"""Which projection of which guild is up to date, and in which zone its days are cut."""

from __future__ import annotations

from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import String, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.db.upsert import put
from bot.ledger.projections import Projection, Projections


class ProjectionState(Base):
    """A projection of a guild that holds all of its facts; no row means: rebuild it."""

    __tablename__ = "ledger_projection"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int]
    zone: Mapped[str] = mapped_column(String(64))


_TABLE = cast("Table", ProjectionState.__table__)


async def mark_current(
    connection: AsyncConnection, guild_id: int, projection: Projection, zone: ZoneInfo
) -> None:
    """Record that ``projection`` holds every fact of the guild, days cut in ``zone``."""
    row = {
        "guild_id": guild_id,
        "name": projection.name,
        "version": projection.version,
        "zone": zone.key,
    }
    await put(connection, _TABLE, [row])


async def mark_stale(connection: AsyncConnection, guild_id: int, name: str) -> None:
    """Record that a projection misses facts and must be rebuilt."""
    await connection.execute(
        delete(_TABLE).where(_TABLE.c.guild_id == guild_id, _TABLE.c.name == name)
    )


async def current_zones(
    connection: AsyncConnection, guild_id: int, projections: Projections
) -> dict[str, ZoneInfo]:
    """Return the zone of every projection of the guild that is up to date, by its name."""
    rows = await connection.execute(
        select(_TABLE.c.name, _TABLE.c.version, _TABLE.c.zone).where(_TABLE.c.guild_id == guild_id)
    )
    versions = {projection.name: projection.version for projection in projections}
    return {name: ZoneInfo(zone) for name, version, zone in rows if versions.get(name) == version}
