"""Places and pages of boards: read from the count tree and the ranking's index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.recognition.domain.counts import (
    LEVELS,
    RADIX,
    more_than,
    place_after,
    slots_of,
    total,
)
from cogs.recognition.domain.standing import Scale
from cogs.recognition.models import COUNT, SCORE

# Points and member id of an entry: where a page begins or ends.
Cursor = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A member on a board; who has as many points has the same place (1, 2, 2, 4 …)."""

    member_id: int
    points: int
    place: int


async def place_of(connection: AsyncConnection, guild_id: int, scale: Scale, points: int) -> int:
    """Return the place that ``points`` have on a board: one more than who has more."""
    return (await _places_of(connection, guild_id, scale, {points}))[points]


async def _places_of(
    connection: AsyncConnection, guild_id: int, scale: Scale, points: Collection[int]
) -> dict[int, int]:
    slots = {(level, page) for each in points for level, page, _ in slots_of(each)}
    rows = await connection.execute(
        select(COUNT.c.level, COUNT.c.page, COUNT.c.counts).where(
            _on(scale, guild_id), tuple_(COUNT.c.level, COUNT.c.page).in_(sorted(slots))
        )
    )
    pages = {(level, page): counts for level, page, counts in rows}
    return {each: 1 + more_than(each, pages) for each in points}


async def size_of(connection: AsyncConnection, guild_id: int, scale: Scale) -> int:
    """Return how many members are on a board."""
    top = await connection.scalar(
        select(COUNT.c.counts).where(
            _on(scale, guild_id), COUNT.c.level == LEVELS - 1, COUNT.c.page == 0
        )
    )
    return total(top or b"")


async def standing_of(
    connection: AsyncConnection, guild_id: int, scale: Scale, member_id: int
) -> Entry | None:
    """Return a member's points and place, None where they are not on the board."""
    points = await _points_of(connection, guild_id, scale, member_id)
    if points is None:
        return None
    return Entry(member_id, points, await place_of(connection, guild_id, scale, points))


async def _points_of(
    connection: AsyncConnection, guild_id: int, scale: Scale, member_id: int
) -> int | None:
    mine = _ranked(guild_id, scale).where(SCORE.c.member_id == member_id)
    found: int | None = await connection.scalar(mine.with_only_columns(SCORE.c.points))
    return found


async def page(
    connection: AsyncConnection,
    guild_id: int,
    scale: Scale,
    *,
    after: Cursor | None = None,
    before: Cursor | None = None,
    size: int = 10,
) -> list[Entry]:
    """Return members in the order of a board: most points first, then by id, larger first.

    ``after`` and ``before`` are (points, member id) of an entry, which is left out; with
    ``before`` the page is the one that ends there. Neither: the first page.
    """
    if before is not None:
        rows = await _above(connection, guild_id, scale, before, size)
    else:
        rows = await _below(connection, guild_id, scale, after, size)
    return await _placed(connection, guild_id, scale, rows)


async def neighbours(
    connection: AsyncConnection, guild_id: int, scale: Scale, member_id: int, size: int
) -> list[Entry]:
    """Return a member among ``size`` others before and after, as far as there are so many.

    Nobody where the member is not on the board.
    """
    points = await _points_of(connection, guild_id, scale, member_id)
    if points is None:
        return []
    at = points, member_id
    above = await _above(connection, guild_id, scale, at, size)
    below = await _below(connection, guild_id, scale, at, size)
    return await _placed(connection, guild_id, scale, [*above, Entry(*at[::-1], 0), *below])


async def _below(
    connection: AsyncConnection, guild_id: int, scale: Scale, after: Cursor | None, size: int
) -> list[Any]:
    chosen = _ranked(guild_id, scale)
    if after is not None:
        chosen = chosen.where(tuple_(SCORE.c.points, SCORE.c.member_id) < after)
    chosen = chosen.order_by(SCORE.c.points.desc(), SCORE.c.member_id.desc())
    return list((await connection.execute(chosen.limit(size))).all())


async def _above(
    connection: AsyncConnection, guild_id: int, scale: Scale, before: Cursor, size: int
) -> list[Any]:
    chosen = _ranked(guild_id, scale).where(tuple_(SCORE.c.points, SCORE.c.member_id) > before)
    chosen = chosen.order_by(SCORE.c.points, SCORE.c.member_id)
    return list((await connection.execute(chosen.limit(size))).all())[::-1]


def _ranked(guild_id: int, scale: Scale) -> Select[tuple[int, int]]:
    board, span, period = scale
    return select(SCORE.c.member_id, SCORE.c.points).where(
        SCORE.c.guild_id == guild_id,
        SCORE.c.board == board,
        SCORE.c.span == span,
        SCORE.c.period == period,
    )


async def next_points(
    connection: AsyncConnection, guild_id: int, scale: Scale, points: int
) -> int | None:
    """Return the fewest points that are more than ``points``, None where nobody has more."""
    more = _ranked(guild_id, scale).where(SCORE.c.points > points).order_by(SCORE.c.points)
    found: int | None = await connection.scalar(more.with_only_columns(SCORE.c.points).limit(1))
    return found


async def page_from(
    connection: AsyncConnection, guild_id: int, scale: Scale, skip: int, size: int = 10
) -> list[Entry]:
    """Return ``size`` members of a board after the first ``skip`` in the order of ``page``."""
    points, left = await _descend(connection, guild_id, scale, skip)
    if points is None:
        return []
    chosen = (
        _ranked(guild_id, scale)
        .where(SCORE.c.points <= points)
        .order_by(SCORE.c.points.desc(), SCORE.c.member_id.desc())
        .offset(left)
        .limit(size)
    )
    rows = (await connection.execute(chosen)).all()
    return await _placed(connection, guild_id, scale, rows)


async def _descend(
    connection: AsyncConnection, guild_id: int, scale: Scale, skip: int
) -> tuple[int | None, int]:
    """Return the points of the member after ``skip`` others, and how many of these have them."""
    number = 0
    for level in reversed(range(LEVELS)):
        counts = await connection.scalar(
            select(COUNT.c.counts).where(
                _on(scale, guild_id), COUNT.c.level == level, COUNT.c.page == number
            )
        )
        found = place_after(counts or b"", skip)
        if found is None:
            return None, 0
        place, skip = found
        number = number * RADIX + place
    return number, skip


async def _placed(
    connection: AsyncConnection, guild_id: int, scale: Scale, rows: Sequence[Any]
) -> list[Entry]:
    """Return rows in a board's order with their places: two are looked up, the others follow."""
    if not rows:
        return []
    first = rows[0].points
    number, second = next(
        ((at, row.points) for at, row in enumerate(rows) if row.points != first), (0, first)
    )
    known = await _places_of(connection, guild_id, scale, {first, second})
    found: list[Entry] = []
    for at, row in enumerate(rows):
        if at and row.points == rows[at - 1].points:
            place = found[-1].place
        else:
            place = known[second] + at - number if at else known[first]
        found.append(Entry(row.member_id, row.points, place))
    return found


def _on(scale: Scale, guild_id: int) -> ColumnElement[bool]:
    board, span, period = scale
    return and_(
        COUNT.c.guild_id == guild_id,
        COUNT.c.board == board,
        COUNT.c.span == span,
        COUNT.c.period == period,
    )
