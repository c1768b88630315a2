"""Names of guilds and channels, so that a report can be read without Discord at hand.

Names of members are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import String, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.db.upsert import insert_new, put


class Guild(Base):
    """A guild that Steward serves, or whose history was imported.

    ``census_at``: since when its membership is known by watching it; null for a history
    that was only imported.
    """

    __tablename__ = "directory_guild"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    census_at: Mapped[datetime | None]


class Channel(Base):
    """A channel. ``kind`` is Discord's channel type, ``parent_id`` the one that a thread is in."""

    __tablename__ = "directory_channel"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(24))
    parent_id: Mapped[int | None] = mapped_column(Snowflake)


@dataclass(frozen=True, slots=True)
class ChannelEntry:
    """What is kept of a channel; fields as in ``Channel``."""

    channel_id: int
    name: str
    kind: str
    parent_id: int | None = None


_GUILD = cast("Table", Guild.__table__)
_CHANNEL = cast("Table", Channel.__table__)


async def remember_guild(connection: AsyncConnection, guild_id: int, name: str) -> None:
    """Keep a guild's present name."""
    await insert_new(
        connection, _GUILD, [{"guild_id": guild_id, "name": name[:100], "census_at": None}]
    )
    await connection.execute(
        update(_GUILD).where(_GUILD.c.guild_id == guild_id).values(name=name[:100])
    )


async def remember_census(connection: AsyncConnection, guild_id: int, at: datetime) -> None:
    """Record that the guild's membership is known from ``at`` on; the first time counts."""
    await connection.execute(
        update(_GUILD)
        .where(_GUILD.c.guild_id == guild_id, _GUILD.c.census_at.is_(None))
        .values(census_at=at)
    )


async def remember_channels(
    connection: AsyncConnection, guild_id: int, channels: Iterable[ChannelEntry]
) -> None:
    """Keep the present names of channels."""
    rows = [
        {"guild_id": guild_id, **asdict(channel), "name": channel.name[:100]}
        for channel in channels
    ]
    await put(connection, _CHANNEL, rows)


async def guild_entry(connection: AsyncConnection, guild_id: int) -> tuple[str, datetime | None]:
    """Return a guild's name and since when its membership is watched.

    Raises KeyError for a guild that was never seen.
    """
    row = (
        await connection.execute(
            select(_GUILD.c.name, _GUILD.c.census_at).where(_GUILD.c.guild_id == guild_id)
        )
    ).one_or_none()
    if row is None:
        raise KeyError(guild_id)
    return row.name, row.census_at


async def guild_names(connection: AsyncConnection) -> dict[int, str]:
    """Return the names of all guilds by their ids."""
    rows = await connection.execute(select(_GUILD.c.guild_id, _GUILD.c.name))
    return {row.guild_id: row.name for row in rows}


async def watched_guilds(connection: AsyncConnection) -> set[int]:
    """Return the ids of all guilds that the bot has been in; not those only imported."""
    return set(
        await connection.scalars(select(_GUILD.c.guild_id).where(_GUILD.c.census_at.is_not(None)))
    )


async def channel_names(connection: AsyncConnection, guild_id: int) -> dict[int, str]:
    """Return the names of the guild's channels by their ids."""
    rows = await connection.execute(
        select(_CHANNEL.c.channel_id, _CHANNEL.c.name).where(_CHANNEL.c.guild_id == guild_id)
    )
    return {row.channel_id: row.name for row in rows}


async def parents_of_threads(connection: AsyncConnection, guild_id: int) -> set[int]:
    """Return the ids of the guild's channels that have or had threads."""
    found = await connection.scalars(
        select(_CHANNEL.c.parent_id)
        .where(_CHANNEL.c.guild_id == guild_id, _CHANNEL.c.parent_id.is_not(None))
        .distinct()
    )
    return set(found)
