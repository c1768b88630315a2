"""The runner's door to the jobs: short transactions that take a job and give it back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Delete,
    Table,
    and_,
    delete,
    func,
    select,
    update,
)
from sqlalchemy import tuple_ as sql_tuple
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.jobs.deliveries import forget_delivered, forget_orphans
from bot.jobs.job import Job
from bot.jobs.models import ERROR_LIMIT, JobRow, JobState

_TABLE = cast("Table", JobRow.__table__)
_OPEN = JobRow.state.in_([JobState.WAITING, JobState.LEASED])
_ID = sql_tuple(JobRow.guild_id, JobRow.job_id)


class Leases:
    """Takes due jobs under a lease for one owner.

    A taken job is leased until an instant; a lease that ran out, because its process was
    killed, is taken like a job that waits. Every change of a taken job is fenced by owner
    and claim number: one that comes after the lease was taken over, or the job cancelled,
    changes nothing and returns False.

    Of each guild the first due job alone is taken, and none while another is leased: that
    keeps a guild's jobs in order. (Two owners of one guild whose clocks differ may each
    hold a different job of it for a moment; never the same one.) The clocks of all owners
    must agree to well within the length of a lease.
    """

    def __init__(self, database: Database, owner: str) -> None:
        self._database = database
        self._owner = owner

    async def claim(
        self,
        now: datetime,
        lease: timedelta,
        limit: int,
        kinds: Collection[str],
        may_take: Callable[[int], bool],
        late_before: datetime,
    ) -> list[Job]:
        """Take up to ``limit`` due jobs, one a guild, the longest due first.

        Only jobs of ``kinds`` in guilds that ``may_take`` accepts. Those promised before
        ``late_before`` are marked late. Instants are aware UTC.
        """
        due = and_(_OPEN, JobRow.ready_at <= now, JobRow.kind.in_(kinds))
        guilds = [guild for guild in await self._guilds(due) if may_take(guild)][:limit]
        if not guilds:
            return []
        async with self._database.begin() as connection:
            rows = await self._lock_heads(connection, guilds, due, now)
            if rows:
                statement = (
                    update(JobRow)
                    .where(_ID.in_([(row["guild_id"], row["job_id"]) for row in rows]))
                    .values(
                        state=JobState.LEASED,
                        lease_owner=self._owner,
                        ready_at=now + lease,
                        claims=JobRow.claims + 1,
                    )
                )
                await connection.execute(statement)
        return [_job(row, late_before) for row in rows]

    async def renew(self, job: Job, until: datetime) -> bool:
        """Hold the job until ``until``."""
        return await self._change(job, ready_at=until)

    async def finish(self, job: Job, now: datetime) -> bool:
        """Mark the job done. Its payload goes: the key alone says that it happened."""
        return await self._change(
            job,
            state=JobState.DONE,
            lease_owner=None,
            finished_at=now,
            last_error=None,
            payload={},
        )

    async def fail(self, job: Job, error: str, again_at: datetime) -> bool:
        """Count a failed attempt; the job is taken again from ``again_at`` on."""
        return await self._change(
            job,
            state=JobState.WAITING,
            lease_owner=None,
            ready_at=again_at,
            attempts=job.attempt,
            last_error=error[:ERROR_LIMIT],
        )

    async def bury(self, job: Job, error: str, now: datetime, *, attempts: int) -> bool:
        """Mark the job dead for ``error``, after ``attempts`` failed attempts."""
        return await self._change(
            job,
            state=JobState.DEAD,
            lease_owner=None,
            finished_at=now,
            attempts=attempts,
            last_error=error[:ERROR_LIMIT],
        )

    async def postpone(self, job: Job, until: datetime) -> bool:
        """Make the job due at ``until``; no attempt is counted, and earlier ones are forgotten.

        A job that comes again and again may fail now and then for ever.
        """
        return await self._change(
            job,
            and_next=forget_delivered(job.guild_id, job.job_id),
            state=JobState.WAITING,
            lease_owner=None,
            due_at=until,
            ready_at=until,
            attempts=0,
            last_error=None,
        )

    async def release(self, job: Job, now: datetime) -> bool:
        """Give the job back as it was, to be taken by anyone from ``now`` on."""
        return await self._change(job, state=JobState.WAITING, lease_owner=None, ready_at=now)

    async def next_due(self, now: datetime) -> datetime | None:
        """Return the first instant after ``now`` when a job may be taken, None for never."""
        # One minimum a state: each is a single step into the index, both at once a scan.
        earliest = [
            select(func.min(JobRow.ready_at))
            .where(JobRow.state == state, JobRow.ready_at > now)
            .scalar_subquery()
            for state in (JobState.WAITING, JobState.LEASED)
        ]
        async with self._database.read() as connection:
            found = (await connection.execute(select(*earliest))).one()
        return min((instant for instant in found if instant is not None), default=None)

    async def unknown_kinds(self, now: datetime, known: Collection[str]) -> set[str]:
        """Return the kinds of due jobs that are not in ``known``."""
        statement = (
            select(JobRow.kind)
            .where(_OPEN, JobRow.ready_at <= now, JobRow.kind.not_in(known))
            .distinct()
        )
        async with self._database.read() as connection:
            return set((await connection.execute(statement)).scalars())

    async def purge(self, done_before: datetime, dead_before: datetime) -> int:
        """Remove jobs that ended before these instants; return how many."""
        gone = 0
        async with self._database.begin() as connection:
            for state, before in ((JobState.DONE, done_before), (JobState.DEAD, dead_before)):
                old = and_(JobRow.state == state, JobRow.finished_at < before)
                result = await connection.execute(delete(JobRow).where(old))
                gone += cast("CursorResult[Any]", result).rowcount
            await connection.execute(forget_orphans())
        return gone

    async def _guilds(self, due: ColumnElement[bool]) -> list[int]:
        # A look without a lock: most wake-ups find nothing and need no write transaction.
        statement = (
            select(JobRow.guild_id)
            .where(due)
            .group_by(JobRow.guild_id)
            .order_by(func.min(JobRow.due_at), JobRow.guild_id)
        )
        async with self._database.read() as connection:
            return list((await connection.execute(statement)).scalars())

    async def _lock_heads(
        self,
        connection: AsyncConnection,
        guilds: list[int],
        due: ColumnElement[bool],
        now: datetime,
    ) -> list[RowMapping]:
        held = select(JobRow.guild_id).where(
            JobRow.guild_id.in_(guilds), JobRow.state == JobState.LEASED, JobRow.ready_at > now
        )
        place = func.row_number().over(
            partition_by=JobRow.guild_id, order_by=(JobRow.due_at, JobRow.job_id)
        )
        queue = (
            select(JobRow.guild_id, JobRow.job_id, place.label("place"))
            .where(JobRow.guild_id.in_(guilds), JobRow.guild_id.not_in(held), due)
            .subquery()
        )
        heads = select(queue.c.guild_id, queue.c.job_id).where(queue.c.place == 1)
        # ``due`` stands outside as well: PostgreSQL tests it again on a row that another
        # owner changed in between, and so passes over a job that was just taken.
        statement = (
            select(_TABLE)
            .where(due, _ID.in_(heads))
            .order_by(JobRow.due_at, JobRow.job_id)
            .with_for_update(skip_locked=True)
        )
        return list((await connection.execute(statement)).mappings())

    async def _change(self, job: Job, and_next: Delete | None = None, **values: Any) -> bool:
        statement = (
            update(JobRow)
            .where(
                JobRow.guild_id == job.guild_id,
                JobRow.job_id == job.job_id,
                JobRow.state == JobState.LEASED,
                JobRow.lease_owner == self._owner,
                JobRow.claims == job.claim,
            )
            .values(values)
        )
        async with self._database.begin() as connection:
            result = await connection.execute(statement)
            changed = cast("CursorResult[Any]", result).rowcount == 1
            if changed and and_next is not None:
                await connection.execute(and_next)
        return changed


def _job(row: RowMapping, late_before: datetime) -> Job:
    return Job(
        guild_id=row["guild_id"],
        job_id=row["job_id"],
        kind=row["kind"],
        key=row["key"],
        due_at=row["due_at"],
        payload=row["payload"],
        attempt=row["attempts"] + 1,
        late=row["due_at"] < late_before,
        claim=row["claims"] + 1,
        created_at=row["created_at"],
        member_id=row["member_id"],
    )
