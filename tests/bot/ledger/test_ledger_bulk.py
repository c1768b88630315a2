"""Many rows by one statement, on both databases."""

from __future__ import annotations

from typing import cast

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.exc import DBAPIError

from bot.db import Database
from bot.ledger.bulk import insert_new_values
from bot.ledger.models import Use

KEY = ("guild_id", "interaction_id")
TABLE = cast("Table", Use.__table__)


def use(number: int, name: str = "pulse") -> tuple[object, ...]:
    return (1, number, 11, 0, "command", name)


async def test_more_rows_than_a_statement_of_sqlite_takes(database: Database) -> None:
    rows = [use(number) for number in range(12_000)]

    async with database.begin() as connection:
        first = await insert_new_values(connection, TABLE, rows, KEY)
        again = await insert_new_values(connection, TABLE, [*rows[-5:], use(99_999)], KEY)
        count = await connection.scalar(select(func.count()).select_from(Use))

    assert sorted(first) == [(1, number) for number in range(12_000)]
    assert again == [(1, 99_999)]
    assert count == 12_001


async def test_a_key_repeated_within_one_call_counts_once(database: Database) -> None:
    async with database.begin() as connection:
        new = await insert_new_values(connection, TABLE, [use(1), use(1, "rank")], KEY)
        names = list(await connection.scalars(select(Use.name)))

    assert new == [(1, 1)]
    assert names == ["pulse"]


async def test_nothing_is_nothing(database: Database) -> None:
    async with database.begin() as connection:
        assert await insert_new_values(connection, TABLE, [], KEY) == []


async def test_a_text_that_is_too_long_is_not_cut(database: Database) -> None:
    text = "x" * 101
    if database.dialect == "postgresql":
        with pytest.raises(DBAPIError):
            async with database.begin() as connection:
                await insert_new_values(connection, TABLE, [use(1, text)], KEY)
        return

    async with database.begin() as connection:
        await insert_new_values(connection, TABLE, [use(1, text)], KEY)
        assert await connection.scalar(select(Use.name)) == text
