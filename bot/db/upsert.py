"""Upserts that both databases understand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = sqlite.Insert | postgresql.Insert


def insert(connection: AsyncConnection, table: Table) -> Insert:
    """Return the dialect's INSERT, which knows ON CONFLICT."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


async def insert_new(
    connection: AsyncConnection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    returning: Sequence[ColumnElement[Any]] | None = None,
) -> Sequence[Row[Any]]:
    """Insert ``rows``; leave alone those whose key is there already.

    Returns the rows that were really new (their primary key, or ``returning``), in no
    particular order. Within ``rows`` a repeated key counts once.
    """
    if not rows:
        return []
    columns = returning if returning is not None else list(table.primary_key.columns)
    statement = insert(connection, table).on_conflict_do_nothing().returning(*columns)
    result = await connection.execute(statement, list(rows))
    return result.all()


async def put(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert ``rows``, replacing the other columns where the primary key is there already."""
    await _merge(connection, table, rows, lambda _old, new: new)


async def add_up(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert ``rows``, adding to every column outside the primary key where it is there already."""
    await _merge(connection, table, rows, lambda old, new: old + new)


async def _merge(
    connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]], combine: Any
) -> None:
    if not rows:
        return
    key = [column.name for column in table.primary_key.columns]
    statement = insert(connection, table)
    excluded = cast("Any", statement.excluded)
    changes = {name: combine(table.c[name], excluded[name]) for name in rows[0] if name not in key}
    if changes:
        merged = statement.on_conflict_do_update(index_elements=key, set_=changes)
    else:
        merged = statement.on_conflict_do_nothing(index_elements=key)
    await connection.execute(merged, list(rows))
