"""Points on boards and the count tree over them, kept in step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from bot.ledger.bulk import add_up_values, rows_of_members, rows_of_members_between
from cogs.recognition.domain.counts import moves, with_added
from cogs.recognition.domain.standing import Board, Scale, Span
from cogs.recognition.models import COUNT, HIDDEN, SCORE

# Added to the board of who is not shown: neither in its ranking nor in its count tree.
HIDDEN_BY: Final = 100
_AT_ONCE: Final = 400
# Member id, board, span, period.
Key = tuple[int, int, int, int]
Change = tuple[int, int]


async def add_points(
    connection: AsyncConnection, guild_id: int, deltas: Mapping[Key, int]
) -> dict[int, Change]:
    """Add to points (negative: take away) and bring the count trees into step.

    Returns by member id the XP of all days before and after, of those whose XP changed.
    """
    hidden = await hidden_of(connection, guild_id, {key[0] for key in deltas})
    rows = [
        (guild_id, member, board + HIDDEN_BY if member in hidden else board, span, period, delta)
        for (member, board, span, period), delta in sorted(deltas.items())
        if delta
    ]
    changes: dict[Scale, list[Change]] = defaultdict(list)
    xp: dict[int, Change] = {}
    empty: set[int] = set()
    counted: Sequence[Any] = await add_up_values(connection, SCORE, rows)
    for _, member, stored, span, period, after in counted:
        board = stored % HIDDEN_BY
        change = after - deltas[member, board, span, period], after
        if stored == board:
            changes[board, span, period].append(change)
        if (board, span) == (Board.XP, Span.ALL):
            xp[member] = change
        if after <= 0:
            empty.add(member)
    if empty:
        await connection.execute(
            delete(SCORE).where(
                SCORE.c.guild_id == guild_id, SCORE.c.member_id.in_(empty), SCORE.c.points <= 0
            )
        )
    await move_counts(connection, guild_id, changes)
    return xp


async def move_counts(
    connection: AsyncConnection, guild_id: int, changes: Mapping[Scale, Sequence[Change]]
) -> None:
    """Count members elsewhere in the trees; ``changes`` are points before and after, by scale."""
    wanted = {
        (*scale, *page): added
        for scale, some in changes.items()
        for page, added in moves(some).items()
    }
    keys = sorted(wanted)
    for start in range(0, len(keys), _AT_ONCE):
        await _move(
            connection, guild_id, {key: wanted[key] for key in keys[start : start + _AT_ONCE]}
        )


async def _move(
    connection: AsyncConnection, guild_id: int, wanted: Mapping[tuple[int, ...], dict[int, int]]
) -> None:
    place = tuple_(*(COUNT.c[name] for name in _PLACE))
    known = {
        tuple(row[1:-1]): row.counts
        for row in await connection.execute(
            select(COUNT).where(COUNT.c.guild_id == guild_id, place.in_(list(wanted)))
        )
    }
    full: list[dict[str, Any]] = []
    empty: list[tuple[int, ...]] = []
    for key, added in wanted.items():
        counts = with_added(known.get(key, b""), added)
        if counts:
            named = dict(zip(_PLACE, key, strict=True))
            full.append({"guild_id": guild_id, **named, "counts": counts})
        else:
            empty.append(key)
    await put(connection, COUNT, full)
    if empty:
        await connection.execute(
            delete(COUNT).where(COUNT.c.guild_id == guild_id, place.in_(empty))
        )


_PLACE = ("board", "span", "period", "level", "page")


async def points_of_members(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> dict[Key, int]:
    """Return every point of members, by member and scale, shown or not."""
    rows: Sequence[Any] = await rows_of_members_between(
        connection, SCORE, guild_id, members, ("board", 0, 2 * HIDDEN_BY)
    )
    return {
        (member, board % HIDDEN_BY, span, period): points
        for _, member, board, span, period, points in rows
    }


async def streaks_of_members(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> dict[Key, int]:
    """Return the streaks of members by member and scale, shown or not."""
    found: dict[Key, int] = {}
    for stored in (Board.STREAK, Board.STREAK + HIDDEN_BY):
        rows: Sequence[Any] = await rows_of_members_between(
            connection, SCORE, guild_id, members, ("board", stored, stored)
        )
        found |= {
            (member, int(Board.STREAK), span, period): points
            for _, member, _, span, period, points in rows
        }
    return found


async def drop_scores(connection: AsyncConnection, guild_id: int) -> None:
    """Delete every point and every count tree of a guild."""
    for table in (SCORE, COUNT):
        await connection.execute(delete(table).where(table.c.guild_id == guild_id))


async def drop_windows(connection: AsyncConnection, guild_id: int, before: int) -> None:
    """Delete points and trees of windows, but that of all days, that began before a local day."""
    for table in (SCORE, COUNT):
        await connection.execute(
            delete(table).where(
                table.c.guild_id == guild_id,
                table.c.span != int(Span.ALL),
                table.c.period < before,
            )
        )


async def hidden_of(
    connection: AsyncConnection, guild_id: int, members: Collection[int]
) -> set[int]:
    """Return who of ``members`` is not shown."""
    rows = await rows_of_members(connection, HIDDEN, guild_id, members, "since")
    return {member for member, _ in rows}


async def show_or_hide(
    connection: AsyncConnection, guild_id: int, member_id: int, *, shown: bool
) -> None:
    """Move a member's points to the boards that are shown, or away from them."""
    points = await points_of_members(connection, guild_id, [member_id])
    mine = (SCORE.c.guild_id == guild_id) & (SCORE.c.member_id == member_id)
    if shown:
        chosen = update(SCORE).where(mine, SCORE.c.board >= HIDDEN_BY)
        await connection.execute(chosen.values(board=SCORE.c.board - HIDDEN_BY))
    else:
        chosen = update(SCORE).where(mine, SCORE.c.board < HIDDEN_BY)
        await connection.execute(chosen.values(board=SCORE.c.board + HIDDEN_BY))
    changes: dict[Scale, list[Change]] = {
        key[1:]: [(0, count) if shown else (count, 0)] for key, count in points.items()
    }
    await move_counts(connection, guild_id, changes)
