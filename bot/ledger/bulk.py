"""Many rows by one statement, written out: a fraction of what row by row costs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Any

import orjson
from sqlalchemy import Column, Dialect, Row, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

# SQLite's default limit of parameters in a statement: https://www.sqlite.org/limits.html
_MAX_PARAMETERS = 32_766

Values = tuple[Any, ...]


async def insert_new_values(
    connection: AsyncConnection, table: Table, rows: Sequence[Values], returning: Sequence[str]
) -> Sequence[Row[Any]]:
    """Insert ``rows``; leave alone those whose key is there already.

    A row holds the values of all columns in the table's order, as the database stores them
    (an instant: microseconds). Returns the columns ``returning`` of the rows that were really
    new, stored form too, in no particular order. Within ``rows`` a repeated key counts once.
    """
    return await _insert(connection, table, rows, "DO NOTHING", returning)


async def add_up_values(
    connection: AsyncConnection, table: Table, rows: Sequence[Values]
) -> Sequence[Row[Any]]:
    """Insert ``rows``; where the key is there already, add to all other columns.

    A row holds the values of all columns in the table's order; no key comes twice. Returns the
    rows as they are now, in no particular order.
    """
    quote = connection.dialect.identifier_preparer.quote
    key = ", ".join(quote(column.name) for column in table.primary_key.columns)
    sums = ", ".join(
        f"{quote(column.name)} = {quote(table.name)}.{quote(column.name)}"
        f" + excluded.{quote(column.name)}"
        for column in table.columns
        if not column.primary_key
    )
    names = list(table.columns.keys())
    return await _insert(connection, table, rows, f"({key}) DO UPDATE SET {sums}", names)


async def put_values(
    connection: AsyncConnection, table: Table, rows: Sequence[Values]
) -> Sequence[Row[Any]]:
    """Insert ``rows``; where the key is there already, replace all other columns.

    A row holds the values of all columns in the table's order; no key comes twice. Returns the
    keys, in no particular order.
    """
    quote = connection.dialect.identifier_preparer.quote
    keys = [column.name for column in table.primary_key.columns]
    values = ", ".join(
        f"{quote(column.name)} = excluded.{quote(column.name)}"
        for column in table.columns
        if not column.primary_key
    )
    key = ", ".join(map(quote, keys))
    return await _insert(connection, table, rows, f"({key}) DO UPDATE SET {values}", keys)


async def rows_of_members(
    connection: AsyncConnection,
    table: Table,
    guild_id: int,
    members: Collection[int],
    column: str,
) -> list[tuple[int, Any]]:
    """Return (member id, value of ``column`` as stored) of the rows of ``members`` of a guild."""
    if not members:
        return []
    quote = connection.dialect.identifier_preparer.quote
    place, value = quote(table.name), quote(column)
    if connection.dialect.name == "postgresql":
        # OFFSET 0 keeps it to one look into the index for each member: the plan is made once,
        # maybe while the table is empty, and a plan that reads all of it would be kept. Numbers
        # as text for the reason given in _insert_arrays.
        statement = (
            "SELECT found.* FROM unnest($2::text::bigint[]) AS wanted(id) CROSS JOIN LATERAL "  # noqa: S608 - names only
            f"(SELECT member_id, {value} FROM {place} "
            "WHERE guild_id = $1 AND member_id = wanted.id OFFSET 0) AS found"
        )
        given = _numbers(sorted(members))
    else:
        # One parameter for any number of members: the statement stays the same.
        statement = (
            f"SELECT member_id, {value} FROM {place} "  # noqa: S608 - names only
            "WHERE guild_id = ? AND member_id IN (SELECT value FROM json_each(?))"
        )
        given = str(sorted(members))
    found: Iterable[Any] = await connection.exec_driver_sql(statement, (guild_id, given))
    return [(member, stored) for member, stored in found]


async def write_values(connection: AsyncConnection, table: Table, rows: Sequence[Values]) -> None:
    """Insert ``rows``; where the key is there already, replace all other columns.

    The same as ``put_values`` for half of its cost on SQLite, where nothing is returned.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        await put_values(connection, table, rows)
        return
    quote = connection.dialect.identifier_preparer.quote
    key = ", ".join(quote(column.name) for column in table.primary_key.columns)
    values = ", ".join(
        f"{quote(column.name)} = excluded.{quote(column.name)}"
        for column in table.columns
        if not column.primary_key
    )
    columns = ", ".join(quote(column.name) for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    await connection.exec_driver_sql(
        f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks}) "  # noqa: S608 - names only
        f"ON CONFLICT ({key}) DO UPDATE SET {values}",
        list(rows),
    )


async def rows_of_members_between(
    connection: AsyncConnection,
    table: Table,
    guild_id: int,
    members: Collection[int],
    within: tuple[str, int, int],
) -> list[Row[Any]]:
    """Return the whole rows of ``members`` of a guild, as stored, within bounds.

    ``within`` are a column of numbers, its lowest and its highest value.
    """
    column, low, high = within
    conditions = f"{column} BETWEEN ? AND ?", f"{column} BETWEEN $3 AND $4"
    return await _rows_where(connection, table, guild_id, members, conditions, (low, high))


async def rows_of_members_at(
    connection: AsyncConnection,
    table: Table,
    guild_id: int,
    members: Collection[int],
    at: tuple[str, Collection[int]],
) -> list[Row[Any]]:
    """Return the whole rows of ``members`` of a guild, as stored, with some values in a column."""
    column, values = at
    postgresql = connection.dialect.name == "postgresql"
    given = _numbers(sorted(values)) if postgresql else str(sorted(values))
    conditions = (
        f"{column} IN (SELECT value FROM json_each(?))",  # noqa: S608 - names only
        f"{column} = ANY($3::text::bigint[])",
    )
    return await _rows_where(connection, table, guild_id, members, conditions, (given,))


async def _rows_where(
    connection: AsyncConnection,
    table: Table,
    guild_id: int,
    members: Collection[int],
    conditions: tuple[str, str],
    parameters: Values,
) -> list[Row[Any]]:
    """Return rows of members; ``conditions`` are those of SQLite and of PostgreSQL."""
    if not members:
        return []
    quote = connection.dialect.identifier_preparer.quote
    place = quote(table.name)
    names = ", ".join(quote(each.name) for each in table.columns)
    on_sqlite, on_postgresql = conditions
    if connection.dialect.name == "postgresql":
        # OFFSET 0, and numbers as text, for the reasons given in rows_of_members.
        statement = (
            "SELECT found.* FROM unnest($2::text::bigint[]) AS wanted(id) CROSS JOIN LATERAL "  # noqa: S608 - names only
            f"(SELECT {names} FROM {place} WHERE guild_id = $1 AND member_id = wanted.id "
            f"AND {on_postgresql} OFFSET 0) AS found"
        )
        given = _numbers(sorted(members))
    else:
        statement = (
            f"SELECT {names} FROM {place} WHERE guild_id = ? "  # noqa: S608 - names only
            f"AND member_id IN (SELECT value FROM json_each(?)) AND {on_sqlite}"
        )
        given = str(sorted(members))
    found = await connection.exec_driver_sql(statement, (guild_id, given, *parameters))
    return list(found.all())


async def _insert(
    connection: AsyncConnection,
    table: Table,
    rows: Sequence[Values],
    on_conflict: str,
    returning: Sequence[str],
) -> Sequence[Row[Any]]:
    if not rows:
        return []
    insert = _insert_arrays if connection.dialect.name == "postgresql" else _insert_tuples
    return await insert(connection, table, rows, on_conflict, returning)


async def _insert_tuples(
    connection: AsyncConnection,
    table: Table,
    rows: Sequence[Values],
    on_conflict: str,
    returning: Sequence[str],
) -> list[Row[Any]]:
    width = len(table.columns)
    size = _MAX_PARAMETERS // width
    marks = f"({', '.join('?' * width)})"
    found: list[Row[Any]] = []
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        source = f"VALUES {', '.join([marks] * len(part))}"
        statement = _statement(connection.dialect, table, source, on_conflict, returning)
        result = await connection.exec_driver_sql(statement, tuple(chain.from_iterable(part)))
        found.extend(result.all())
    return found


async def _insert_arrays(
    connection: AsyncConnection,
    table: Table,
    rows: Sequence[Values],
    on_conflict: str,
    returning: Sequence[str],
) -> Sequence[Row[Any]]:
    # One array a column: the statement is the same for any number of rows, so the server
    # prepares it once. Written out as text, because asyncpg asks of every element of an array
    # whether it is an array itself, which costs 3 µs a row.
    arrays = ", ".join(
        f"${number}::text::{_element_type(column, connection.dialect)}[]"
        for number, column in enumerate(table.columns, 1)
    )
    source = f"SELECT * FROM unnest({arrays})"  # noqa: S608 - numbers and types, no values
    statement = _statement(connection.dialect, table, source, on_conflict, returning)
    columns = tuple(
        _texts(values) if isinstance(column.type, String) else _numbers(values)
        for column, values in zip(table.columns, zip(*rows, strict=True), strict=True)
    )
    result = await connection.exec_driver_sql(statement, columns)
    return result.all()


# Arrays as PostgreSQL reads them: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO


def _numbers(values: Sequence[float | None]) -> str:
    # They stand there as in JSON, null included.
    return f"{{{orjson.dumps(values).decode()[1:-1]}}}"


def _texts(values: Sequence[str | None]) -> str:
    return f"{{{','.join(map(_text, values))}}}"


def _text(value: str | None) -> str:
    if value is None:
        return "NULL"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _statement(
    dialect: Dialect, table: Table, source: str, on_conflict: str, returning: Sequence[str]
) -> str:
    quote = dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    keys = ", ".join(quote(name) for name in returning)
    return (
        f"INSERT INTO {quote(table.name)} ({columns}) {source} "
        f"ON CONFLICT {on_conflict} RETURNING {keys}"
    )


def _element_type(column: Column[Any], dialect: Dialect) -> str:
    # A cast to varchar(n) would cut a text that is too long instead of refusing it.
    return "text" if isinstance(column.type, String) else column.type.compile(dialect)
