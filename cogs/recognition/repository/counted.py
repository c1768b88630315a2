"""Members' figures as they are stored: what badges are given for."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import MemberDay, Stay
from bot.deeds import DeedKind
from cogs.recognition.domain.badges import Figure
from cogs.recognition.domain.standing import Board, Span
from cogs.recognition.models import DAY, DEED, SCORE
from cogs.recognition.models.badges import AWARD
from cogs.recognition.repository.scores import HIDDEN_BY, points_of_members

_BOARDS: Final = {
    Figure.STREAK: Board.STREAK,
    Figure.VOICE_HOURS: Board.VOICE,
    Figure.ANSWERS: Board.HELPFUL,
    Figure.KUDOS: Board.KUDOS,
    Figure.EVENTS: Board.EVENTS,
    Figure.XP: Board.XP,
    Figure.LEVEL: Board.XP,
}
_KINDS: Final = {Figure.IDEAS: DeedKind.IDEA, Figure.GREETED: DeedKind.BUDDY}
_PAGE: Final = 2_000


def _stored(figure: Figure, guild_id: int) -> Select[Any]:
    """Return (member_id, amount) of a guild's members, but for joining."""
    if figure in _BOARDS:
        board = int(_BOARDS[figure])
        return select(SCORE.c.member_id, SCORE.c.points.label("amount")).where(
            SCORE.c.guild_id == guild_id,
            SCORE.c.board.in_((board, board + HIDDEN_BY)),
            SCORE.c.span == int(Span.ALL),
            SCORE.c.period == 0,
        )
    member: Any
    amount: Any
    if figure is Figure.MESSAGES:
        member, amount = MemberDay.member_id, func.sum(MemberDay.messages)
        mine: ColumnElement[bool] = MemberDay.guild_id == guild_id
    elif figure in _KINDS:
        member, amount = DEED.c.member_id, func.sum(DEED.c.worth)
        kind = DEED.c.kind == _KINDS[figure].value
        mine = and_(DEED.c.guild_id == guild_id, kind, DEED.c.voided_at.is_(None))
    elif figure is Figure.CHALLENGES:
        member, amount = DAY.c.member_id, func.sum(DAY.c.challenges)
        mine = DAY.c.guild_id == guild_id
    else:
        member, amount = DAY.c.member_id, func.count()
        lit = or_(DAY.c.early != 0, DAY.c.middle != 0, DAY.c.late != 0)
        mine = and_(DAY.c.guild_id == guild_id, lit)
    chosen = select(member.label("member_id"), amount.label("amount"))
    return chosen.where(mine).group_by(member)


async def amounts(
    connection: AsyncConnection, guild_id: int, figure: Figure, members: Collection[int]
) -> dict[int, int]:
    """Return what is stored of members for a figure, but ``YEARS`` and ``EARLY``."""
    if figure in _BOARDS:
        # By the key: SQLite would read the whole ranking.
        points = await points_of_members(connection, guild_id, members, (0,))
        board, span = int(_BOARDS[figure]), int(Span.ALL)
        return {key[0]: count for key, count in points.items() if key[1:] == (board, span, 0)}
    chosen = _stored(figure, guild_id)
    member = chosen.selected_columns.member_id
    rows = await connection.execute(chosen.where(member.in_(members)))
    return {row.member_id: int(row.amount) for row in rows}


async def how_many_reach(
    connection: AsyncConnection, guild_id: int, figure: Figure, amount: int, names: int
) -> tuple[int, list[int]]:
    """Return how many present members have stored ``amount`` or more, and some of those."""
    every = _stored(figure, guild_id).subquery()
    reaching = and_(every.c.amount >= amount, _here(every.c.member_id, guild_id))
    count = await connection.scalar(select(func.count()).select_from(every).where(reaching))
    chosen = select(every.c.member_id).where(reaching)
    chosen = chosen.order_by(every.c.amount.desc(), every.c.member_id).limit(names)
    return count or 0, list(await connection.scalars(chosen))


async def joined_at(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> dict[int, datetime]:
    """Return when members who are here began their present membership."""
    rows = await connection.execute(
        select(Stay.member_id, Stay.joined_at).where(
            Stay.guild_id == guild_id, Stay.left_at.is_(None), Stay.member_id.in_(members)
        )
    )
    return {row.member_id: row.joined_at for row in rows}


async def how_many_joined(
    connection: AsyncConnection, guild_id: int, before: datetime, names: int
) -> tuple[int, list[int]]:
    """Return how many of who is here joined before an instant, and the first of those."""
    mine = (Stay.guild_id == guild_id, Stay.left_at.is_(None), Stay.joined_at < before)
    count = await connection.scalar(select(func.count()).where(*mine))
    chosen = select(Stay.member_id).where(*mine).order_by(Stay.joined_at, Stay.member_id)
    return count or 0, list(await connection.scalars(chosen.limit(names)))


async def joined_without(
    connection: AsyncConnection, guild_id: int, before: datetime, award: tuple[int, int]
) -> set[int]:
    """Return who is here, joined before an instant and never had an award (badge, tier)."""
    badge, tier = award
    had = select(AWARD.c.member_id).where(
        AWARD.c.guild_id == guild_id,
        AWARD.c.badge == badge,
        AWARD.c.member_id == Stay.member_id,
        AWARD.c.tier == tier,
    )
    rows = await connection.scalars(
        select(Stay.member_id).where(
            Stay.guild_id == guild_id,
            Stay.left_at.is_(None),
            Stay.joined_at < before,
            ~exists(had),
        )
    )
    return set(rows)


async def first_members(connection: AsyncConnection, guild_id: int, most: int) -> list[int]:
    """Return the first ``most`` members that a guild ever had, in the order of joining."""
    found: dict[int, None] = {}
    skip = 0
    while len(found) < most:
        chosen = (
            select(Stay.member_id)
            .where(Stay.guild_id == guild_id)
            .order_by(Stay.joined_at, Stay.member_id)
            .offset(skip)
            .limit(_PAGE)
        )
        page = list(await connection.scalars(chosen))
        found |= dict.fromkeys(page)
        skip += _PAGE
        if len(page) < _PAGE:
            break
    return list(found)[:most]


async def present(connection: AsyncConnection, guild_id: int, members: Collection[int]) -> set[int]:
    """Return who of members is not known to have left."""
    rows = await connection.execute(
        select(Stay.member_id, func.count(Stay.left_at), func.count())
        .where(Stay.guild_id == guild_id, Stay.member_id.in_(members))
        .group_by(Stay.member_id)
    )
    left = {member for member, ended, stays in rows if ended == stays}
    return set(members) - left


def _here(member: Any, guild_id: int) -> ColumnElement[bool]:
    stay = select(Stay.member_id).where(Stay.guild_id == guild_id, Stay.member_id == member)
    return or_(exists(stay.where(Stay.left_at.is_(None))), ~exists(stay))
