"""``db`` and ``backup``."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.db import Database, migrate
from tests.bot.cli.conftest import Steward, content_of, rows

NAME = "directory_guild (guild_id, name) VALUES (1, 'Gophers')"


def keep_something(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"INSERT INTO {NAME}")


# -- db --------------------------------------------------------------------------------------


def test_up_and_down(steward: Steward, tmp_path: Path) -> None:
    head = migrate.head()
    said = [
        steward(*words.split()).out
        for words in ("db current", "db upgrade", "db current", "db downgrade base", "db current")
    ]

    assert said == [
        f"database: empty\nnewest:   {head}\n",
        f"The database is at {head}.\n",
        f"database: {head}\nnewest:   {head}\n",
        "The database is at base.\n",
        f"database: empty\nnewest:   {head}\n",
    ]
    tables = rows(tmp_path / "steward.db", "SELECT name FROM sqlite_master WHERE type = 'table'")
    assert tables in ([], [("alembic_version",)])


def test_an_upgrade_to_one_revision(steward: Steward) -> None:
    outcome = steward("db", "upgrade", "0001")

    assert (outcome.code, outcome.out) == (0, "The database is at 0001.\n")


@pytest.mark.parametrize("words", ["upgrade nonsense", "downgrade nonsense"])
def test_a_revision_that_does_not_exist(steward: Steward, up_to_date: Path, words: str) -> None:
    before = content_of(up_to_date)

    outcome = steward("db", *words.split())

    assert outcome.code == 2
    assert outcome.err.startswith("There is no such revision: ")
    assert content_of(up_to_date) == before


@pytest.mark.parametrize("words", ["upgrade", "downgrade base"])
def test_a_newer_database_is_left_alone(steward: Steward, up_to_date: Path, words: str) -> None:
    with closing(sqlite3.connect(up_to_date)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = content_of(up_to_date)

    outcome = steward("db", *words.split())

    assert outcome.code == 1
    assert outcome.err == (
        "The database was made by a newer version of Steward (revision 9999). Start that "
        "version, or restore a backup that this one made.\n"
    )
    assert content_of(up_to_date) == before


def test_a_database_that_another_process_holds(
    steward: Steward, up_to_date: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Database.open.__func__.__kwdefaults__, "busy_timeout_s", 0.1)  # type: ignore[attr-defined]

    with closing(sqlite3.connect(up_to_date, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        outcome = steward("db", "downgrade", "base")

    assert outcome.code == 1
    assert outcome.err == (
        "The database is locked by another process; try again when that one is done.\n"
    )


def test_a_server_that_is_down(steward: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEWARD_DATABASE_URL", "postgresql://u:hunter2@127.0.0.1:9/steward")

    outcome = steward("db", "upgrade")

    assert outcome.code == 1
    assert outcome.err == (
        "The database steward on 127.0.0.1:9 cannot be opened: no server answers there.\n"
    )


def test_on_postgresql(
    steward: Steward, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEWARD_DATABASE_URL", postgres_url)

    assert steward("db", "upgrade").out == f"The database is at {migrate.head()}.\n"
    assert steward("db", "downgrade", "base").out == "The database is at base.\n"


# -- backup ----------------------------------------------------------------------------------


def test_a_copy_is_a_working_database(steward: Steward, up_to_date: Path, tmp_path: Path) -> None:
    keep_something(up_to_date)
    copy = tmp_path / "copy [1].db"

    outcome = steward("backup", copy)

    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"Copied to {copy} ({copy.stat().st_size:,} bytes).\n"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert content_of(copy) == content_of(up_to_date)
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]
    assert not list(tmp_path.glob(".*"))


def test_a_copy_can_be_used_in_the_originals_place(
    steward: Steward, up_to_date: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_something(up_to_date)
    steward("backup", "copy.db")

    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path / 'copy.db'}")

    assert steward("db", "upgrade").code == 0
    assert rows(tmp_path / "copy.db", "SELECT name FROM directory_guild") == [("Gophers",)]


def test_what_the_running_bot_has_just_written_is_in_the_copy(
    steward: Steward, up_to_date: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(up_to_date)) as bot:
        bot.execute("PRAGMA journal_mode = WAL")
        bot.execute("PRAGMA wal_autocheckpoint = 0")
        with bot:
            bot.execute(f"INSERT INTO {NAME}")
        bot.execute("BEGIN IMMEDIATE")
        bot.execute("UPDATE directory_guild SET name = 'half-way'")
        outcome = steward("backup", "copy.db")

    assert outcome.code == 0
    assert rows(tmp_path / "copy.db", "SELECT name FROM directory_guild") == [("Gophers",)]


def test_a_copy_is_of_one_moment_however_much_is_written_meanwhile(
    steward: Steward, up_to_date: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[int] = []
    with closing(sqlite3.connect(up_to_date, isolation_level=None)) as bot:
        bot.execute("PRAGMA journal_mode = WAL")
        bot.execute("CREATE TABLE filling (n INTEGER PRIMARY KEY, room BLOB)")
        for number in range(4):
            bot.execute("INSERT INTO filling VALUES (?, zeroblob(10000000))", [number])

        def write_at_each_step(*_: object) -> Callable[[int, int, int], None]:
            def report(_status: int, remaining: int, _total: int) -> None:
                pages.append(remaining)
                assert len(pages) < 20, "the copy begins anew with every commit"
                bot.execute("INSERT INTO filling (room) VALUES (zeroblob(100000))")
                bot.execute("UPDATE filling SET room = zeroblob(5000) WHERE n = 0")

            return report

        monkeypatch.setattr("bot.cli.database._reporter", write_at_each_step)
        outcome = steward("backup", "copy.db")

    assert (outcome.code, outcome.err) == (0, "")
    assert len(pages) > 3
    assert pages == sorted(pages, reverse=True)
    copied = rows(tmp_path / "copy.db", "SELECT n, length(room) FROM filling")
    assert copied == [(number, 10_000_000) for number in range(4)]
    assert rows(tmp_path / "copy.db", "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.usefixtures("up_to_date")
def test_a_file_that_is_there_is_not_replaced(steward: Steward, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")

    outcome = steward("backup", "copy.db")

    assert outcome.code == 2
    assert outcome.err == "copy.db is there already; choose another name.\n"
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_without_a_database_there_is_nothing_to_copy(steward: Steward, tmp_path: Path) -> None:
    outcome = steward("backup", "copy.db")

    assert outcome.code == 1
    assert outcome.err == f"There is no database at {tmp_path / 'steward.db'} yet.\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("up_to_date")
@pytest.mark.parametrize("place", ["nowhere/copy.db", "/proc/copy.db"])
def test_a_place_that_cannot_be_written(steward: Steward, tmp_path: Path, place: str) -> None:
    outcome = steward("backup", place)

    assert outcome.code == 1
    assert outcome.err.startswith("The copy could not be made: ")
    assert outcome.err.endswith("Nothing is left of it.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["steward.db"]


def test_what_is_no_database_is_not_copied(
    steward: Steward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader, this is no database at all.")
    monkeypatch.setenv("STEWARD_DATABASE_URL", f"sqlite:///{tmp_path / 'letter.txt'}")

    outcome = steward("backup", "copy.db")

    assert outcome.code == 1
    assert "The copy could not be made: file is not a database." in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_postgresql_has_a_tool_of_its_own(
    steward: Steward, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = "postgresql://steward:hunter2@db.example:5433/community"
    monkeypatch.setenv("STEWARD_DATABASE_URL", url)

    outcome = steward("backup", "my copy.dump")

    assert outcome.code == 2
    assert outcome.err == (
        "This copies SQLite databases. For PostgreSQL use:  pg_dump --format=custom "
        "'--file=my copy.dump' --host=db.example --port=5433 --username=steward community\n"
    )
    assert not list(tmp_path.iterdir())
