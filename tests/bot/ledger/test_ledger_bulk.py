"""Many rows by one statement, on both databases."""

from __future__ import annotations

import re
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table, func, select
from sqlalchemy.exc import DBAPIError

from bot.activity.models import Place
from bot.db import Database
from bot.ledger.bulk import _texts, insert_new_values, put_values, rows_of_members
from bot.ledger.models import Message, Use

KEY = ("guild_id", "interaction_id")
TABLE = cast("Table", Use.__table__)
PLACES = cast("Table", Place.__table__)
MESSAGES = cast("Table", Message.__table__)


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


HOSTILE = (
    "", "NULL", "null", '"', "\\", '\\"', "{a,b}", "},{", "a,b", " padded ", "tab\tand\nline",
    "'; DROP TABLE ledger_use; --", "👩‍👩‍👧", "\u202e", "$1", "%s", "x" * 100,
)  # fmt: skip


async def test_any_text_arrives_as_it_was(database: Database) -> None:
    async with database.begin() as connection:
        rows = [use(number, text) for number, text in enumerate(HOSTILE)]
        await insert_new_values(connection, TABLE, rows, KEY)
        names = list(await connection.scalars(select(Use.name).order_by(Use.interaction_id)))

    assert names == list(HOSTILE)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_an_array_is_read_back_as_it_was_written(texts: list[str]) -> None:
    written = _texts([*texts, None])

    assert read_array(written) == [*texts, "NULL"]


async def test_numbers_arrive_as_they_were(database: Database) -> None:
    places = [(1, member, place) for member, place in ((1, 0), (2**63 - 1, 5), (1 << 60, 7))]
    async with database.begin() as connection:
        await put_values(connection, PLACES, places)
        await put_values(connection, PLACES, [(1, 1, 9)])
        await put_values(connection, PLACES, [(2, 1, 4)])
        found = await rows_of_members(connection, PLACES, 1, {1, 2, 2**63 - 1, 1 << 60}, "place")
        none = await rows_of_members(connection, PLACES, 1, [], "place")

    assert sorted(found) == [(1, 9), (1 << 60, 7), (2**63 - 1, 5)]
    assert none == []


async def test_a_number_that_is_missing_is_null(database: Database) -> None:
    row = (1, 2, 3, 4, 5, None, None, None, 6, 0, None, -0.25)
    async with database.begin() as connection:
        assert await insert_new_values(connection, MESSAGES, [row], ("message_id",)) == [(2,)]
        found = (await connection.exec_driver_sql("SELECT * FROM ledger_message")).one()

    assert tuple(found) == row


def read_array(text: str) -> list[str]:
    """Read an array by PostgreSQL's rules: quoted elements with backslashes, and plain ones."""
    assert text[0] + text[-1] == "{}"
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|([^",{}]+)', text[1:-1], re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) or plain for quoted, plain in found]
