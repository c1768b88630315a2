"""Points on boards and the count tree over them, kept in step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import orjson
from sqlalchemy import delete, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from bot.ledger.bulk import (
    Values,
    rows_of_members,
    rows_of_members_at,
    rows_of_members_between,
    write_values,
)
from cogs.recognition.domain.counts import moves, with_added
from cogs.recognition.domain.standing import Board, Scale, Span
from cogs.recognition.models import COUNT, HIDDEN, SCORE

# Added to the board of who is not shown: neither in its ranking nor in its count tree.
HIDDEN_BY: Final = 100
_AT_ONCE: Final = 400
_LATEST: Final = 2**31 - 1
# Member id, board, span, period.
Key = tuple[int, int, int, int]
Change = tuple[int, int]


async def add_points(
    connection: AsyncConnection,
    guild_id: int,
    deltas: Mapping[Key, int],
    known: Mapping[Key, int],
) -> dict[int, Change]:
    """Add to points (negative: take away) and bring the count trees into step.

    ``known`` are the points that there are; what is not in it is 0. Returns by member id the XP
    of all days before and after, of those whose XP changed.
    """
    hidden = await hidden_of(connection, guild_id, {key[0] for key in deltas})
    changes: dict[Scale, list[Change]] = defaultdict(list)
    xp: dict[int, Change] = {}
    rows: list[Values] = []
    empty: list[Values] = []
    for key, delta in sorted(deltas.items()):
        if not delta:
            continue
        member, board, span, period = key
        before = known.get(key, 0)
        after = before + delta
        if member not in hidden:
            changes[board, span, period].append((before, after))
        if board == Board.XP and span == Span.ALL:
            xp[member] = before, after
        stored = board + HIDDEN_BY if member in hidden else board
        if after > 0:
            rows.append((guild_id, member, period, span, stored, after))
        else:
            empty.append((member, period, span, stored))
    await write_values(connection, SCORE, rows)
    place = tuple_(SCORE.c.member_id, SCORE.c.period, SCORE.c.span, SCORE.c.board)
    for start in range(0, len(empty), _AT_ONCE):
        some = place.in_(empty[start : start + _AT_ONCE])
        await connection.execute(delete(SCORE).where(SCORE.c.guild_id == guild_id, some))
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
    known = await _pages(connection, guild_id, wanted)
    full: list[Values] = []
    empty: list[tuple[int, ...]] = []
    for key, added in wanted.items():
        counts = with_added(known.get(key, b""), added)
        if counts:
            full.append((guild_id, *key, counts))
        else:
            empty.append(key)
    if connection.dialect.name == "postgresql":
        names = COUNT.columns.keys()
        await put(connection, COUNT, [dict(zip(names, row, strict=True)) for row in full])
    else:
        await write_values(connection, COUNT, full)
    if empty:
        place = tuple_(*(COUNT.c[name] for name in _PLACE))
        await connection.execute(
            delete(COUNT).where(COUNT.c.guild_id == guild_id, place.in_(empty))
        )


async def _pages(
    connection: AsyncConnection, guild_id: int, keys: Collection[tuple[int, ...]]
) -> dict[tuple[int, ...], bytes]:
    """Return the stored pages of trees by board, span, period, level and page.

    Written out: to find it in SQLAlchemy's cache would cost more than to run it.
    """
    if connection.dialect.name == "postgresql":
        statement = _PAGES_POSTGRESQL
        columns = zip(*keys, strict=True)
        given = tuple(f"{{{','.join(map(str, column))}}}" for column in columns)
    else:
        statement = _PAGES_SQLITE
        given = (orjson.dumps(list(keys)).decode(),)
    rows: Any = await connection.exec_driver_sql(statement, (guild_id, *given))
    return {tuple(row[:-1]): row[-1] for row in rows}


_PLACE = ("board", "span", "period", "level", "page")
_PAGES_SQLITE: Final = (
    "SELECT board, span, period, level, page, counts FROM recognition_count WHERE guild_id = ? "  # noqa: S608 - names only
    "AND (board, span, period, level, page) IN (SELECT "
    + ", ".join(f"json_extract(value, '$[{number}]')" for number in range(len(_PLACE)))
    + " FROM json_each(?))"
)
# OFFSET 0 and numbers as text for the reasons given in bot.ledger.bulk.
_PAGES_POSTGRESQL: Final = (
    "SELECT found.* FROM unnest($2::text::int[], $3::text::int[], $4::text::int[], "
    "$5::text::int[], $6::text::int[]) AS wanted(board, span, period, level, page) "
    "CROSS JOIN LATERAL (SELECT c.board, c.span, c.period, c.level, c.page, c.counts "
    "FROM recognition_count c WHERE c.guild_id = $1 AND c.board = wanted.board "
    "AND c.span = wanted.span AND c.period = wanted.period AND c.level = wanted.level "
    "AND c.page = wanted.page OFFSET 0) AS found"
)


async def points_of_members(
    connection: AsyncConnection,
    guild_id: int,
    members: Collection[int],
    periods: Collection[int] | None = None,
) -> dict[Key, int]:
    """Return the points of members by member and scale, shown or not.

    With ``periods``, those of windows that begin on these days alone (0: all days).
    """
    if periods is None:
        bounds = ("period", 0, _LATEST)
        rows: Sequence[Any] = await rows_of_members_between(
            connection, SCORE, guild_id, members, bounds
        )
    else:
        rows = await rows_of_members_at(connection, SCORE, guild_id, members, ("period", periods))
    return {(row[1], row[4] % HIDDEN_BY, row[3], row[2]): row[5] for row in rows}


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
