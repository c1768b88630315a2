"""Column types mean the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, func, insert, select
from sqlalchemy.exc import StatementError

from bot.db import Database, Snowflake, UtcTime
from bot.db.types import EPOCH, from_micros, to_micros

TABLE = Table(
    "test_types",
    MetaData(),
    Column("id", Snowflake, primary_key=True),
    Column("at", UtcTime, nullable=True),
)
NEPAL = timezone(timedelta(hours=5, minutes=45))
BIGGEST = 2**63 - 1


@given(st.datetimes(timezones=st.timezones() | st.just(UTC)))
def test_instants_survive_the_way_to_microseconds_and_back(instant: datetime) -> None:
    try:
        expected = instant.astimezone(UTC)
    except OverflowError:
        return  # outside what UTC can say

    assert from_micros(to_micros(expected)) == expected
    assert to_micros(instant) == to_micros(expected)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_microseconds_sort_as_instants_do(one: datetime, other: datetime) -> None:
    assert (to_micros(one) < to_micros(other)) == (one < other)


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(ValueError, match="aware datetime"):
        to_micros(datetime(2024, 1, 1))  # noqa: DTZ001 - naive on purpose


@pytest.fixture
async def table(database: Database) -> Database:
    async with database.begin() as connection:
        await connection.run_sync(TABLE.create)
    return database


async def test_values_come_back_as_they_went_in(table: Database) -> None:
    instants = {
        1: EPOCH,
        2: datetime(2024, 3, 4, 12, 0, 0, 123_456, tzinfo=NEPAL),
        3: datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        BIGGEST: None,
    }
    async with table.begin() as connection:
        await connection.execute(
            insert(TABLE), [{"id": key, "at": at} for key, at in instants.items()]
        )

    async with table.read() as connection:
        found = {row.id: row.at for row in await connection.execute(select(TABLE))}
        last = await connection.scalar(select(func.max(TABLE.c.at)))
        early = await connection.scalar(select(TABLE.c.id).where(TABLE.c.at < EPOCH))

    assert found == instants
    assert {at.tzinfo for at in found.values() if at is not None} == {UTC}
    assert last == instants[2]
    assert early == 3


async def test_a_naive_datetime_is_refused_by_the_column(table: Database) -> None:
    with pytest.raises(StatementError, match="aware datetime"):
        async with table.begin() as connection:
            await connection.execute(
                insert(TABLE),
                [{"id": 1, "at": datetime(2024, 1, 1)}],  # noqa: DTZ001 - naive on purpose
            )
