"""The archives of an export hold every row, and each fits into a message."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from bot.config import settings_model
from bot.db import Database
from bot.ledger.facts import NO_FLAGS
from bot.ledger.models import Message
from bot.member_data import MemberTable, all_rows, declared_tables, held_rows
from cogs.privacy.exports import READ_ME, Archive, read_me
from cogs.privacy.service import periods
from tests.plugins.filled import fill

GUILD, ADA = 770_000_000_000_000_001, 880_000_000_000_000_777
AT = datetime(2026, 3, 2, 12, 0, 0, 250_000, tzinfo=UTC)


def place_named(name: str) -> MemberTable:
    (found,) = [one.place for one in declared_tables() if one.place.name == name]
    return found


async def write_messages(database: Database, count: int) -> None:
    rows = [
        {
            "guild_id": GUILD,
            "message_id": 1_000_000_000_000_000_000 + number,
            "channel_id": 5,
            "author_id": ADA,
            "at": AT,
            "parent_id": None,
            "reply_to": None,
            "mentions": "=1+1" if number == 0 else None,
            "length": number,
            "flags": int(NO_FLAGS),
            "language": "en",
            "score": 0.25,
        }
        for number in range(count)
    ]
    async with database.begin() as connection:
        await connection.execute(Message.__table__.insert(), rows)


async def archived(database: Database, folder: Path, names: list[str], **sizes: int) -> list[Path]:
    archive = Archive(folder, **sizes)
    for name in names:
        archive.begin(place_named(name))
        async with database.read() as connection:
            async for page in all_rows(connection, place_named(name), GUILD, ADA):
                archive.add(page)
    return archive.finish("what is what")


async def test_every_row_is_there_as_json_and_csv(database: Database, tmp_path: Path) -> None:
    await write_messages(database, 3)

    (path,) = await archived(database, tmp_path, ["messages", "reactions"])

    with ZipFile(path) as archive:
        assert sorted(archive.namelist()) == [READ_ME, "messages.csv", "messages.json"]
        rows = json.loads(archive.read("messages.json"))
        table = list(csv.DictReader(io.StringIO(archive.read("messages.csv").decode("utf-8-sig"))))
    assert [row["length"] for row in rows] == [0, 1, 2]
    # More digits than a spreadsheet or JavaScript keeps: ids are text.
    assert rows[2]["message_id"] == "1000000000000000002"
    assert rows[0]["at"] == "2026-03-02T12:00:00.250000+00:00"
    assert rows[0]["score"] == 0.25
    assert [row["message_id"] for row in table] == [row["message_id"] for row in rows]
    assert table[0]["mentions"] == "'=1+1"
    assert table[1]["mentions"] == ""


async def test_a_long_life_comes_in_parts_and_archives(database: Database, tmp_path: Path) -> None:
    await write_messages(database, 9_000)

    paths = await archived(database, tmp_path, ["messages"], part_rows=2_000, full_bytes=50_000)

    assert len(paths) > 1
    rows = []
    for path in paths:
        with ZipFile(path) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                if name.endswith(".json"):
                    rows += json.loads(archive.read(name))
    assert sorted(row["length"] for row in rows) == list(range(9_000))


async def test_every_declared_place_can_be_exported(database: Database, tmp_path: Path) -> None:
    await fill(database, GUILD, ADA)
    async with database.read() as connection:
        held = await held_rows(connection, GUILD, ADA)
    names = [one.declared.place.name for one in held]
    assert names == [one.place.name for one in declared_tables()]

    (path,) = await archived(database, tmp_path, names)

    with ZipFile(path) as archive:
        for name in names:
            rows = json.loads(archive.read(f"{name}.json"))
            assert [row[place_named(name).column] for row in rows] == [str(ADA)], name
    explained = read_me(declared_tables(), periods(settings_model()()), "en")
    assert all(f"\n{name}: " in explained for name in names)


async def test_nobody_elses_rows_are_in_it(database: Database, tmp_path: Path) -> None:
    await fill(database, GUILD, ADA)
    async with database.read() as connection:
        all_messages = (await connection.execute(select(Message.author_id))).scalars().all()
    assert set(all_messages) > {ADA}

    (path,) = await archived(database, tmp_path, ["messages"])

    with ZipFile(path) as archive:
        rows = json.loads(archive.read("messages.json"))
    assert {row["author_id"] for row in rows} == {str(ADA)}


def test_rows_without_a_place_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="begin a place"):
        Archive(tmp_path).add([])
