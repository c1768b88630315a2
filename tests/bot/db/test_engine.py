"""The engine: private files, one consistent view, writers that wait instead of failing."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import traceback
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.util import greenlet_spawn

from bot.db import Database
from bot.db.engine import parse_url
from bot.db.wal import use_wal
from bot.errors import ConfigError, DatabaseError

ROOT = Path(__file__).resolve().parents[3]
NOBODY = 65_534
PASSWORD = "hunter2"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: mode(path) for path in folder.iterdir()}


async def scalar(database: Database, statement: str) -> Any:
    async with database.read() as connection:
        return await connection.scalar(text(statement))


async def make_table(database: Database) -> None:
    async with database.begin() as connection:
        await connection.execute(text("CREATE TABLE counted (n INTEGER NOT NULL)"))
        await connection.execute(text("INSERT INTO counted VALUES (0)"))


async def add_one(database: Database, *, pause_s: float = 0.0) -> None:
    """Read, wait, write: two of these at once would lose one where nobody waits."""
    async with database.begin() as connection:
        n = await connection.scalar(text("SELECT n FROM counted"))
        await asyncio.sleep(pause_s)
        await connection.execute(text("UPDATE counted SET n = :n"), {"n": n + 1})


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(f"sqlite:///{tmp_path / 'steward.db'}")
    yield database
    await database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'steward.db'}"


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[Database]:
    """An empty database, once on SQLite and once on PostgreSQL."""
    database = await Database.open(empty_url)
    yield database
    await database.close()


# -- SQLite's file ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000), ("synchronous", 1)],
)
async def test_every_connection_is_set_up(sqlite: Database, pragma: str, value: object) -> None:
    async with sqlite.read() as one, sqlite.read() as two, sqlite.begin() as three:
        for connection in (one, two, three):
            assert await connection.scalar(text(f"PRAGMA {pragma}")) == value


async def test_the_files_are_for_their_owner_alone(sqlite: Database, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        await make_table(sqlite)
    finally:
        os.umask(old)

    assert modes(tmp_path) == {
        "steward.db": 0o600,
        "steward.db-wal": 0o600,
        "steward.db-shm": 0o600,
    }


async def test_a_file_that_others_could_read_is_made_private(tmp_path: Path) -> None:
    path = tmp_path / "steward.db"
    sqlite3.connect(path).close()
    path.touch()
    path.chmod(0o644)

    await (await Database.open(f"sqlite:///{path}")).close()

    assert mode(path) == 0o600


async def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    path = tmp_path / "far" / "away" / "steward.db"

    await (await Database.open(f"sqlite:///{path}")).close()

    assert path.exists()


async def test_a_file_that_is_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader, this is no database.")
    path.chmod(0o644)

    with pytest.raises(DatabaseError, match=r"letter\.txt is not an SQLite database"):
        await Database.open(f"sqlite:///{path}")

    assert path.read_text() == "Dear reader, this is no database."
    assert mode(path) == 0o644


async def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "steward.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4_096)

    with pytest.raises(DatabaseError, match=r"steward.db cannot be opened: .+\.$"):
        await Database.open(f"sqlite:///{path}")


async def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be written: Is a directory"):
        await Database.open(f"sqlite:///{tmp_path}")


async def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(DatabaseError, match=r"cannot be written: .+ Choose a folder"):
        await Database.open(f"sqlite:///{tmp_path}/file/steward.db")


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of root's that the process, for the test a user without rights, may only read."""
    folder = Path(tempfile.mkdtemp(prefix="steward-read-only-"))
    folder.chmod(0o555)
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(user)
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


async def test_a_read_only_folder_is_refused(as_nobody: Path) -> None:
    with pytest.raises(DatabaseError) as caught:
        await Database.open(f"sqlite:///{as_nobody}/steward.db")

    assert str(caught.value) == (
        f"The database file {as_nobody}/steward.db cannot be written: Permission denied. "
        "Choose a folder that this user may write to (key database_url)."
    )
    assert not modes(as_nobody)


def file_of_somebody_else(folder: Path) -> Path:
    user = os.geteuid()
    os.seteuid(os.getuid())
    folder.chmod(0o777)
    path = folder / "steward.db"
    path.touch()
    path.chmod(0o666)
    os.seteuid(user)
    if path.stat().st_uid == user:
        pytest.skip("needs a file of somebody else's: that takes root")
    return path


async def test_a_file_that_cannot_be_made_private_is_used_with_a_warning(
    as_nobody: Path,
) -> None:
    path = file_of_somebody_else(as_nobody)

    with structlog.testing.capture_logs() as logs:
        await (await Database.open(f"sqlite:///{path}")).close()

    assert [(log["event"], log["reason"]) for log in logs] == [
        ("the database file cannot be made private", "Operation not permitted")
    ]


async def test_a_server_that_says_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.db.engine._CONNECT_TIMEOUT_S", 0.2)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        port = mute.getsockname()[1]
        with pytest.raises(DatabaseError, match=r"opened: no answer within 0\.2 s\.$"):
            await Database.open(f"postgresql://u@127.0.0.1:{port}/d")


# -- servers ---------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_server_that_is_down_is_told_without_the_password(host: str) -> None:
    port = free_port()

    with pytest.raises(DatabaseError) as caught:
        await Database.open(f"postgresql://steward:{PASSWORD}@{host}:{port}/community")

    assert str(caught.value) == (
        f"The database community on {host}:{port} cannot be opened: no server answers there."
    )
    assert PASSWORD not in "".join(traceback.format_exception(caught.value))


async def test_a_server_without_that_database_says_so(postgres_url: str) -> None:
    other = re.sub(r"/steward_\d+", "/no_such_database", postgres_url)

    with pytest.raises(DatabaseError, match='database "no_such_database" does not exist'):
        await Database.open(other)


async def test_passwords_in_other_places_of_a_url_are_not_told() -> None:
    url = f"postgresql://u@127.0.0.1:{free_port()}/d?password=hunter2"

    with pytest.raises(DatabaseError) as caught:
        await Database.open(url)

    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["postgresql//u:hunter2@h/d", "mssql://u:hunter2@h/d", "postgresql://u:p@h:hunter2/d"]
)
def test_a_url_that_cannot_be_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_url(url)

    assert "allowed are sqlite:///FILE and postgresql://USER" in str(caught.value)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_usual_spellings_of_postgresql_are_taken(scheme: str) -> None:
    assert parse_url(f"{scheme}://h/d").drivername == "postgresql+asyncpg"


# -- transactions ----------------------------------------------------------------------------


async def test_a_write_transaction_is_kept_whole_or_not_at_all(empty: Database) -> None:
    await make_table(empty)

    async def fail_half_way() -> None:
        async with empty.begin() as connection:
            await connection.execute(text("UPDATE counted SET n = 99"))
            raise ZeroDivisionError

    await add_one(empty)
    with pytest.raises(ZeroDivisionError):
        await fail_half_way()

    assert await scalar(empty, "SELECT n FROM counted") == 1


async def test_a_cancelled_write_is_taken_back_and_frees_the_way(empty: Database) -> None:
    await make_table(empty)
    task = asyncio.create_task(add_one(empty, pause_s=60))
    await asyncio.sleep(0.05)

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await add_one(empty)

    assert await scalar(empty, "SELECT n FROM counted") == 1


async def test_a_read_transaction_sees_one_state(empty: Database) -> None:
    await make_table(empty)

    async with empty.read() as connection:
        before = await connection.scalar(text("SELECT n FROM counted"))
        await add_one(empty)
        after = await connection.scalar(text("SELECT n FROM counted"))

    assert (before, after) == (0, 0)
    assert await scalar(empty, "SELECT n FROM counted") == 1


async def test_readers_go_on_while_somebody_writes(empty: Database) -> None:
    await make_table(empty)

    async with empty.begin() as connection:
        await connection.execute(text("UPDATE counted SET n = 5"))
        seen = await asyncio.wait_for(scalar(empty, "SELECT n FROM counted"), 2)

    assert seen == 0


async def test_readers_cannot_write_on_postgresql(postgres_url: str) -> None:
    database = await Database.open(postgres_url)
    await make_table(database)

    with pytest.raises(Exception, match="read-only transaction"):
        async with database.read() as connection:
            await connection.execute(text("UPDATE counted SET n = 1"))

    await add_one(database)
    assert await scalar(database, "SELECT n FROM counted") == 1
    await database.close()


async def test_writers_of_one_process_take_turns(sqlite: Database) -> None:
    await make_table(sqlite)

    await asyncio.gather(*(add_one(sqlite, pause_s=0.002) for _ in range(30)))

    assert await scalar(sqlite, "SELECT n FROM counted") == 30


async def test_two_openings_of_one_file_take_turns(sqlite: Database, tmp_path: Path) -> None:
    await make_table(sqlite)
    other = await Database.open(f"sqlite:///{tmp_path / 'steward.db'}")

    await asyncio.gather(*(add_one(side, pause_s=0.002) for side in (sqlite, other) * 10))

    assert await scalar(other, "SELECT n FROM counted") == 20
    await other.close()


WRITER = """
import asyncio, sys
from sqlalchemy import text
from bot.db import Database

async def main():
    database = await Database.open(sys.argv[1])
    for _ in range(60):
        async with database.begin() as connection:
            n = await connection.scalar(text("SELECT n FROM counted"))
            await asyncio.sleep(0.001)
            await connection.execute(text("UPDATE counted SET n = :n"), {"n": n + 1})
    await database.close()

asyncio.run(main())
"""


async def test_two_processes_take_turns(sqlite: Database, tmp_path: Path) -> None:
    await make_table(sqlite)

    url = f"sqlite:///{tmp_path / 'steward.db'}"
    processes = [
        subprocess.Popen(  # noqa: ASYNC220, S603 - two of our own, beside each other
            [sys.executable, "-c", WRITER, url], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    for process in processes:
        _, errors = await asyncio.to_thread(process.communicate, timeout=30)
        assert not errors
        assert process.returncode == 0

    assert await scalar(sqlite, "SELECT n FROM counted") == 120


async def test_a_file_that_is_opened_by_many_at_first_is_set_up_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'steward.db'}"

    databases = await asyncio.gather(*(Database.open(url) for _ in range(8)))

    await asyncio.gather(*(scalar(database, "SELECT 1") for database in databases))
    for database in databases:
        await database.close()


class Contested:
    """The cursor of a file that others switch to the log, as SQLite answers it meanwhile."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.done: list[str] = []

    def execute(self, statement: str) -> None:
        if "journal_mode" in statement and self.refusals:
            self.refusals -= 1
            raise sqlite3.OperationalError("database is locked")
        self.done.append(statement)


async def test_whoever_finds_the_file_being_switched_tries_again() -> None:
    cursor = Contested(refusals=3)
    await greenlet_spawn(use_wal, cursor, 10.0)
    assert cursor.done[0] == "PRAGMA journal_mode = WAL"

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await greenlet_spawn(use_wal, Contested(refusals=1_000), 0.05)


async def test_a_writer_that_holds_on_too_long_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'steward.db'}"
    patient, hasty = await Database.open(url), await Database.open(url, busy_timeout_s=0.05)

    async with patient.begin():
        with pytest.raises(Exception, match="database is locked"):
            async with hasty.begin():
                pytest.fail("both hold the write lock")

    await patient.close()
    await hasty.close()


async def test_failed_statements_do_not_repeat_their_values(empty: Database) -> None:
    await make_table(empty)

    with pytest.raises(Exception, match="hidden due to hide_parameters") as caught:
        async with empty.begin() as connection:
            await connection.execute(text("INSERT INTO missing VALUES (:v)"), {"v": "hunter2"})

    assert "hunter2" not in str(caught.value)


async def test_the_engine_is_at_hand(empty: Database) -> None:
    assert empty.engine.dialect.name == empty.dialect


async def test_a_connection_that_broke_while_it_idled_is_not_handed_out(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.db.engine._PING_IDLE_S", 0.0)
    database, other = await Database.open(postgres_url), await Database.open(postgres_url)
    mine = await scalar(database, "SELECT pg_backend_pid()")
    assert await scalar(database, "SELECT pg_backend_pid()") == mine

    await scalar(other, f"SELECT pg_terminate_backend({mine}, 5000)")

    assert await scalar(database, "SELECT pg_backend_pid()") != mine
    await database.close()
    await other.close()
