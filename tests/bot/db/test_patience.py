"""Whoever answers a person waits for the database a moment; what that leaves behind is in order."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.db import Database
from bot.db.failures import Failure, failure_of
from bot.db.patience import hurried, hurry, patience, within_patience
from bot.errors import DatabaseAwayError
from bot.ledger.transaction import lock_guild
from tests.plugins.databases import Postgres

SHORT = timedelta(seconds=0.3)
MANY = 25  # more than the pool has connections


@pytest.fixture
async def opened(database_url: str) -> AsyncIterator[Database]:
    database = await Database.open(database_url)
    yield database
    await database.close()


async def write(database: Database) -> None:
    async with database.begin() as connection:
        await connection.execute(text("UPDATE directory_guild SET name = name"))


async def look(database: Database) -> int:
    async with database.read() as connection:
        found: int = await connection.scalar(text("SELECT count(*) FROM directory_guild"))
        return found


async def hurried_use(use: Any, database: Database) -> Any:
    with hurried(SHORT):
        return await use(database)


async def assert_in_order(database: Database) -> None:
    """Assert that nothing is left of failed attempts: every connection is free and works."""
    await asyncio.gather(*(use(database) for use in (write, look) for _ in range(MANY)))
    pool: Any = database.engine.pool
    # What was given up is cleared away behind the scenes.
    async with asyncio.timeout(30):
        while pool.checkedout():  # noqa: ASYNC110 - the pool tells nobody
            await asyncio.sleep(0.01)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let another process's connection hold the SQLite file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def stopped(server: Postgres) -> Iterator[None]:
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def silent(server: Postgres) -> Iterator[None]:
    """Let no process of the server do anything, while its sockets stay open."""
    pids = server.processes()
    tell(pids, signal.SIGSTOP)
    try:
        yield
    finally:
        tell(pids, signal.SIGCONT)


def tell(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        # Some end by themselves meanwhile: whom they served has left.
        with suppress(ProcessLookupError):
            os.kill(pid, number)


# -- patience itself -------------------------------------------------------------------------


async def test_without_it_nothing_is_bounded() -> None:
    assert patience() is None
    async with within_patience():
        await asyncio.sleep(0)


async def test_it_belongs_to_a_task_and_what_that_awaits() -> None:
    async def answer() -> timedelta | None:
        hurry(SHORT)
        return await deeper()

    async def deeper() -> timedelta | None:
        return patience()

    assert await asyncio.create_task(answer()) == SHORT
    assert patience() is None


async def test_a_wait_for_the_database_is_bounded_by_it() -> None:
    with hurried(timedelta(seconds=0.01)), pytest.raises(DatabaseAwayError):
        async with within_patience():
            await asyncio.Event().wait()


async def test_a_timeout_of_the_block_itself_stays_what_it_is() -> None:
    with hurried(SHORT), pytest.raises(TimeoutError, match="mine"):
        async with within_patience():
            raise TimeoutError("mine")


# -- a file that another process holds ---------------------------------------------------------


async def test_a_locked_file_is_told_in_time_and_read_meanwhile(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = await Database.open(sqlite_url)
    with locked(Path(sqlite_url.removeprefix("sqlite:///"))):
        outcomes = await asyncio.gather(
            *(hurried_use(write, database) for _ in range(MANY)), return_exceptions=True
        )
        assert await hurried_use(look, database) == 0

    assert {type(outcome) for outcome in outcomes} == {DatabaseAwayError}
    assert {failure_of(error) for error in outcomes if isinstance(error, Exception)} == {
        Failure.AWAY
    }
    await assert_in_order(database)
    async with database.begin() as connection:
        assert await connection.scalar(text("PRAGMA busy_timeout")) == 10_000
    await database.close()


async def test_without_patience_the_drivers_error_stays_what_it_is(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url, busy_timeout_s=0.05)
    with (
        locked(Path(sqlite_url.removeprefix("sqlite:///"))),
        pytest.raises(OperationalError, match="locked"),
    ):
        await write(database)
    await database.close()


async def test_a_long_transaction_of_our_own_is_waited_for_as_briefly(opened: Database) -> None:
    begun = asyncio.Event()
    done = asyncio.Event()

    async def rebuild() -> None:
        async with opened.begin() as connection:
            await lock_guild(connection, 1)
            begun.set()
            await done.wait()

    async def on_the_same_guild(database: Database) -> None:
        async with database.begin() as connection:
            await lock_guild(connection, 1)

    rebuilding = asyncio.create_task(rebuild())
    await begun.wait()
    outcomes = await asyncio.gather(
        *(hurried_use(on_the_same_guild, opened) for _ in range(3)), return_exceptions=True
    )
    done.set()
    await rebuilding

    assert {type(outcome) for outcome in outcomes} == {DatabaseAwayError}
    await assert_in_order(opened)
    await hurried_use(on_the_same_guild, opened)


async def test_whoever_stops_waiting_leaves_no_connection_behind(opened: Database) -> None:
    async def cancelled_after(turns: int) -> None:
        task = asyncio.create_task(hurried_use(write, opened))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    for turns in range(40):
        await cancelled_after(turns)

    await assert_in_order(opened)


# -- a server that is gone, or says nothing ----------------------------------------------------


@pytest.mark.parametrize("use", [write, look])
async def test_a_stopped_server_is_told_and_found_again(
    use: Any, postgres_url: str, postgres_server: Postgres
) -> None:
    database = await Database.open(postgres_url)
    await migrated(database)
    with stopped(postgres_server):
        outcomes = await asyncio.gather(
            *(hurried_use(use, database) for _ in range(MANY)), return_exceptions=True
        )
        assert not await database.answers(SHORT)

    assert {type(outcome) for outcome in outcomes} == {DatabaseAwayError}
    assert await database.answers(timedelta(seconds=5))
    await assert_in_order(database)
    await database.close()


async def test_a_server_that_stops_in_the_middle_is_told(
    postgres_url: str, postgres_server: Postgres
) -> None:
    database = await Database.open(postgres_url)
    await migrated(database)

    async def write_twice(database: Database) -> None:
        async with database.begin() as connection:
            await connection.execute(text("UPDATE directory_guild SET name = name"))
            with stopped(postgres_server):
                await connection.execute(text("UPDATE directory_guild SET name = name"))

    with pytest.raises(DatabaseAwayError):
        await hurried_use(write_twice, database)

    await assert_in_order(database)
    await database.close()


@pytest.mark.parametrize("use", [write, look])
async def test_a_silent_server_is_told_and_heard_again(
    use: Any, postgres_url: str, postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Until then an open statement holds its connection.
    monkeypatch.setattr("bot.db.engine._STATEMENT_LIMIT_S", 3.0)
    database = await Database.open(postgres_url)
    await migrated(database)
    await asyncio.gather(*(look(database) for _ in range(MANY)))
    with silent(postgres_server):
        for _ in range(2):
            with pytest.raises(DatabaseAwayError):
                await hurried_use(use, database)

    await assert_in_order(database)
    await database.close()


async def test_a_silent_server_holds_no_statement_for_ever(
    postgres_url: str, postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.db.engine._STATEMENT_LIMIT_S", 0.3)
    database = await Database.open(postgres_url)
    await migrated(database)

    with silent(postgres_server), pytest.raises(Exception) as caught:  # noqa: PT011 - any driver's
        await write(database)

    assert failure_of(caught.value) is Failure.AWAY
    await assert_in_order(database)
    await database.close()


async def migrated(database: Database) -> None:
    async with database.begin() as connection:
        await connection.execute(text("CREATE TABLE directory_guild (name TEXT)"))
