"""When members were here, and how they were called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import Stay
from bot.db.upsert import insert_new
from cogs.moderation.models import EarlierName, table

_LATEST: Final = 20
_NAME_LIMIT: Final = 32


@dataclass(frozen=True, slots=True)
class Membership:
    """From when to when somebody was here; ``left_at`` None: still."""

    joined_at: datetime
    left_at: datetime | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name that somebody had ``until``."""

    name: str
    until: datetime


async def memberships(
    connection: AsyncConnection, guild_id: int, member_id: int
) -> list[Membership]:
    """Return the latest memberships of somebody."""
    rows = await connection.execute(
        select(Stay.joined_at, Stay.left_at, Stay.cause)
        .where(Stay.guild_id == guild_id, Stay.member_id == member_id)
        .order_by(Stay.joined_at.desc())
        .limit(_LATEST)
    )
    return [Membership(*row) for row in rows]


async def names(connection: AsyncConnection, guild_id: int, member_id: int) -> list[Name]:
    """Return the latest earlier names of somebody."""
    rows = await connection.execute(
        select(EarlierName.name, EarlierName.changed_at)
        .where(EarlierName.guild_id == guild_id, EarlierName.member_id == member_id)
        .order_by(EarlierName.changed_at.desc())
        .limit(_LATEST)
    )
    return [Name(*row) for row in rows]


async def add_name(connection: AsyncConnection, guild_id: int, member_id: int, name: Name) -> None:
    """Write an earlier name down."""
    row = {
        "guild_id": guild_id,
        "member_id": member_id,
        "changed_at": name.until,
        "name": name.name[:_NAME_LIMIT],
    }
    await insert_new(connection, table(EarlierName), [row])
