"""What holds for a person over all memberships."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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


async def muted(
    connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
) -> set[int]:
    """Return who of them, some hundreds at most, wants no more messages."""
    return set(
        await connection.scalars(
            select(Contact.member_id).where(
                Contact.guild_id == guild_id,
                Contact.member_id.in_(member_ids),
                Contact.muted_at.is_not(None),
            )
        )
    )


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
    connection: AsyncConnection, guild_id: int, roles_of: Mapping[int, list[int]], at: datetime
) -> None:
    """Keep the roles of members; of who has none, nothing."""
    rows = [
        {"guild_id": guild_id, "member_id": member_id, "role_ids": role_ids, "kept_at": at}
        for member_id, role_ids in roles_of.items()
        if role_ids
    ]
    await put(connection, _KEPT, rows)
    await drop_kept_roles(connection, guild_id, [one for one, has in roles_of.items() if not has])


@dataclass(frozen=True, slots=True)
class Kept:
    """The roles that were kept of somebody, as they have been since ``at`` (aware UTC)."""

    role_ids: list[int]
    at: datetime


async def kept_roles(
    connection: AsyncConnection, guild_id: int, member_ids: Iterable[int]
) -> dict[int, Kept]:
    """Return the roles that were kept of members, some hundreds at most."""
    rows = await connection.execute(
        select(KeptRoles.member_id, KeptRoles.role_ids, KeptRoles.kept_at).where(
            KeptRoles.guild_id == guild_id, KeptRoles.member_id.in_(member_ids)
        )
    )
    return {
        row.member_id: Kept([int(role_id) for role_id in row.role_ids], row.kept_at) for row in rows
    }


async def drop_kept_roles(
    connection: AsyncConnection, guild_id: int, member_ids: Collection[int]
) -> None:
    """Forget the roles that were kept of members."""
    if member_ids:
        await connection.execute(
            delete(_KEPT).where(_KEPT.c.guild_id == guild_id, _KEPT.c.member_id.in_(member_ids))
        )
