"""The engine: SQLite by default, PostgreSQL by URL, short transactions on both."""

from __future__ import annotations

import asyncio
import os
import re
import stat
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import structlog
from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.db import sqlite_driver
from bot.db.patience import away_told, hurried, patience
from bot.db.wal import use_wal
from bot.errors import ConfigError, DatabaseAwayError, DatabaseError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_CONNECT_TIMEOUT_S = 10
# A server that has gone silent must not hold a transaction for ever.
_STATEMENT_LIMIT_S = 60.0
_GIVEN_UP_S = 1.0
_PING_IDLE_S = 1.0
# Statements that a connection keeps ready. One that inserts hundreds of rows takes hundreds of
# kilobytes, and there is one for each number of rows.
_PREPARED = 8
_IDLE_SINCE = "idle_since"
_PRIVATE = stat.S_IRUSR | stat.S_IWUSR
# https://www.sqlite.org/fileformat.html, "Database Header"
_SQLITE_MAGIC = b"SQLite format 3\0"

_log = structlog.get_logger(__name__)

Opened = tuple[AsyncConnection, AsyncExitStack]
"""A connection, and what must be closed when it is done with."""


def parse_url(url: str) -> URL:
    """Return ``url`` with its asynchronous driver.

    Raises ConfigError for anything but an SQLite file or a PostgreSQL server. The message
    never repeats the URL, because it may hold a password.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise _refused("it is not a URL") from None
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise _refused(f"it starts with {parsed.drivername!r}")
    if driver.startswith("sqlite"):
        name = parsed.database or ""
        if not name or name == ":memory:" or name.startswith("file:") or parsed.query:
            raise _refused("it names no file")
    return parsed.set(drivername=driver)


def _refused(why: str) -> ConfigError:
    return ConfigError(
        f"database_url: {why}; allowed are sqlite:///FILE and "
        "postgresql://USER:PASSWORD@HOST:PORT/NAME."
    )


class Database:
    """One engine with two doors: ``begin()`` to write, ``read()`` to look.

    On SQLite a write transaction starts with BEGIN IMMEDIATE and writers of this process
    queue on a lock, so none ever fails half-way for want of the write lock; readers run
    beside them (WAL) and see one consistent state.

    Under a patience (``bot.db.patience``) both doors open within it or raise
    DatabaseAwayError, as they do where the database goes away meanwhile.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(steward_write=True)
        self._write_lock = asyncio.Lock() if engine.dialect.name == "sqlite" else None
        # Openings that nobody waits for any more, until their connection is cleared away.
        self._given_up: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str, *, busy_timeout_s: float = 10.0, pool_size: int = 5) -> Self:
        """Open the database at ``url`` and prove that it answers.

        Raises ConfigError for an unusable URL, DatabaseError where the file or server
        cannot be reached.
        """
        parsed = parse_url(url)
        if parsed.get_backend_name() == "sqlite":
            engine = _sqlite_engine(parsed, busy_timeout_s, pool_size)
        else:
            engine = _postgres_engine(
                parsed, statement_limit_s=_STATEMENT_LIMIT_S, pool_size=pool_size
            )
        database = cls(engine)
        try:
            async with database.read() as connection:
                await connection.exec_driver_sql("SELECT 1")
        except Exception as error:
            await engine.dispose()
            raise DatabaseError(
                f"The database {_where(parsed)} cannot be opened: {_brief(error)}."
            ) from error
        return database

    @property
    def engine(self) -> AsyncEngine:
        """The engine, for migrations and backups."""
        return self._engine

    @property
    def dialect(self) -> str:
        """``"sqlite"`` or ``"postgresql"``."""
        return self._engine.dialect.name

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for a server, whose disk cannot be looked at from here."""
        name = self._engine.url.database
        return Path(name) if self.dialect == "sqlite" and name else None

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """Open a write transaction: committed at the end, rolled back on an error."""
        limit = patience()
        if limit is not None:
            with away_told():
                async with self._begun_within(limit) as connection:
                    yield connection
        elif self._write_lock is not None:
            async with self._write_lock, self._writer.begin() as connection:
                yield connection
        else:
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a read transaction: one consistent view, nothing is kept."""
        limit = patience()
        if limit is not None:
            with away_told():
                connection, stack = await self._in_time(self._open_to_read(), limit)
                async with stack:
                    yield connection
            return
        connection, stack = await self._open_to_read()
        async with stack:
            yield connection

    async def answers(self, limit: timedelta) -> bool:
        """Tell whether a write transaction can be had within ``limit``."""
        try:
            with hurried(limit):
                async with self.begin() as connection:
                    await connection.exec_driver_sql("SELECT 1")
        except DatabaseAwayError:
            return False
        return True

    @asynccontextmanager
    async def begin_unbounded(self) -> AsyncIterator[AsyncConnection]:
        """Open a write transaction whose statements may take hours: for migrations.

        On PostgreSQL it has a connection of its own.
        """
        if self.dialect == "sqlite":
            async with self.begin() as connection:
                yield connection
            return
        engine = _postgres_engine(self._engine.url, statement_limit_s=None, pool_size=1)
        try:
            async with engine.begin() as connection:
                yield connection
        finally:
            await engine.dispose()

    async def close(self) -> None:
        """Close every connection."""
        if self._given_up:
            await asyncio.wait(self._given_up, timeout=_GIVEN_UP_S)
        await self._engine.dispose()

    # -- opening -----------------------------------------------------------------------------

    async def _open_to_read(self) -> Opened:
        async with AsyncExitStack() as stack:
            connection = await stack.enter_async_context(self._engine.connect())
            if self.dialect == "postgresql":
                connection = await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            return connection, stack.pop_all()

    @asynccontextmanager
    async def _begun_within(self, limit: timedelta) -> AsyncIterator[AsyncConnection]:
        loop = asyncio.get_running_loop()
        ends = loop.time() + limit.total_seconds()
        async with AsyncExitStack() as turn:
            if self._write_lock is not None:
                async with asyncio.timeout_at(ends):
                    await turn.enter_async_context(self._write_lock)
            left = timedelta(seconds=max(0.0, ends - loop.time()))
            connection, stack = await self._in_time(self._open_to_write(left), left)
            async with stack:
                yield connection

    async def _open_to_write(self, left: timedelta) -> Opened:
        # The database itself gives up a little earlier, and so in order.
        wait_ms = max(1, int(left.total_seconds() * 9) * 100)
        async with AsyncExitStack() as stack:
            connection = await stack.enter_async_context(self._writer.connect())
            if self.dialect == "sqlite":
                connection = await connection.execution_options(steward_busy_ms=wait_ms)
            await stack.enter_async_context(connection.begin())
            if self.dialect == "postgresql":
                # Nor is a lock of a row or of a guild waited for any longer.
                await connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait_ms}")
            return connection, stack.pop_all()

    async def _in_time(self, opening: Coroutine[Any, Any, Opened], limit: timedelta) -> Opened:
        """Return what ``opening`` returns. Raises DatabaseAwayError where that takes too long.

        A driver may take seconds to give up; nobody waits for it.
        """
        task = asyncio.create_task(opening)
        try:
            await asyncio.wait({task}, timeout=limit.total_seconds())
        except asyncio.CancelledError:
            self._give_up(task)
            raise
        if not task.done():
            self._give_up(task)
            raise DatabaseAwayError
        return task.result()

    def _give_up(self, task: asyncio.Task[Opened]) -> None:
        task.cancel()
        self._given_up.add(task)
        task.add_done_callback(self._clear_away)

    def _clear_away(self, task: asyncio.Task[Opened]) -> None:
        if self._is_over(task):
            return
        # It opened after all.
        _, stack = task.result()
        closing = asyncio.create_task(stack.aclose())
        self._given_up.add(closing)
        closing.add_done_callback(self._is_over)

    def _is_over(self, task: asyncio.Task[Any]) -> bool:
        """Forget ``task``; tell whether it came to nothing."""
        self._given_up.discard(task)
        if task.cancelled():
            return True
        error = task.exception()
        if error is not None:
            _log.info("a late connection failed", error=type(error).__name__)
        return error is not None


def _postgres_engine(url: URL, *, statement_limit_s: float | None, pool_size: int) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        connect_args={"timeout": _CONNECT_TIMEOUT_S, "command_timeout": statement_limit_s},
        hide_parameters=True,
    )
    _ping_what_idled(engine.sync_engine)
    return engine


def _ping_what_idled(engine: Engine) -> None:
    """Let no connection be handed out that broke while it was not in use.

    As ``pool_pre_ping`` does, whose three round trips would be a tenth of what a busy writer's
    transaction takes, and which knows no more of a connection that was in use just now.
    """

    @event.listens_for(engine, "checkin")
    def leave(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_IDLE_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def look(connection: Any, record: ConnectionPoolEntry, _fairy: Any) -> None:
        idle_since = record.info.get(_IDLE_SINCE)
        if idle_since is None or time.monotonic() - idle_since < _PING_IDLE_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error


def _sqlite_engine(url: URL, busy_timeout_s: float, pool_size: int) -> AsyncEngine:
    path = Path(url.database or "")
    _prepare_file(path)
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        module=sqlite_driver.driver(),
        connect_args={"timeout": busy_timeout_s, "cached_statements": _PREPARED},
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def configure(dbapi_connection: Any, _record: Any) -> None:
        # The driver's own transaction handling would commit before DDL; ours starts
        # every transaction with an explicit BEGIN instead.
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        use_wal(cursor, busy_timeout_s)
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_timeout_s * 1000)}")
        cursor.close()

    usual_ms = int(busy_timeout_s * 1000)

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("steward_write", False):
            connection.exec_driver_sql("BEGIN")
            return
        busy_ms = options.get("steward_busy_ms", usual_ms)
        if connection.info.get("busy_ms", usual_ms) != busy_ms:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {busy_ms}")
            connection.info["busy_ms"] = busy_ms
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _prepare_file(path: Path) -> None:
    """Make the file where there is none, and let nobody else read it.

    It holds who was active when. SQLite gives its -wal and -shm files the mode of the main one.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, _PRIVATE), "rb") as file:
            head = file.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise DatabaseError(
            f"The database file {path} cannot be written: {error.strerror}. "
            "Choose a folder that this user may write to (key database_url)."
        ) from error
    if head not in {b"", _SQLITE_MAGIC}:
        raise DatabaseError(f"{path} is not an SQLite database (key database_url).")
    for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        _make_private(part)


def _make_private(path: Path) -> None:
    try:
        if stat.S_IMODE(path.stat().st_mode) & ~_PRIVATE:
            path.chmod(_PRIVATE)
    except FileNotFoundError:
        return
    except OSError as error:
        # Some file systems know no modes; the operator must then guard the folder.
        _log.warning("the database file cannot be made private", reason=error.strerror)


def _where(url: URL) -> str:
    """Say which database it is, without user, password or other parts of the URL."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    host = url.host or url.query.get("host") or "localhost"
    return f"{url.database or url.username} on {host}" + (f":{url.port}" if url.port else "")


def _brief(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    text = str(cause).strip().splitlines()
    if isinstance(cause, TimeoutError) and not text:
        return f"no answer within {_CONNECT_TIMEOUT_S} s"
    # The words of asyncio and of uvloop.
    if isinstance(cause, OSError) and re.search("Connect call failed|refused", str(cause)):
        return "no server answers there"
    return text[0].rstrip(".") if text else type(cause).__name__
