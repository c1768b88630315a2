"""Migrations, on both databases: up, down and up again, whole or not at all."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.db import Base, Database, migrate
from bot.errors import DatabaseError, UsageError
from bot.features import load_models

ROOT = Path(__file__).resolve().parents[3]


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


async def tables(database: Database) -> set[str]:
    async with database.read() as connection:
        return await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))


async def execute(database: Database, statement: str) -> None:
    async with database.begin() as connection:
        await connection.execute(text(statement))


def differences(connection: Connection) -> list[Any]:
    load_models()
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": True}
    )
    return list(compare_metadata(context, Base.metadata))


async def test_up_down_and_up_again_ends_at_the_models(empty: Database) -> None:
    assert await migrate.current(empty) is None
    assert await migrate.pending(empty)

    await migrate.upgrade(empty)
    first = await tables(empty)
    await migrate.downgrade(empty, "base")
    between = await tables(empty)
    await migrate.upgrade(empty)

    assert between <= {"alembic_version"}
    assert await tables(empty) == first
    assert first == {*Base.metadata.tables, "alembic_version"}
    assert await migrate.current(empty) == migrate.head()
    assert not await migrate.pending(empty)
    async with empty.read() as connection:
        assert await connection.run_sync(differences) == []


async def test_every_step_can_be_taken_back_and_again(empty: Database) -> None:
    await migrate.upgrade(empty)

    while await migrate.current(empty) is not None:
        before = await migrate.current(empty)
        await migrate.downgrade(empty, "-1")
        await migrate.upgrade(empty, "+1")
        assert await migrate.current(empty) == before
        await migrate.downgrade(empty, "-1")


async def test_an_upgrade_of_what_is_up_to_date_changes_nothing(database: Database) -> None:
    await execute(database, "INSERT INTO directory_guild (guild_id, name) VALUES (1, 'x')")

    await migrate.upgrade(database)

    async with database.read() as connection:
        assert await connection.scalar(text("SELECT name FROM directory_guild")) == "x"


async def test_the_columns_mean_64_bits(database: Database) -> None:
    largest = 9_223_372_036_854_775_807

    await execute(
        database, "INSERT INTO directory_guild (guild_id, name) VALUES (9223372036854775807, 'x')"
    )

    async with database.read() as connection:
        assert await connection.scalar(text("SELECT guild_id FROM directory_guild")) == largest


# -- what cannot be --------------------------------------------------------------------------


async def test_a_newer_database_is_refused_and_left_as_it_is(database: Database) -> None:
    await execute(database, "UPDATE alembic_version SET version_num = '9999'")
    before = await tables(database)

    for step in (
        migrate.upgrade(database),
        migrate.downgrade(database, "base"),
        migrate.pending(database),
    ):
        with pytest.raises(DatabaseError, match=r"newer version of Steward \(revision 9999\)"):
            await step

    assert await tables(database) == before
    assert await migrate.current(database) == "9999"


@pytest.mark.parametrize("revision", ["nonsense", "+999"])
async def test_a_revision_that_does_not_exist_is_refused(database: Database, revision: str) -> None:
    with pytest.raises(UsageError, match=r"There is no such revision: .+[^.]\.$"):
        await migrate.upgrade(database, revision)
    with pytest.raises(UsageError, match="There is no such revision: "):
        await migrate.downgrade(database, revision.replace("+", "-"))

    assert await migrate.current(database) == migrate.head()


async def test_a_copy_without_migrations_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house_of(tmp_path, monkeypatch, versions=False)

    with pytest.raises(DatabaseError, match="no migrations; install it again"):
        migrate.head()


# -- half-way --------------------------------------------------------------------------------

BROKEN = '''
"""A step that fails after it has changed much."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("half", sa.Column("n", sa.Integer))
    op.execute("INSERT INTO half VALUES (1)")
    op.execute("UPDATE directory_guild SET name = 'changed'")
    with op.batch_alter_table("directory_guild") as batch:
        batch.add_column(sa.Column("half", sa.Integer))
    raise RuntimeError("the disk is on fire")


def downgrade() -> None:
    op.drop_table("half")
'''


def house_of(folder: Path, monkeypatch: pytest.MonkeyPatch, *, versions: bool = True) -> Path:
    """Let the migrations be those of a copy in ``folder``; return where the steps are."""
    steps = folder / "house" / "migrations" / "versions"
    steps.mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", folder / "house")
    shutil.copy(ROOT / "migrations" / "env.py", steps.parent)
    if versions:
        for step in (ROOT / "migrations" / "versions").glob("*.py"):
            shutil.copy(step, steps)
    monkeypatch.setattr(migrate, "_ROOT", folder / "house")
    return steps


async def test_a_step_that_fails_half_way_leaves_the_database_as_it_was(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = migrate.head()
    await execute(database, "INSERT INTO directory_guild (guild_id, name) VALUES (1, 'as it was')")
    before = await content(database)
    steps = house_of(tmp_path, monkeypatch)
    (steps / "9000_broken.py").write_text(BROKEN.format(head=head))

    with pytest.raises(RuntimeError, match="on fire"):
        await migrate.upgrade(database)

    assert await migrate.current(database) == head
    assert await content(database) == before
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.scalar(text("SELECT name FROM directory_guild")) == "as it was"


UPGRADE_ELSEWHERE = """
import asyncio, pathlib, sys
from bot.db import Database, migrate

async def main():
    migrate._ROOT = pathlib.Path(sys.argv[2])
    database = await Database.open(sys.argv[1])
    await migrate.upgrade(database)

asyncio.run(main())
"""


async def content(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    async with database.read() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        return {
            name: [tuple(row) for row in await connection.execute(text(f'SELECT * FROM "{name}"'))]  # noqa: S608 - names that the database gave
            for name in sorted(names)
        }


async def test_a_step_that_is_killed_half_way_leaves_the_database_as_it_was(
    database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = migrate.head()
    await execute(database, "INSERT INTO directory_guild (guild_id, name) VALUES (1, 'as it was')")
    before = await content(database)
    steps = house_of(tmp_path, monkeypatch)
    dies = "__import__('os').kill(__import__('os').getpid(), 9)"
    step = BROKEN.format(head=head).replace('raise RuntimeError("the disk is on fire")', dies)
    assert dies in step
    (steps / "9000_broken.py").write_text(step)

    ended = await asyncio.create_subprocess_exec(
        sys.executable, "-c", UPGRADE_ELSEWHERE, database_url, str(tmp_path / "house"), cwd=ROOT
    )

    assert await asyncio.wait_for(ended.wait(), 60) == -9
    assert await content(database) == before
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
    (steps / "9000_broken.py").unlink()
    await migrate.upgrade(database)


async def test_from_nothing_a_broken_step_leaves_nothing(
    empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = house_of(tmp_path, monkeypatch)
    (steps / "9000_broken.py").write_text(BROKEN.format(head=migrate.head()))

    with pytest.raises(RuntimeError, match="on fire"):
        await migrate.upgrade(empty)

    assert await tables(empty) == set()


# -- more than one ---------------------------------------------------------------------------

UPGRADE = """
import asyncio, sys
from bot.db import Database, migrate

async def main():
    database = await Database.open(sys.argv[1])
    await migrate.upgrade(database)
    await database.close()

asyncio.run(main())
"""


def test_processes_that_start_together_upgrade_once(empty_url: str) -> None:
    processes = [
        subprocess.Popen(  # noqa: S603 - three of our own, beside each other
            [sys.executable, "-c", UPGRADE, empty_url], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]

    ends = [process.communicate(timeout=60)[1] for process in processes]

    assert ends == ["", "", ""]
    assert {process.returncode for process in processes} == {0}

    async def found() -> str | None:
        database = await Database.open(empty_url)
        try:
            return await migrate.current(database)
        finally:
            await database.close()

    assert asyncio.run(found()) == migrate.head()


# -- writing new ones ------------------------------------------------------------------------


def test_a_migration_is_written_from_what_the_models_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = house_of(tmp_path, monkeypatch)
    shutil.copy(ROOT / "migrations" / "script.py.mako", steps.parent)
    lacking = (
        "from alembic import op\n"
        "revision = '7000'\n"
        f"down_revision = {migrate.head()!r}\n"
        "def upgrade(): op.drop_column('directory_guild', 'census_at')\n"
    )
    (steps / "7000_lacking.py").write_text(lacking)

    written = migrate.revise("the census")

    assert written == steps / "7001_the_census.py"
    assert (
        "batch_op.add_column(sa.Column('census_at', sa.BigInteger(), nullable=True))"
        in written.read_text().replace('"', "'")
    )


def test_where_nothing_lacks_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = house_of(tmp_path, monkeypatch)
    before = sorted(path.name for path in steps.glob("*.py"))

    with pytest.raises(UsageError, match="there is nothing to write"):
        migrate.revise("nothing")

    assert sorted(path.name for path in steps.glob("*.py")) == before


def test_the_bare_tool_says_what_to_use() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alembic", "-c", "pyproject.toml", "current"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode != 0
    assert "python -m bot db" in done.stdout + done.stderr
