"""Roles of levels, and whose must be looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, delete, exists, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert, put
from bot.ledger.bulk import add_up_values
from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.models import LEVEL_ROLE, ROLES_DUE, SCORE
from cogs.recognition.models.badges import AWARD, BADGE, TIER


async def all_of(connection: AsyncConnection, guild_id: int) -> dict[int, int]:
    """Return the role ids of a guild by level."""
    rows = await connection.execute(
        select(LEVEL_ROLE.c.level, LEVEL_ROLE.c.role_id)
        .where(LEVEL_ROLE.c.guild_id == guild_id)
        .order_by(LEVEL_ROLE.c.level)
    )
    return {row.level: row.role_id for row in rows}


async def put_role(connection: AsyncConnection, guild_id: int, level: int, role_id: int) -> None:
    """Let a level give a role; the one it gave before is replaced."""
    await put(connection, LEVEL_ROLE, [{"guild_id": guild_id, "level": level, "role_id": role_id}])


async def drop_role(connection: AsyncConnection, guild_id: int, level: int) -> int | None:
    """Let a level give no role; return the one it gave."""
    mine = and_(LEVEL_ROLE.c.guild_id == guild_id, LEVEL_ROLE.c.level == level)
    dropped = await connection.execute(
        delete(LEVEL_ROLE).where(mine).returning(LEVEL_ROLE.c.role_id)
    )
    found: int | None = dropped.scalar_one_or_none()
    return found


async def due(connection: AsyncConnection, guild_id: int, members: Collection[int]) -> None:
    """Note that members' roles must be looked at, again where they are noted already."""
    rows = [(guild_id, member, 1) for member in sorted(members)]
    await add_up_values(connection, ROLES_DUE, rows)


async def any_given(connection: AsyncConnection, guild_id: int) -> bool:
    """Tell whether any role is given in a guild: by a level, with a badge or a tier."""
    given = select(BADGE.c.badge).where(
        BADGE.c.guild_id == guild_id, BADGE.c.deleted_at.is_(None), BADGE.c.role_id.is_not(None)
    )
    levels = select(LEVEL_ROLE.c.level).where(LEVEL_ROLE.c.guild_id == guild_id)
    tiers = select(TIER.c.level).where(TIER.c.guild_id == guild_id, TIER.c.role_id.is_not(None))
    given_by = or_(exists(given), exists(levels), exists(tiers))
    return bool(await connection.scalar(select(given_by)))


async def everybody_due(connection: AsyncConnection, guild_id: int) -> None:
    """Note that the roles of everybody with XP or a badge must be looked at."""
    scored = select(literal(guild_id), SCORE.c.member_id, literal(1)).where(
        SCORE.c.guild_id == guild_id,
        SCORE.c.board % 100 == int(Board.XP),
        SCORE.c.span == int(Span.ALL),
    )
    awarded = select(literal(guild_id), AWARD.c.member_id, literal(1)).where(
        AWARD.c.guild_id == guild_id
    )
    both = scored.union(awarded).subquery()
    chosen = select(both).where(literal(value=True))
    statement = insert(connection, ROLES_DUE).from_select(
        ["guild_id", "member_id", "asked"], chosen
    )
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=[ROLES_DUE.c.guild_id, ROLES_DUE.c.member_id],
            set_={"asked": ROLES_DUE.c.asked + 1},
        )
    )


async def some_due(
    connection: AsyncConnection, guild_id: int, most: int
) -> Sequence[tuple[int, int]]:
    """Return (member id, how often it was asked) of members to be looked at."""
    rows = await connection.execute(
        select(ROLES_DUE.c.member_id, ROLES_DUE.c.asked)
        .where(ROLES_DUE.c.guild_id == guild_id)
        .order_by(ROLES_DUE.c.member_id)
        .limit(most)
    )
    return [(row.member_id, row.asked) for row in rows]


async def done(connection: AsyncConnection, guild_id: int, looked_at: Mapping[int, int]) -> None:
    """Note that members were looked at; whose level changed meanwhile stay due."""
    if looked_at:
        each: list[Any] = [
            and_(ROLES_DUE.c.member_id == member, ROLES_DUE.c.asked == asked)
            for member, asked in looked_at.items()
        ]
        await connection.execute(
            delete(ROLES_DUE).where(ROLES_DUE.c.guild_id == guild_id, or_(*each))
        )
