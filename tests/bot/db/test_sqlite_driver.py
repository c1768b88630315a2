"""The SQLite driver: one trip to the connection's thread for each statement."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.db import Database

SLOW = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT {}) SELECT n FROM c"


@pytest.fixture
async def opened(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path / 'steward.db'}")
    async with database.begin() as connection:
        await connection.execute(text("CREATE TABLE kept (n INTEGER PRIMARY KEY, word TEXT)"))
    yield database
    await database.close()


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return what the thread is asked to do from now on."""
    asked: list[Any] = []
    execute = aiosqlite.Connection._execute

    async def asking(self: aiosqlite.Connection, work: Any, *more: Any, **named: Any) -> Any:
        asked.append(work)
        return await execute(self, work, *more, **named)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", asking)
    return asked


@pytest.mark.parametrize(
    ("statement", "given"),
    [
        (SLOW.format(3), None),
        ("INSERT INTO kept VALUES (:n, 'a')", {"n": 1}),
        ("INSERT INTO kept VALUES (:n, 'a')", [{"n": 1}, {"n": 2}]),
        ("INSERT INTO kept VALUES (:n, 'a') RETURNING n", {"n": 1}),
    ],
)
async def test_a_statement_is_one_trip(
    opened: Database, trips: list[Any], statement: str, given: Any
) -> None:
    async with opened.begin() as connection:
        trips.clear()
        await connection.execute(text(statement), given)
        assert len(trips) == 1


async def test_everything_is_told_of_what_a_statement_did(opened: Database) -> None:
    async with opened.begin() as connection:
        made = await connection.execute(text("INSERT INTO kept VALUES (7, 'a'), (8, 'b')"))
        assert (made.rowcount, made.lastrowid) == (2, 8)

        changed = await connection.execute(text("UPDATE kept SET word = 'c' RETURNING n, word"))
        assert list(changed.keys()) == ["n", "word"]
        assert changed.all() == [(7, "c"), (8, "c")]

        many = text("UPDATE kept SET word = 'd' WHERE n = :n")
        assert (await connection.execute(many, [{"n": 7}, {"n": 8}, {"n": 9}])).rowcount == 2
        left = await connection.execute(text("SELECT word FROM kept ORDER BY n"))
        assert left.fetchone() == ("d",)
        assert left.fetchmany(5) == [("d",)]
        assert left.fetchone() is None


async def test_a_statement_that_fails_leaves_the_connection_usable(opened: Database) -> None:
    async with opened.begin() as connection:
        await connection.execute(text("INSERT INTO kept VALUES (1, 'a')"))
        with pytest.raises(IntegrityError):
            await connection.execute(text("INSERT INTO kept VALUES (1, 'b')"))
        with pytest.raises(OperationalError):
            await connection.execute(text("SELECT * FROM nowhere"))
        assert await connection.scalar(text("SELECT word FROM kept")) == "a"


async def test_a_statement_that_nobody_waits_for_leaves_the_way_free(opened: Database) -> None:
    async def look() -> None:
        async with opened.begin() as connection:
            await connection.execute(text("INSERT INTO kept VALUES (1, 'a')"))
            begun.set()
            await connection.execute(text(SLOW.format(200_000)))

    begun = asyncio.Event()
    looking = asyncio.create_task(look())
    await begun.wait()
    await asyncio.sleep(0)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking

    async with opened.begin() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM kept")) == 0
        await connection.execute(text("DROP TABLE kept"))
