"""Who has which badge, and what is to be announced of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from bot.windows import Window
from cogs.recognition.models import HIDDEN
from cogs.recognition.models.badges import AWARD, BADGE, NEWS


@dataclass(frozen=True, slots=True)
class Award:
    """A tier of a badge that a member has, or had: see ``RecognitionAward``."""

    badge: int
    member_id: int
    tier: int
    at: datetime
    value: int | None = None
    by_id: int | None = None
    reason: str | None = None
    revoked_at: datetime | None = None
    revoked_by: int | None = None
    revoked_reason: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """That many members got a tier of a badge: some of them, and the reason of one alone.

    Who is not shown is counted, but not among ``members``.
    """

    badge: int
    tier: int
    count: int
    members: list[int]
    reason: str | None = None


async def add(connection: AsyncConnection, guild_id: int, awards: Sequence[Award]) -> list[Award]:
    """Keep awards; return those that were new."""
    rows = [
        {"guild_id": guild_id, **{name: getattr(one, name) for name in Award.__slots__}}
        for one in awards
    ]
    new = await insert_new(
        connection, AWARD, rows, returning=(AWARD.c.badge, AWARD.c.member_id, AWARD.c.tier)
    )
    fresh = {tuple(row) for row in new}
    return [one for one in awards if (one.badge, one.member_id, one.tier) in fresh]


async def of_members(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> list[Award]:
    """Return all awards of members, newest first, also revoked ones and of badges that are gone."""
    # Sorted here: SQLite would read all awards by their instant to save itself the sorting.
    rows = await connection.execute(
        select(AWARD).where(AWARD.c.guild_id == guild_id, AWARD.c.member_id.in_(members))
    )
    found = list(map(_award_of, rows))
    found.sort(key=lambda one: (one.badge, -one.tier))
    found.sort(key=lambda one: one.at, reverse=True)
    return found


async def page(connection: AsyncConnection, guild_id: int, skip: int, size: int) -> list[Award]:
    """Return a page of all awards, newest first."""
    rows = await connection.execute(
        select(AWARD)
        .where(AWARD.c.guild_id == guild_id)
        .order_by(AWARD.c.at.desc(), AWARD.c.badge, AWARD.c.member_id, AWARD.c.tier.desc())
        .offset(skip)
        .limit(size)
    )
    return list(map(_award_of, rows))


async def count(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many awards there were."""
    return await connection.scalar(select(func.count()).where(AWARD.c.guild_id == guild_id)) or 0


async def earned_within(connection: AsyncConnection, guild_id: int, window: Window) -> list[int]:
    """Return to whom awards were made in the window, once for each; revoked ones do not count."""
    chosen = select(AWARD.c.member_id).where(
        AWARD.c.guild_id == guild_id,
        AWARD.c.at >= window.start,
        AWARD.c.at < window.end,
        AWARD.c.revoked_at.is_(None),
    )
    return list(await connection.scalars(chosen))


async def revoke(
    connection: AsyncConnection,
    guild_id: int,
    badge: int,
    member_id: int,
    by: tuple[datetime, int, str | None],
) -> int:
    """Take all tiers of a badge from a member, and what was to be said of it; return how many."""
    at, by_id, reason = by
    taken = await connection.execute(
        update(AWARD)
        .where(_of(guild_id, badge, member_id), AWARD.c.revoked_at.is_(None))
        .values(revoked_at=at, revoked_by=by_id, revoked_reason=reason)
        .returning(AWARD.c.tier)
    )
    mine = (NEWS.c.guild_id == guild_id, NEWS.c.badge == badge, NEWS.c.member_id == member_id)
    await connection.execute(delete(NEWS).where(*mine))
    return len(taken.all())


async def restore(connection: AsyncConnection, guild_id: int, badge: int, member_id: int) -> int:
    """Give back the tiers of a badge that were revoked; return how many."""
    given = await connection.execute(
        update(AWARD)
        .where(_of(guild_id, badge, member_id), AWARD.c.revoked_at.is_not(None))
        .values(revoked_at=None, revoked_by=None, revoked_reason=None)
        .returning(AWARD.c.tier)
    )
    return len(given.all())


async def forget_counted(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Delete what a rule gave a member; what came by hand stays theirs."""
    mine = (AWARD.c.guild_id == guild_id, AWARD.c.member_id == member_id)
    await connection.execute(delete(AWARD).where(*mine, AWARD.c.value.is_not(None)))
    theirs = (NEWS.c.guild_id == guild_id, NEWS.c.member_id == member_id)
    await connection.execute(delete(NEWS).where(*theirs))


# -- roles ---------------------------------------------------------------------------------


async def roles_of(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> tuple[frozenset[int], dict[int, set[int]]]:
    """Return the roles that badges give, and those that members should have of them."""
    live = (BADGE.c.guild_id == guild_id, BADGE.c.deleted_at.is_(None))
    rows = await connection.execute(
        select(BADGE.c.badge, BADGE.c.role_id).where(*live, BADGE.c.role_id.is_not(None))
    )
    roles = {row.badge: row.role_id for row in rows}
    wanted: dict[int, set[int]] = defaultdict(set)
    if roles and members:
        held = await connection.execute(
            select(AWARD.c.member_id, AWARD.c.badge).where(
                AWARD.c.guild_id == guild_id,
                AWARD.c.member_id.in_(members),
                AWARD.c.badge.in_(roles),
                AWARD.c.revoked_at.is_(None),
            )
        )
        for row in held:
            wanted[row.member_id].add(roles[row.badge])
    return frozenset(roles.values()), wanted


async def holders_of(connection: AsyncConnection, guild_id: int, badge: int) -> list[int]:
    """Return who has a badge."""
    rows = await connection.scalars(
        select(AWARD.c.member_id)
        .where(AWARD.c.guild_id == guild_id, AWARD.c.badge == badge, AWARD.c.revoked_at.is_(None))
        .distinct()
    )
    return list(rows)


# -- news ----------------------------------------------------------------------------------


async def add_news(connection: AsyncConnection, guild_id: int, awards: Collection[Award]) -> None:
    """Let awards be announced."""
    rows = [
        {
            "guild_id": guild_id,
            "badge": one.badge,
            "member_id": one.member_id,
            "tier": one.tier,
            "job_id": None,
        }
        for one in awards
    ]
    await insert_new(connection, NEWS, rows)


async def any_news(connection: AsyncConnection, guild_id: int) -> bool:
    """Tell whether anything waits to be announced that no job has taken on."""
    waiting = select(NEWS.c.badge).where(NEWS.c.guild_id == guild_id, NEWS.c.job_id.is_(None))
    return bool(await connection.scalar(select(exists(waiting))))


async def claim_news(
    connection: AsyncConnection, guild_id: int, job_id: int, names: int
) -> list[News]:
    """Return what a job is to announce, the same in each of its attempts."""
    mine = and_(NEWS.c.guild_id == guild_id, NEWS.c.job_id == job_id)
    if not await connection.scalar(select(exists(select(NEWS.c.badge).where(mine)))):
        free = (NEWS.c.guild_id == guild_id, NEWS.c.job_id.is_(None))
        await connection.execute(update(NEWS).where(*free).values(job_id=job_id))
    counted = await connection.execute(
        select(NEWS.c.badge, NEWS.c.tier, func.count().label("many"))
        .where(mine)
        .group_by(NEWS.c.badge, NEWS.c.tier)
        .order_by(NEWS.c.badge, NEWS.c.tier)
    )
    unseen = select(HIDDEN.c.member_id).where(HIDDEN.c.guild_id == guild_id)
    found = []
    for row in counted.all():
        these = and_(mine, NEWS.c.badge == row.badge, NEWS.c.tier == row.tier)
        some = await connection.scalars(
            select(NEWS.c.member_id)
            .where(these, NEWS.c.member_id.not_in(unseen))
            .order_by(NEWS.c.member_id)
            .limit(names)
        )
        members = list(some)
        reason = None
        if row.many == len(members) == 1:
            about = _of(guild_id, row.badge, members[0]) & (AWARD.c.tier == row.tier)
            reason = await connection.scalar(select(AWARD.c.reason).where(about))
        found.append(News(row.badge, row.tier, row.many, members, reason))
    return found


async def told_of(connection: AsyncConnection, guild_id: int, job_id: int) -> list[int]:
    """Return the members whose awards a job is to announce, shown or not."""
    mine = (NEWS.c.guild_id == guild_id, NEWS.c.job_id == job_id)
    return list(await connection.scalars(select(NEWS.c.member_id).where(*mine).distinct()))


async def news_of(
    connection: AsyncConnection, guild_id: int, job_id: int, member_id: int
) -> list[int]:
    """Return the badges of a member that a job is to announce."""
    rows = await connection.scalars(
        select(NEWS.c.badge)
        .where(NEWS.c.guild_id == guild_id, NEWS.c.job_id == job_id, NEWS.c.member_id == member_id)
        .distinct()
        .order_by(NEWS.c.badge)
    )
    return list(rows)


async def drop_news(connection: AsyncConnection, guild_id: int, job_id: int) -> None:
    """Note that a job has announced what it took on."""
    await connection.execute(
        delete(NEWS).where(NEWS.c.guild_id == guild_id, NEWS.c.job_id == job_id)
    )


def _of(guild_id: int, badge: int, member_id: int) -> ColumnElement[bool]:
    return and_(
        AWARD.c.guild_id == guild_id, AWARD.c.badge == badge, AWARD.c.member_id == member_id
    )


def _award_of(row: Row[Any]) -> Award:
    return Award(**{name: getattr(row, name) for name in Award.__slots__})
