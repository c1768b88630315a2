"""Whose figures changed, so that badges and tiers must be looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import delete, exists, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import Stay
from bot.db.upsert import insert
from bot.ledger.bulk import insert_new_values
from cogs.recognition.domain.standing import Span
from cogs.recognition.models import SCORE
from cogs.recognition.models.badges import BADGE, FIGURES_DUE, TIER

_NAMES = ("guild_id", "member_id")


async def needed(connection: AsyncConnection, guild_id: int) -> bool:
    """Tell whether a guild has anything that is given by rule."""
    ruled = select(BADGE.c.badge).where(
        BADGE.c.guild_id == guild_id, BADGE.c.deleted_at.is_(None), BADGE.c.figure.is_not(None)
    )
    tiers = select(TIER.c.level).where(TIER.c.guild_id == guild_id)
    return bool(await connection.scalar(select(or_(exists(ruled), exists(tiers)))))


async def note(connection: AsyncConnection, guild_id: int, members: Collection[int]) -> None:
    """Note members to be looked at; who is noted already stays so."""
    rows = [(guild_id, member) for member in sorted(members)]
    await insert_new_values(connection, FIGURES_DUE, rows, ("member_id",))


async def note_everybody(connection: AsyncConnection, guild_id: int) -> None:
    """Note all members that have a figure, or are known to be here."""
    scored = select(literal(guild_id), SCORE.c.member_id).where(
        SCORE.c.guild_id == guild_id, SCORE.c.span == int(Span.ALL)
    )
    here = select(literal(guild_id), Stay.member_id).where(
        Stay.guild_id == guild_id, Stay.left_at.is_(None)
    )
    both = scored.union(here).subquery()
    # SQLite takes ON CONFLICT after a SELECT for a join, but for a WHERE.
    chosen = select(both).where(literal(value=True))
    statement = insert(connection, FIGURES_DUE).from_select(list(_NAMES), chosen)
    await connection.execute(statement.on_conflict_do_nothing())


async def some(connection: AsyncConnection, guild_id: int, most: int) -> Sequence[int]:
    """Return some members to be looked at."""
    chosen = (
        select(FIGURES_DUE.c.member_id)
        .where(FIGURES_DUE.c.guild_id == guild_id)
        .order_by(FIGURES_DUE.c.member_id)
        .limit(most)
    )
    return list(await connection.scalars(chosen))


async def done(connection: AsyncConnection, guild_id: int, members: Collection[int]) -> None:
    """Note that members were looked at, in the transaction that did it."""
    await connection.execute(
        delete(FIGURES_DUE).where(
            FIGURES_DUE.c.guild_id == guild_id, FIGURES_DUE.c.member_id.in_(members)
        )
    )
