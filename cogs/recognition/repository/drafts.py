"""Badges that a manager looks at and has not saved yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.recognition.domain.badges import Badge
from cogs.recognition.models.badges import DRAFT
from cogs.recognition.repository.badges import badge_of, values_of


async def keep(
    connection: AsyncConnection, guild_id: int, draft_id: int, badge: Badge, now: datetime
) -> None:
    """Keep a draft; a badge with number 0 is a new one."""
    named = {"guild_id": guild_id, "draft_id": draft_id, "badge": badge.number, "at": now}
    await connection.execute(insert(DRAFT).values(**named, **values_of(badge)))


async def find(connection: AsyncConnection, guild_id: int, draft_id: int) -> Badge | None:
    """Return what a draft would be, None where it is gone."""
    mine = (DRAFT.c.guild_id == guild_id) & (DRAFT.c.draft_id == draft_id)
    row = (await connection.execute(select(DRAFT).where(mine))).one_or_none()
    return None if row is None else badge_of(row)


async def drop(connection: AsyncConnection, guild_id: int, draft_id: int) -> None:
    """Let a draft be gone."""
    mine = (DRAFT.c.guild_id == guild_id) & (DRAFT.c.draft_id == draft_id)
    await connection.execute(delete(DRAFT).where(mine))


async def drop_before(connection: AsyncConnection, guild_id: int, before: datetime) -> None:
    """Let the drafts be gone that nobody saved."""
    old = (DRAFT.c.guild_id == guild_id) & (DRAFT.c.at < before)
    await connection.execute(delete(DRAFT).where(old))
