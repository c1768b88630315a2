"""Kudos: who thanked whom, for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.recognition.models import DAY, KUDOS

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kudos:
    """One kudos; ``at`` is aware UTC, the other fields are those of the table."""

    guild_id: int
    kudos_id: int
    receiver_id: int
    giver_id: int
    at: datetime
    worth: int
    reason: str | None
    channel_id: int
    revoked_at: datetime | None = None
    revoked_by: int | None = None
    revoke_reason: str | None = None


async def keep(connection: AsyncConnection, kudos: Kudos) -> bool:
    """Write kudos down; return whether they were not there before."""
    return bool(await insert_new(connection, KUDOS, [asdict(kudos)]))


async def of_id(connection: AsyncConnection, guild_id: int, kudos_id: int) -> list[Kudos]:
    """Return what one command or message has given, also what was revoked."""
    rows = await connection.execute(
        select(KUDOS)
        .where(KUDOS.c.guild_id == guild_id, KUDOS.c.kudos_id == kudos_id)
        .order_by(KUDOS.c.receiver_id)
    )
    return [_kudos(row) for row in rows]


async def given_since(
    connection: AsyncConnection, guild_id: int, giver_id: int, since: datetime
) -> list[tuple[int, datetime]]:
    """Return (receiver, instant) of what somebody gave since then, also what was revoked."""
    rows = await connection.execute(
        select(KUDOS.c.receiver_id, KUDOS.c.at).where(
            KUDOS.c.guild_id == guild_id, KUDOS.c.giver_id == giver_id, KUDOS.c.at >= since
        )
    )
    return [(receiver, at) for receiver, at in rows]


async def around(
    connection: AsyncConnection, guild_id: int, giver_id: int, receiver_id: int, since: datetime
) -> list[tuple[int, int]]:
    """Return (giver, receiver) of kudos since then to the giver, and from the receiver."""
    found: list[tuple[int, int]] = []
    ends = KUDOS.c.receiver_id == giver_id, KUDOS.c.giver_id == receiver_id
    for end, other in zip(ends, (None, KUDOS.c.receiver_id != giver_id), strict=True):
        chosen = select(KUDOS.c.giver_id, KUDOS.c.receiver_id).where(
            KUDOS.c.guild_id == guild_id, end, KUDOS.c.at >= since, KUDOS.c.revoked_at.is_(None)
        )
        if other is not None:
            chosen = chosen.where(other)
        found += [(one, two) for one, two in await connection.execute(chosen)]
    return found


async def between(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> list[Kudos]:
    """Return what was given from ``start`` to ``end`` (exclusive) and stands, oldest first."""
    rows = await connection.execute(
        select(KUDOS)
        .where(
            KUDOS.c.guild_id == guild_id,
            KUDOS.c.at >= start,
            KUDOS.c.at < end,
            KUDOS.c.revoked_at.is_(None),
        )
        .order_by(KUDOS.c.at, KUDOS.c.kudos_id, KUDOS.c.receiver_id)
    )
    return [_kudos(row) for row in rows]


async def pairs_since(
    connection: AsyncConnection, guild_id: int, since: datetime
) -> dict[tuple[int, int], int]:
    """Return how many kudos that stand were given since then, by (giver, receiver)."""
    rows = await connection.execute(
        select(KUDOS.c.giver_id, KUDOS.c.receiver_id, func.count())
        .where(KUDOS.c.guild_id == guild_id, KUDOS.c.at >= since, KUDOS.c.revoked_at.is_(None))
        .group_by(KUDOS.c.giver_id, KUDOS.c.receiver_id)
    )
    return {(row[0], row[1]): row[2] for row in rows}


async def of_member(
    connection: AsyncConnection, guild_id: int, member_id: int, *, given: bool, most: int
) -> tuple[list[Kudos], int]:
    """Return the latest kudos that somebody gave or got, and how many there are."""
    column = KUDOS.c.giver_id if given else KUDOS.c.receiver_id
    mine = (KUDOS.c.guild_id == guild_id) & (column == member_id) & KUDOS.c.revoked_at.is_(None)
    rows = await connection.execute(
        select(KUDOS).where(mine).order_by(KUDOS.c.at.desc(), KUDOS.c.kudos_id).limit(most)
    )
    found = [_kudos(row) for row in rows]
    count = await connection.scalar(select(func.count()).select_from(KUDOS).where(mine))
    return found, count or 0


async def latest(
    connection: AsyncConnection, guild_id: int, *, skip: int, most: int
) -> list[Kudos]:
    """Return kudos after the ``skip`` latest, the latest first, also what was revoked."""
    rows = await connection.execute(
        select(KUDOS)
        .where(KUDOS.c.guild_id == guild_id)
        .order_by(KUDOS.c.at.desc(), KUDOS.c.kudos_id.desc(), KUDOS.c.receiver_id)
        .offset(skip)
        .limit(most)
    )
    return [_kudos(row) for row in rows]


async def find(
    connection: AsyncConnection, guild_id: int, kudos_id: int, receiver_id: int
) -> Kudos | None:
    """Return one kudos, None where there is none."""
    mine = tuple_(KUDOS.c.guild_id, KUDOS.c.kudos_id, KUDOS.c.receiver_id)
    rows = await connection.execute(select(KUDOS).where(mine == (guild_id, kudos_id, receiver_id)))
    row = rows.one_or_none()
    return None if row is None else _kudos(row)


async def revoke(connection: AsyncConnection, kudos: Kudos) -> bool:
    """Write down that, by whom and why kudos are revoked; return whether they stood."""
    done = await connection.execute(
        update(KUDOS)
        .where(
            KUDOS.c.guild_id == kudos.guild_id,
            KUDOS.c.kudos_id == kudos.kudos_id,
            KUDOS.c.receiver_id == kudos.receiver_id,
            KUDOS.c.revoked_at.is_(None),
        )
        .values(
            revoked_at=kudos.revoked_at,
            revoked_by=kudos.revoked_by,
            revoke_reason=kudos.revoke_reason,
        )
    )
    return done.rowcount > 0


async def active_days(
    connection: AsyncConnection, guild_id: int, members: Sequence[int], first: int
) -> dict[int, int]:
    """Return on how many local days from ``first`` on members were active, those who were."""
    lit = (DAY.c.early + DAY.c.middle + DAY.c.late) > 0
    found: dict[int, int] = {}
    for start in range(0, len(members), _AT_ONCE):
        some = members[start : start + _AT_ONCE]
        rows = await connection.execute(
            select(DAY.c.member_id, func.count())
            .where(DAY.c.guild_id == guild_id, DAY.c.member_id.in_(some), DAY.c.day >= first, lit)
            .group_by(DAY.c.member_id)
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def _kudos(row: Row[Any]) -> Kudos:
    return Kudos(**row._mapping)  # noqa: SLF001 - its public way to names


async def drop_before(connection: AsyncConnection, guild_id: int, before: datetime) -> None:
    """Delete kudos from before an instant; their deeds still count."""
    await connection.execute(delete(KUDOS).where(KUDOS.c.guild_id == guild_id, KUDOS.c.at < before))
