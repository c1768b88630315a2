"""The time zone that a member chose for themselves; the server's is the default."""

from __future__ import annotations

from typing import cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, Table, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Database, Snowflake
from bot.db.upsert import put
from bot.guild_settings import GuildSettings
from bot.member_data import MemberTable
from bot.windows import zone_named, zone_names


class MemberZone(Base):
    """One member's zone in one guild, an IANA name; who chose none has no row."""

    __tablename__ = "member_zone"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    zone: Mapped[str] = mapped_column(String(64))


_TABLE = cast("Table", MemberZone.__table__)
MEMBER_TABLES = (MemberTable(_TABLE, "member_id", "delete", "time_zone", about="held-zone"),)


class MemberZones:
    """Reads and changes members' zones."""

    def __init__(self, database: Database, settings: GuildSettings) -> None:
        self._database = database
        self._settings = settings

    async def get(self, guild_id: int, member_id: int) -> ZoneInfo:
        """Return the zone to read and show the member's times in: theirs, else the server's."""
        return await self.own(guild_id, member_id) or await self._settings.zone(guild_id)

    async def own(self, guild_id: int, member_id: int) -> ZoneInfo | None:
        """Return the zone that the member chose, None where they chose none."""
        async with self._database.read() as connection:
            name = await connection.scalar(select(_TABLE.c.zone).where(*_of(guild_id, member_id)))
        # A later version of the zones may no longer have it.
        return ZoneInfo(name) if name in zone_names() else None

    async def set(self, guild_id: int, member_id: int, zone: str) -> ZoneInfo:
        """Keep the member's zone and return it. Raises UserError for an unknown name."""
        chosen = zone_named(zone)
        row = {"guild_id": guild_id, "member_id": member_id, "zone": chosen.key}
        async with self._database.begin() as connection:
            await put(connection, _TABLE, [row])
        return chosen


def _of(guild_id: int, member_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (_TABLE.c.guild_id == guild_id, _TABLE.c.member_id == member_id)
