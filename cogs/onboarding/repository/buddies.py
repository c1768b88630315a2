"""Volunteers, and whom they were paired with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert, insert_new
from cogs.onboarding.domain.pairing import Candidate
from cogs.onboarding.models import Buddy, Pairing, table

_BUDDY, _PAIRING = table(Buddy), table(Pairing)


@dataclass(frozen=True, slots=True)
class Pair:
    """A newcomer and their buddy."""

    newcomer_id: int
    buddy_id: int
    paired_at: datetime
    outcome: str | None


async def offer(
    connection: AsyncConnection, guild_id: int, member_id: int, daily_cap: int, at: datetime
) -> None:
    """Let somebody be a buddy; when they were last asked is kept."""
    row = {
        "guild_id": guild_id,
        "member_id": member_id,
        "daily_cap": daily_cap,
        "offered_at": at,
        "stopped_at": None,
        "asked_at": None,
    }
    await connection.execute(
        insert(connection, _BUDDY)
        .values(**row)
        .on_conflict_do_update(
            index_elements=["guild_id", "member_id"],
            set_={"daily_cap": daily_cap, "stopped_at": None},
        )
    )


async def stop(connection: AsyncConnection, guild_id: int, member_id: int, at: datetime) -> bool:
    """Let somebody be no buddy any more; return whether they were one."""
    result = await connection.execute(
        update(_BUDDY)
        .where(
            _BUDDY.c.guild_id == guild_id,
            _BUDDY.c.member_id == member_id,
            _BUDDY.c.stopped_at.is_(None),
        )
        .values(stopped_at=at)
        .returning(_BUDDY.c.member_id)
    )
    return result.first() is not None


async def count(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many volunteers there are."""
    return (
        await connection.scalar(
            select(func.count()).where(Buddy.guild_id == guild_id, Buddy.stopped_at.is_(None))
        )
        or 0
    )


async def candidates(
    connection: AsyncConnection, guild_id: int, since: datetime
) -> list[Candidate]:
    """Return the volunteers, with how often each was asked from ``since`` on.

    They are locked until the transaction ends, so that no cap is passed by two who ask at once.
    """
    rows = (
        await connection.execute(
            select(_BUDDY)
            .where(Buddy.guild_id == guild_id, Buddy.stopped_at.is_(None))
            .order_by(Buddy.member_id)
            .with_for_update()
        )
    ).mappings()
    asked = {
        row.buddy_id: row.times
        for row in await connection.execute(
            select(Pairing.buddy_id, func.count().label("times"))
            .where(Pairing.guild_id == guild_id, Pairing.paired_at >= since)
            .group_by(Pairing.buddy_id)
        )
    }
    return [
        Candidate(
            row["member_id"],
            row["offered_at"],
            row["asked_at"],
            asked.get(row["member_id"], 0),
            row["daily_cap"],
        )
        for row in rows
    ]


async def pair_of(connection: AsyncConnection, guild_id: int, newcomer_id: int) -> Pair | None:
    """Return a newcomer's pairing."""
    row = (
        (
            await connection.execute(
                select(_PAIRING).where(
                    Pairing.guild_id == guild_id, Pairing.newcomer_id == newcomer_id
                )
            )
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    return Pair(row["newcomer_id"], row["buddy_id"], row["paired_at"], row["outcome"])


async def add_pair(
    connection: AsyncConnection, guild_id: int, newcomer_id: int, buddy_id: int, at: datetime
) -> bool:
    """Pair two, and write down that the buddy was asked; False where there is a pairing."""
    row = {
        "guild_id": guild_id,
        "newcomer_id": newcomer_id,
        "buddy_id": buddy_id,
        "paired_at": at,
        "outcome": None,
    }
    if not await insert_new(connection, _PAIRING, [row]):
        return False
    await connection.execute(
        update(_BUDDY)
        .where(_BUDDY.c.guild_id == guild_id, _BUDDY.c.member_id == buddy_id)
        .values(asked_at=at)
    )
    return True


async def note_outcome(
    connection: AsyncConnection, guild_id: int, newcomer_id: int, outcome: str
) -> bool:
    """Write down how it went; return whether it was not known."""
    result = await connection.execute(
        update(_PAIRING)
        .where(
            _PAIRING.c.guild_id == guild_id,
            _PAIRING.c.newcomer_id == newcomer_id,
            _PAIRING.c.outcome.is_(None),
        )
        .values(outcome=outcome)
        .returning(_PAIRING.c.newcomer_id)
    )
    return result.first() is not None
