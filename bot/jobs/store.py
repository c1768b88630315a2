"""The features' door to the jobs: everything here runs inside the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Table, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db.upsert import insert
from bot.jobs.job import Job, JobIds
from bot.jobs.models import KEY_LIMIT, KIND_LIMIT, DeliveryRow, JobRow, JobState

_TABLE = cast("Table", JobRow.__table__)
# Longer than a process that is stopped takes to end.
TAKEN_UP_AFTER = timedelta(minutes=2)
_BEGINNING = {"state": JobState.WAITING, "attempts": 0, "last_error": None, "finished_at": None}


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as managers and members may see it; instants are aware UTC."""

    guild_id: int
    job_id: int
    kind: str
    key: str
    due_at: datetime
    state: JobState
    attempts: int
    payload: dict[str, Any]
    last_error: str | None
    created_at: datetime
    finished_at: datetime | None


class JobStore:
    """Schedules, moves and cancels jobs, and shows those that failed for good.

    After the transaction is committed, call ``JobRunner.wake()``: otherwise a new job
    waits for the next sweep.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ids = JobIds(clock)

    async def schedule(
        self,
        connection: AsyncConnection,
        guild_id: int,
        kind: str,
        due_at: datetime,
        payload: dict[str, Any],
        key: str,
        *,
        member_id: int | None = None,
    ) -> bool:
        """Write down that ``kind`` is due at ``due_at`` (aware); return whether it was new.

        ``key`` names the job in its guild (up to 200 characters): a second call with the
        same key changes nothing, also while the finished job is kept. What should happen
        again needs a key of its own, such as one with the date in it. ``payload`` is JSON
        and quotes no message; give ``member_id`` where payload or key name a member, so
        that the job goes when the member is forgotten. Raises ValueError for a key or kind
        that is too long or a naive ``due_at``.
        """
        if not 0 < len(key) <= KEY_LIMIT or not 0 < len(kind) <= KIND_LIMIT:
            raise ValueError(f"a job needs a kind of 1-{KIND_LIMIT} and a key of 1-{KEY_LIMIT}")
        statement = (
            insert(connection, _TABLE)
            .values(
                guild_id=guild_id,
                job_id=self._ids.take(),
                kind=kind,
                key=key,
                due_at=due_at,
                ready_at=due_at,
                payload=payload,
                member_id=member_id,
                claims=0,
                created_at=self._clock.now(),
                **_BEGINNING,
            )
            .on_conflict_do_nothing(index_elements=["guild_id", "key"])
            .returning(JobRow.job_id)
        )
        return (await connection.execute(statement)).first() is not None

    async def begin(
        self,
        connection: AsyncConnection,
        guild_id: int,
        kind: str,
        payload: dict[str, Any],
        key: str,
        *,
        member_id: int | None = None,
    ) -> Job:
        """Write down work that the caller does at once, and return it as its job.

        The runner takes it up after ``TAKEN_UP_AFTER``, where a restart cut it off: ``cancel``
        it once it is done. Both send through ``bot.delivery``, so each message comes once. For
        the rest see ``schedule``.
        """
        due_at = self._clock.now() + TAKEN_UP_AFTER
        await self.schedule(connection, guild_id, kind, due_at, payload, key, member_id=member_id)
        found = await connection.execute(select(_TABLE).where(_named(guild_id, key)))
        row = found.mappings().one()
        return Job(
            guild_id=guild_id,
            job_id=row["job_id"],
            kind=kind,
            key=key,
            due_at=row["due_at"],
            payload=row["payload"],
            attempt=1,
            late=False,
            claim=row["claims"],
            created_at=row["created_at"],
            member_id=member_id,
        )

    async def reschedule(
        self,
        connection: AsyncConnection,
        guild_id: int,
        key: str,
        due_at: datetime,
        payload: dict[str, Any] | None = None,
    ) -> bool:
        """Move a job that is waiting or dead to ``due_at`` (aware), its attempts forgotten.

        ``payload`` replaces the old one where given. Returns False, and changes nothing,
        where there is no such job, it is running, or it is done.
        """
        changes: dict[str, Any] = {**_BEGINNING, "due_at": due_at, "ready_at": due_at}
        if payload is not None:
            changes["payload"] = payload
        open_states = JobRow.state.in_([JobState.WAITING, JobState.DEAD])
        return await _change(connection, and_(_named(guild_id, key), open_states), changes)

    async def cancel(self, connection: AsyncConnection, guild_id: int, key: str) -> bool:
        """Remove a job that is not done; return whether there was one.

        A handler that has begun is stopped only when its lease comes up for renewal, so it
        may still end its work.
        """
        statement = delete(JobRow).where(_named(guild_id, key), JobRow.state != JobState.DONE)
        return await _count(connection, statement) > 0

    async def dead_letters(
        self, connection: AsyncConnection, guild_id: int, *, limit: int = 25, skip: int = 0
    ) -> list[JobRecord]:
        """Return jobs of the guild that failed for good, the latest first."""
        return await _records(
            connection,
            select(_TABLE)
            .where(JobRow.guild_id == guild_id, JobRow.state == JobState.DEAD)
            .order_by(JobRow.finished_at.desc(), JobRow.job_id.desc())
            .limit(limit)
            .offset(skip),
        )

    async def retry(self, connection: AsyncConnection, guild_id: int, job_id: int) -> bool:
        """Make a dead job due now with its attempts forgotten; return whether there was one."""
        now = self._clock.now()
        chosen = and_(
            JobRow.guild_id == guild_id, JobRow.job_id == job_id, JobRow.state == JobState.DEAD
        )
        return await _change(connection, chosen, {**_BEGINNING, "due_at": now, "ready_at": now})

    async def overdue(self, connection: AsyncConnection, guild_id: int, before: datetime) -> int:
        """Return how many jobs of the guild were due before ``before`` and are not done."""
        open_states = JobRow.state.in_([JobState.WAITING, JobState.LEASED])
        statement = (
            select(func.count())
            .select_from(JobRow)
            .where(JobRow.guild_id == guild_id, open_states, JobRow.due_at < before)
        )
        return int((await connection.execute(statement)).scalar_one())

    async def of_member(
        self, connection: AsyncConnection, guild_id: int, member_id: int
    ) -> list[JobRecord]:
        """Return every job kept about a member, in due order."""
        return await _records(
            connection,
            select(_TABLE)
            .where(JobRow.guild_id == guild_id, JobRow.member_id == member_id)
            .order_by(JobRow.due_at, JobRow.job_id),
        )

    async def forget_member(
        self, connection: AsyncConnection, guild_id: int, member_id: int, *, past: bool = False
    ) -> int:
        """Remove every job about a member; with ``past`` only what is done; return how many."""
        chosen = and_(JobRow.guild_id == guild_id, JobRow.member_id == member_id)
        if past:
            chosen = and_(chosen, JobRow.state == JobState.DONE)
        theirs = select(JobRow.job_id).where(chosen)
        await connection.execute(
            delete(DeliveryRow).where(
                DeliveryRow.guild_id == guild_id, DeliveryRow.job_id.in_(theirs)
            )
        )
        return await _count(connection, delete(JobRow).where(chosen))

    async def forget_guild(self, connection: AsyncConnection, guild_id: int) -> int:
        """Remove every job of a guild; return how many."""
        await connection.execute(delete(DeliveryRow).where(DeliveryRow.guild_id == guild_id))
        return await _count(connection, delete(JobRow).where(JobRow.guild_id == guild_id))


def _named(guild_id: int, key: str) -> ColumnElement[bool]:
    return and_(JobRow.guild_id == guild_id, JobRow.key == key)


async def _change(
    connection: AsyncConnection, chosen: ColumnElement[bool], changes: dict[str, Any]
) -> bool:
    return await _count(connection, update(JobRow).where(chosen).values(changes)) > 0


async def _count(connection: AsyncConnection, statement: Any) -> int:
    result = cast("CursorResult[Any]", await connection.execute(statement))
    return result.rowcount


async def _records(connection: AsyncConnection, statement: Any) -> list[JobRecord]:
    names = JobRecord.__dataclass_fields__
    rows = (await connection.execute(statement)).mappings()
    return [
        JobRecord(**{name: row[name] for name in names} | {"state": JobState(row["state"])})
        for row in rows
    ]
