"""Many rows into a database, as fast as it takes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import Any

import asyncpg
from sqlalchemy import Table

from bot.db.engine import parse_url

Rows = Iterable[tuple[Table, Iterable[tuple[Any, ...]]]]


async def load(url: str, rows: Rows) -> None:
    """Insert rows of tables, given in stored form with all columns; nothing is checked."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        _load_sqlite(str(parsed.database), rows)
        return
    connection = await asyncpg.connect(url)
    try:
        for table, records in rows:
            await connection.copy_records_to_table(
                table.name, records=records, columns=[column.name for column in table.columns]
            )
        # As autovacuum would have done by the time that the tables are so large.
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


def _load_sqlite(path: str, rows: Rows) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("synchronous = OFF", "cache_size = -200000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for table, records in rows:
            connection.executemany(_insert(table), records)
        connection.execute("COMMIT")


def _insert(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - names only
