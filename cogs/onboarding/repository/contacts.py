"""What holds for a person over all memberships."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert, put
from cogs.onboarding.models import Contact, KeptRoles, table

_CONTACT, _KEPT = table(Contact), table(KeptRoles)


@dataclass(frozen=True, slots=True)
class Reach:
    """Since when somebody wants no more messages, and takes no direct ones; None: they do."""

    muted_at: datetime | None = None
    closed_at: datetime | None = None


async def reach(connection: AsyncConnection, guild_id: int, member_id: int) -> Reach:
    """Return how somebody can be reached."""
    row = (
        await connection.execute(
            select(Contact.muted_at, Contact.closed_at).where(
                Contact.guild_id == guild_id, Contact.member_id == member_id
            )
        )
    ).one_or_none()
    return Reach() if row is None else Reach(row.muted_at, row.closed_at)


async def mute(
    connection: AsyncConnection, guild_id: int, member_id: int, at: datetime | None
) -> None:
    """Write down that somebody wants no more messages (None: they do again)."""
    await _put(connection, guild_id, member_id, "muted_at", at)


async def note_closed(
    connection: AsyncConnection, guild_id: int, member_id: int, at: datetime | None
) -> None:
    """Write down that somebody takes no direct messages (None: they do)."""
    await _put(connection, guild_id, member_id, "closed_at", at)


async def _put(
    connection: AsyncConnection, guild_id: int, member_id: int, column: str, at: datetime | None
) -> None:
    row = {"guild_id": guild_id, "member_id": member_id, "muted_at": None, "closed_at": None}
    await connection.execute(
        insert(connection, _CONTACT)
        .values(**(row | {column: at}))
        .on_conflict_do_update(index_elements=["guild_id", "member_id"], set_={column: at})
    )


async def keep_roles(
    connection: AsyncConnection, guild_id: int, member_id: int, role_ids: list[int], at: datetime
) -> None:
    """Keep the roles of somebody who left."""
    row = {"guild_id": guild_id, "member_id": member_id, "role_ids": role_ids, "kept_at": at}
    await put(connection, _KEPT, [row])


async def kept_roles(connection: AsyncConnection, guild_id: int, member_id: int) -> list[int]:
    """Return the roles that were kept of somebody."""
    found = await connection.scalar(
        select(KeptRoles.role_ids).where(
            KeptRoles.guild_id == guild_id, KeptRoles.member_id == member_id
        )
    )
    return [int(role_id) for role_id in found or ()]


async def drop_kept_roles(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Forget the roles that were kept of somebody."""
    await connection.execute(
        delete(_KEPT).where(_KEPT.c.guild_id == guild_id, _KEPT.c.member_id == member_id)
    )
