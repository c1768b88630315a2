"""Badges as managers made them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.recognition.domain.badges import Badge, Figure
from cogs.recognition.models.badges import AWARD, BADGE


async def all_of(
    connection: AsyncConnection, guild_id: int, *, deleted: bool = False
) -> list[Badge]:
    """Return a guild's badges, oldest first; also deleted ones where asked for."""
    chosen = select(BADGE).where(BADGE.c.guild_id == guild_id).order_by(BADGE.c.badge)
    if not deleted:
        chosen = chosen.where(BADGE.c.deleted_at.is_(None))
    return [badge_of(row) for row in await connection.execute(chosen)]


async def add(connection: AsyncConnection, guild_id: int, badges: Sequence[Badge]) -> list[Badge]:
    """Keep new badges; return them with their numbers. The caller has locked the guild."""
    highest = await connection.scalar(
        select(func.max(BADGE.c.badge)).where(BADGE.c.guild_id == guild_id)
    )
    rows = [
        {"guild_id": guild_id, "badge": number, "deleted_at": None, **values_of(badge)}
        for number, badge in enumerate(badges, (highest or 0) + 1)
    ]
    await connection.execute(insert(BADGE), rows)
    live = await all_of(connection, guild_id)
    return live[-len(badges) :]


async def change(connection: AsyncConnection, guild_id: int, badge: Badge) -> None:
    """Let a badge be as given."""
    mine = (BADGE.c.guild_id == guild_id) & (BADGE.c.badge == badge.number)
    await connection.execute(update(BADGE).where(mine).values(**values_of(badge)))


async def delete(connection: AsyncConnection, guild_id: int, number: int, now: datetime) -> None:
    """Let a badge be gone; its number and who had it stay known."""
    mine = (BADGE.c.guild_id == guild_id) & (BADGE.c.badge == number)
    await connection.execute(update(BADGE).where(mine).values(deleted_at=now))


async def holders(connection: AsyncConnection, guild_id: int) -> dict[int, int]:
    """Return how many members have each badge, by number."""
    rows = await connection.execute(
        select(AWARD.c.badge, func.count(AWARD.c.member_id.distinct()).label("many"))
        .where(AWARD.c.guild_id == guild_id, AWARD.c.revoked_at.is_(None))
        .group_by(AWARD.c.badge)
    )
    return {row.badge: row.many for row in rows}


def values_of(badge: Badge) -> dict[str, Any]:
    """Return what the columns of a badge hold, but its number."""
    return {
        "name": badge.name,
        "emoji": badge.emoji,
        "about": badge.about,
        "figure": badge.figure.value if badge.figure else None,
        "thresholds": " ".join(map(str, badge.thresholds)),
        "role_id": badge.role_id,
    }


def badge_of(row: Row[Any]) -> Badge:
    """Return the badge that a row with these columns holds."""
    return Badge(
        row.badge,
        row.name,
        row.emoji,
        row.about,
        Figure(row.figure) if row.figure else None,
        tuple(map(int, row.thresholds.split())),
        row.role_id,
    )
