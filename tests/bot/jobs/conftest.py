"""A database with the job table, on SQLite and on PostgreSQL, and short ways to use it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Table, select

from bot.clock import ManualClock
from bot.db import Base, Database
from bot.jobs import Job, JobRunner, JobStore
from bot.jobs.models import DeliveryRow, JobRow

NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)
TABLE = cast("Table", JobRow.__table__)
DELIVERIES = cast("Table", DeliveryRow.__table__)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'jobs.db'}"
    try:
        return str(request.getfixturevalue("postgres_url"))
    except pytest.FixtureLookupError:
        pytest.skip("no PostgreSQL to test on")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = await Database.open(database_url)
    async with database.begin() as connection:
        await connection.run_sync(Base.metadata.create_all, tables=[TABLE, DELIVERIES])
    yield database
    await database.close()


@pytest.fixture
async def other_database(database: Database, database_url: str) -> AsyncIterator[Database]:
    """The same database seen from a second process."""
    other = await Database.open(database_url)
    yield other
    await other.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@dataclass
class Desk:
    """What a feature does with jobs, each in a transaction of its own."""

    database: Database
    clock: ManualClock
    store: JobStore = field(init=False)

    def __post_init__(self) -> None:
        self.store = JobStore(self.clock)

    async def schedule(
        self,
        key: str,
        *,
        guild_id: int = 1,
        kind: str = "note",
        after: timedelta = timedelta(0),
        payload: dict[str, Any] | None = None,
        member_id: int | None = None,
    ) -> bool:
        async with self.database.begin() as connection:
            due_at = self.clock.now() + after
            return await self.store.schedule(
                connection, guild_id, kind, due_at, payload or {}, key, member_id=member_id
            )

    async def do(self, method: str, *args: Any, **kwargs: Any) -> Any:
        async with self.database.begin() as connection:
            return await getattr(self.store, method)(connection, *args, **kwargs)

    async def row(self, key: str, guild_id: int = 1) -> dict[str, Any]:
        rows = [
            row for row in await self.rows() if (row["guild_id"], row["key"]) == (guild_id, key)
        ]
        return rows[0]

    async def rows(self) -> list[dict[str, Any]]:
        async with self.database.read() as connection:
            found = await connection.execute(select(TABLE).order_by(TABLE.c.job_id))
            return [dict(row) for row in found.mappings()]

    def advance(self, by: timedelta) -> None:
        self.clock.set(self.clock.now() + by)


@pytest.fixture
def desk(database: Database, clock: ManualClock) -> Desk:
    return Desk(database, clock)


@dataclass
class Recorder:
    """A handler that writes down what it was given and raises what it is told to."""

    jobs: list[Job] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    async def __call__(self, job: Job) -> None:
        self.jobs.append(job)
        if self.errors:
            raise self.errors.pop(0)

    @property
    def keys(self) -> list[str]:
        return [job.key for job in self.jobs]


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
async def make_runner(
    database: Database, clock: ManualClock, recorder: Recorder
) -> AsyncIterator[Callable[..., JobRunner]]:
    made: list[JobRunner] = []

    def make(
        *, handler: Any = recorder, at: Database = database, kind: Any = None, **settings: Any
    ) -> JobRunner:
        runner = JobRunner(at, settings.pop("clock", clock), **settings)
        runner.register("note", handler, **(kind or {}))
        made.append(runner)
        return runner

    yield make
    for runner in made:
        await runner.stop(timedelta(0))
