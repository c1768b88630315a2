"""Upserts do the same on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.db.upsert import add_up, insert_new, put

COUNTS = Table(
    "test_counts",
    MetaData(),
    Column("guild_id", BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("messages", Integer, nullable=False),
    Column("word", String(10)),
)
KEYS = Table("test_keys", COUNTS.metadata, Column("guild_id", BigInteger, primary_key=True))


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[AsyncConnection]:
    async with database.begin() as opened:
        await opened.run_sync(COUNTS.metadata.create_all)
        yield opened


def row(day: int, messages: int, word: str | None = None) -> dict[str, object]:
    return {"guild_id": 1, "day": day, "messages": messages, "word": word}


async def rows(connection: AsyncConnection) -> list[tuple[object, ...]]:
    found = await connection.execute(select(COUNTS).order_by(COUNTS.c.day))
    return [tuple(one)[1:] for one in found]


async def test_only_what_is_new_is_inserted_and_returned(connection: AsyncConnection) -> None:
    first = await insert_new(connection, COUNTS, [row(1, 10), row(2, 20)])
    second = await insert_new(connection, COUNTS, [row(2, 99), row(3, 30)])

    assert sorted(tuple(one) for one in first) == [(1, 1), (1, 2)]
    assert [tuple(one) for one in second] == [(1, 3)]
    assert await rows(connection) == [(1, 10, None), (2, 20, None), (3, 30, None)]


async def test_a_key_repeated_within_one_call_counts_once(connection: AsyncConnection) -> None:
    new = await insert_new(connection, COUNTS, [row(1, 10), row(1, 11)], [COUNTS.c.day])

    assert [tuple(one) for one in new] == [(1,)]
    assert await rows(connection) == [(1, 10, None)]


async def test_more_rows_than_one_statement_takes(connection: AsyncConnection) -> None:
    new = await insert_new(connection, COUNTS, [row(day, day) for day in range(1, 10_001)])

    assert len(new) == len(set(new)) == 10_000


async def test_put_replaces(connection: AsyncConnection) -> None:
    await put(connection, COUNTS, [row(1, 10, "old"), row(2, 20, "kept")])
    await put(connection, COUNTS, [row(1, 11, "new"), row(3, 30)])

    assert await rows(connection) == [(1, 11, "new"), (2, 20, "kept"), (3, 30, None)]


async def test_put_leaves_columns_alone_that_are_not_given(connection: AsyncConnection) -> None:
    await put(connection, COUNTS, [row(1, 10, "kept")])
    await put(connection, COUNTS, [{"guild_id": 1, "day": 1, "messages": 11}])

    assert await rows(connection) == [(1, 11, "kept")]


async def test_counts_add_up(connection: AsyncConnection) -> None:
    given = [{"guild_id": 1, "day": day, "messages": 5} for day in (1, 2, 1)]

    await add_up(connection, COUNTS, given)
    await add_up(connection, COUNTS, [{"guild_id": 1, "day": 2, "messages": -7}])

    assert await rows(connection) == [(1, 10, None), (2, -2, None)]


async def test_a_table_of_keys_alone(connection: AsyncConnection) -> None:
    await put(connection, KEYS, [{"guild_id": 1}])
    await put(connection, KEYS, [{"guild_id": 1}, {"guild_id": 2}])

    assert sorted(await connection.scalars(select(KEYS.c.guild_id))) == [1, 2]


async def test_nothing_is_nothing(connection: AsyncConnection) -> None:
    assert await insert_new(connection, COUNTS, []) == []
    await put(connection, COUNTS, [])
    await add_up(connection, COUNTS, [])

    assert await rows(connection) == []
