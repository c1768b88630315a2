"""Tiers of members, who holds which, and how that came."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from cogs.recognition.domain.seasons import Held, Tier, parse_needs, written
from cogs.recognition.models.badges import MOVE, STANDING, TIER


@dataclass(frozen=True, slots=True)
class Standing:
    """See ``RecognitionStanding``."""

    held: Held
    season: int
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """See ``RecognitionMove``; ``done``: what was done in the season, as it is stored."""

    member_id: int
    at: datetime
    before: int
    after: int
    done: str
    by_id: int | None = None
    reason: str | None = None


async def tiers_of(connection: AsyncConnection, guild_id: int) -> list[Tier]:
    """Return a guild's tiers, lowest first."""
    rows = await connection.execute(
        select(TIER).where(TIER.c.guild_id == guild_id).order_by(TIER.c.level)
    )
    return [
        Tier(row.level, row.name, parse_needs(row.needs), row.perks, row.role_id) for row in rows
    ]


async def put_tier(connection: AsyncConnection, guild_id: int, tier: Tier) -> None:
    """Keep a tier, in place of what was on its level."""
    row = {
        "guild_id": guild_id,
        "level": tier.level,
        "name": tier.name,
        "needs": written(tier.needs),
        "perks": tier.perks,
        "role_id": tier.role_id,
    }
    await put(connection, TIER, [row])


async def drop_tier(connection: AsyncConnection, guild_id: int, level: int) -> bool:
    """Drop a tier; return whether it was there."""
    gone = delete(TIER).where(TIER.c.guild_id == guild_id, TIER.c.level == level)
    return bool((await connection.execute(gone.returning(TIER.c.level))).all())


async def standings(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> dict[int, Standing]:
    """Return what members hold."""
    rows = await connection.execute(
        select(STANDING).where(STANDING.c.guild_id == guild_id, STANDING.c.member_id.in_(members))
    )
    return {row.member_id: _standing_of(row) for row in rows}


async def unjudged(
    connection: AsyncConnection, guild_id: int, season: int, most: int
) -> dict[int, Standing]:
    """Return some of who is not judged for all that was before the first day of a season."""
    rows = await connection.execute(
        select(STANDING)
        .where(STANDING.c.guild_id == guild_id, STANDING.c.season < season)
        .order_by(STANDING.c.season, STANDING.c.member_id)
        .limit(most)
    )
    return {row.member_id: _standing_of(row) for row in rows}


async def put_standings(
    connection: AsyncConnection, guild_id: int, given: Mapping[int, Standing]
) -> None:
    """Keep what members hold; who holds nothing, and is not barred, is not in there."""
    rows = [
        {
            "guild_id": guild_id,
            "member_id": member,
            "level": one.held.level,
            "misses": one.held.misses,
            "season": one.season,
            "barred": one.barred,
        }
        for member, one in given.items()
        if one.held.level or one.barred
    ]
    await put(connection, STANDING, rows)
    gone = [member for member, one in given.items() if not (one.held.level or one.barred)]
    await connection.execute(
        delete(STANDING).where(STANDING.c.guild_id == guild_id, STANDING.c.member_id.in_(gone))
    )


async def holders(connection: AsyncConnection, guild_id: int) -> dict[int, int]:
    """Return how many members hold each level."""
    rows = await connection.execute(
        select(STANDING.c.level, func.count().label("many"))
        .where(STANDING.c.guild_id == guild_id)
        .group_by(STANDING.c.level)
    )
    return {row.level: row.many for row in rows}


async def holding(connection: AsyncConnection, guild_id: int) -> list[int]:
    """Return who holds any tier."""
    chosen = select(STANDING.c.member_id).where(STANDING.c.guild_id == guild_id)
    return list(await connection.scalars(chosen))


async def add_moves(connection: AsyncConnection, guild_id: int, moves: Sequence[Move]) -> None:
    """Note how tiers changed."""
    rows = [
        {"guild_id": guild_id, **{name: getattr(one, name) for name in Move.__slots__}}
        for one in moves
    ]
    await put(connection, MOVE, rows)


async def moves_page(
    connection: AsyncConnection, guild_id: int, skip: int, size: int
) -> tuple[list[Move], int]:
    """Return a page of how tiers changed, newest first, and how many there are in all."""
    mine = MOVE.c.guild_id == guild_id
    total = await connection.scalar(select(func.count()).where(mine))
    rows = await connection.execute(
        select(MOVE)
        .where(mine)
        .order_by(MOVE.c.at.desc(), MOVE.c.member_id)
        .offset(skip)
        .limit(size)
    )
    found = [Move(**{name: getattr(row, name) for name in Move.__slots__}) for row in rows]
    return found, total or 0


async def roles_of(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> tuple[frozenset[int], dict[int, set[int]]]:
    """Return the roles that tiers give, and those that members should have of them."""
    roles = {
        tier.level: tier.role_id
        for tier in await tiers_of(connection, guild_id)
        if tier.role_id is not None
    }
    if not roles:
        return frozenset(), {}
    known = await standings(connection, guild_id, members)
    wanted = {
        member: {roles[one.held.level]} for member, one in known.items() if one.held.level in roles
    }
    return frozenset(roles.values()), wanted


def _standing_of(row: Any) -> Standing:
    return Standing(Held(row.level, row.misses), row.season, bool(row.barred))
