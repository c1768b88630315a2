"""Every table filled with rows of a guild and a member, and a look at all of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, Float, LargeBinary, String, Table, insert, select
from sqlalchemy.types import Boolean

from bot.db import Base, Database
from bot.db.types import UtcTime
from bot.features import load_models
from bot.member_data import declared_tables

_AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
_numbers = itertools.count(1_000)


def all_tables() -> list[Table]:
    load_models()
    return list(Base.metadata.sorted_tables)


def member_columns() -> dict[str, set[str]]:
    """Return the columns with a member by the name of the table, as they are declared."""
    found: dict[str, set[str]] = {}
    for declared in declared_tables():
        found.setdefault(declared.place.table.name, set()).add(declared.place.column)
    return found


# What is read back as more than a word.
_READ: dict[str, dict[str, Any]] = {
    "events_occurrence": {"state": "held", "native": None},
    "events_plan": {
        "kind": "other",
        "recurrence": None,
        "room": "voice",
        "state": "over",
        "wall_start": "2026-03-02T12:00",
        "zone": "UTC",
    },
    "events_rsvp": {"answer": "going", "source": "press"},
    "ledger_leave": {"cause": "left"},
    "ledger_use": {"kind": "command"},
}
_VALUES: tuple[tuple[type[Any], Callable[[int], Any]], ...] = (
    (UtcTime, lambda _number: _AT),
    (LargeBinary, lambda _number: b"\x01"),
    (JSON, lambda _number: {}),
    (Boolean, lambda _number: False),
    (Float, lambda _number: 0.5),
)


def _value(column: Column[Any], guild_id: int, number: int) -> Any:
    if column.name == "guild_id":
        return guild_id
    if isinstance(column.type, String):
        return f"w{number}"[: column.type.length]
    made = [make(number) for kind, make in _VALUES if isinstance(column.type, kind)]
    return made[0] if made else number


def rows_for(table: Table, guild_id: int, member_id: int) -> Iterator[dict[str, Any]]:
    """Give a row for each way in which the member can be in the table, and one without them."""
    for who in (None, *sorted(member_columns().get(table.name, ()))):
        number = next(_numbers)
        row = {c.name: _value(c, guild_id, number) for c in table.columns}
        row |= _READ.get(table.name, {})
        if table.name == "ledger_message":
            row["mentions"] = f"{number} {member_id}"
        if who is not None:
            row[who] = member_id
        yield row


async def fill(database: Database, guild_id: int, member_id: int) -> None:
    """Put rows of the guild into every table, with the member everywhere where one can be."""
    async with database.begin() as connection:
        for table in all_tables():
            for row in rows_for(table, guild_id, member_id):
                await connection.execute(insert(table), row)


async def places_with(database: Database, needle: int, *, guild_id: int) -> set[str]:
    """Return ``table.column`` of every value in the guild's rows that is, or holds, ``needle``."""
    found = set()
    async with database.read() as connection:
        for table in all_tables():
            for row in await connection.execute(select(table).where(table.c.guild_id == guild_id)):
                found |= {
                    f"{table.name}.{name}"
                    for name, value in row._mapping.items()
                    if str(needle) in str(value)
                }
    return found


async def counts(database: Database, guild_id: int) -> dict[str, int]:
    """Return how many rows of the guild each table has, by its name."""
    async with database.read() as connection:
        return {
            table.name: len(
                (await connection.execute(select(table).where(table.c.guild_id == guild_id))).all()
            )
            for table in all_tables()
        }
