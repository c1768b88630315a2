"""Real databases for every test that stores: SQLite files, and a PostgreSQL server of our own."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.db import Database
from tests.plugins import databases
from tests.plugins.databases import Pool, Postgres

pytest_plugins = [
    "tests.plugins.acknowledged",
    "tests.plugins.conformance",
    "tests.plugins.garbage",
    "tests.plugins.order",
    "tests.plugins.statements",
    "tests.plugins.town",
]

# New examples are looked for at a desk; what lands is judged by the same ones each time.
settings.register_profile(
    "steward",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("steward")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine reaches a test."""
    for name in list(os.environ):
        if name.upper().startswith("STEWARD_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL server of this test process; durability off, for it holds nothing dear."""
    with databases.postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Postgres) -> str:
    """The name of a database with every migration applied, to be copied."""
    name = "steward_template"
    databases.migrate(postgres_server.create(name))
    return name


@pytest.fixture(scope="session")
def postgres_pool(postgres_server: Postgres, postgres_template: str) -> Pool:
    """Up-to-date PostgreSQL databases."""
    return Pool(postgres_server, postgres_template)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every migration applied, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    databases.new_sqlite(folder)
    return folder / "steward.db"


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> str:
    """The URL of an empty PostgreSQL database."""
    return postgres_server.create()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an up-to-date database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield _copied(request.getfixturevalue("sqlite_template"), tmp_path)
        return
    pool: Pool = request.getfixturevalue("postgres_pool")
    url = pool.take()
    yield url
    pool.give_back(url)


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
