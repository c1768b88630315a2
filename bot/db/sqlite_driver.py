"""The SQLite driver with one trip to the connection's thread for each statement.

SQLAlchemy's own adapter goes there four times: for a cursor, to execute, to fetch, to close.
A trip wakes the thread and then the loop, which takes longer than most of our statements.
"""

from __future__ import annotations

import collections
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)


@dataclass(slots=True)
class _Outcome:
    """What a cursor tells of its statement after it was closed."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    arraysize: int = 1

    def close(self) -> None:
        """Do nothing: the cursor is closed already."""


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """Executes, fetches every row and closes in one trip."""

    __slots__ = ()

    _awaitable_cursor_close = False

    def _make_new_cursor(self, connection: Any) -> Any:
        del connection
        return _Outcome()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        await self._run(sqlite3.Cursor.execute, operation, parameters or ())

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        await self._run(sqlite3.Cursor.executemany, operation, seq_of_parameters)

    async def _run(self, execute: Callable[..., Any], *arguments: Any) -> None:
        # Neither library has a public way to do something else in the connection's thread.
        adapted = self._adapt_connection
        driver: Any = adapted._connection  # noqa: SLF001
        async with adapted._execute_mutex:  # noqa: SLF001
            self._cursor, rows = await driver._execute(  # noqa: SLF001
                _at_once,
                driver._conn,  # noqa: SLF001
                execute,
                *arguments,
            )
        self._rows = collections.deque(rows)


def _at_once(
    connection: sqlite3.Connection, execute: Callable[..., Any], *arguments: Any
) -> tuple[_Outcome, list[Any]]:
    cursor = connection.cursor()
    try:
        execute(cursor, *arguments)
        rows = [] if cursor.description is None else cursor.fetchall()
        return _Outcome(cursor.description, cursor.rowcount, cursor.lastrowid), rows
    finally:
        cursor.close()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = _Cursor


class _Driver(AsyncAdapt_aiosqlite_dbapi):
    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:
        return _Connection(self, super().connect(*arg, **kw)._connection)  # noqa: SLF001


def driver() -> Any:
    """Return the driver, for ``create_engine(…, module=driver())``."""
    return _Driver(aiosqlite, sqlite3)
