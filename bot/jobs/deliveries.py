"""The book of what jobs send: which message is whose, known across attempts and processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Delete, Table, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.db.upsert import insert
from bot.jobs.job import Job
from bot.jobs.models import PART_LIMIT, DeliveryRow, JobRow

_TABLE = cast("Table", DeliveryRow.__table__)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one message of a job.

    ``after_id`` is older than any attempt's message; ``digest`` tells what the last attempt
    looked like, ``tried_at`` (aware UTC) when it began; ``message_id`` is None while nobody
    knows whether it arrived.
    """

    channel_id: int
    after_id: int
    digest: str
    tried_at: datetime
    message_id: int | None


class Deliveries:
    """Short transactions around a send: what is begun, and what has arrived.

    ``part`` is one of the job's messages, up to 64 characters.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def look(self, job: Job, part: str) -> Entry | None:
        """Return what an earlier attempt wrote down, None where none began."""
        names = Entry.__dataclass_fields__
        async with self._database.read() as connection:
            found = await connection.execute(select(_TABLE).where(_named(job, part)))
            row = found.mappings().first()
        return None if row is None else Entry(**{name: row[name] for name in names})

    async def begin(
        self, job: Job, part: str, *, channel_id: int, after_id: int, digest: str
    ) -> None:
        """Write down that an attempt begins, before anything of it leaves.

        Where an earlier attempt left an entry, it is to be looked for before this call: only
        the new attempt is known afterwards. In the channel of the earlier one the older
        ``after_id`` holds. Raises ValueError for a part that is too long.
        """
        if len(part) > PART_LIMIT:
            raise ValueError(f"a part has {PART_LIMIT} characters at most")
        values = {
            "guild_id": job.guild_id,
            "job_id": job.job_id,
            "part": part,
            "channel_id": channel_id,
            "after_id": after_id,
            "digest": digest,
            "tried_at": self._clock.now(),
            "message_id": None,
        }
        again = {name: values[name] for name in ("digest", "tried_at")}
        async with self._database.begin() as connection:
            elsewhere = and_(_named(job, part), DeliveryRow.channel_id != channel_id)
            await connection.execute(delete(DeliveryRow).where(elsewhere))
            statement = (
                insert(connection, _TABLE)
                .values(values)
                .on_conflict_do_update(index_elements=["guild_id", "job_id", "part"], set_=again)
            )
            await connection.execute(statement)

    async def arrived(self, job: Job, part: str, channel_id: int, message_id: int) -> bool:
        """Write down that ``message_id`` is this part; False where it is another one's.

        Then nothing changes.
        """
        async with self._database.begin() as connection:
            if message_id in await _others(connection, job, part, channel_id, message_id):
                return False
            statement = update(DeliveryRow).where(_named(job, part)).values(message_id=message_id)
            await connection.execute(statement)
        return True

    async def taken(self, job: Job, part: str, channel_id: int, after_id: int) -> set[int]:
        """Return the messages of a channel from ``after_id`` on that are other parts or jobs."""
        async with self._database.read() as connection:
            return await _others(connection, job, part, channel_id, after_id)


async def _others(
    connection: AsyncConnection, job: Job, part: str, channel_id: int, first_id: int
) -> set[int]:
    statement = select(DeliveryRow.message_id).where(
        DeliveryRow.guild_id == job.guild_id,
        DeliveryRow.channel_id == channel_id,
        DeliveryRow.message_id >= first_id,
        ~and_(DeliveryRow.job_id == job.job_id, DeliveryRow.part == part),
    )
    return {cast("int", row) for row in (await connection.execute(statement)).scalars()}


def forget_delivered(guild_id: int, job_id: int) -> Delete:
    """Return the statement for a job that comes again: its next messages are new ones.

    A part whose fate is unknown stays, to be looked for.
    """
    return delete(DeliveryRow).where(
        DeliveryRow.guild_id == guild_id,
        DeliveryRow.job_id == job_id,
        DeliveryRow.message_id.is_not(None),
    )


def forget_orphans() -> Delete:
    """Return the statement that removes what belongs to jobs that are gone."""
    job = and_(JobRow.guild_id == DeliveryRow.guild_id, JobRow.job_id == DeliveryRow.job_id)
    return delete(DeliveryRow).where(~exists().where(job))


def _named(job: Job, part: str) -> ColumnElement[bool]:
    mine: Any = and_(
        DeliveryRow.guild_id == job.guild_id,
        DeliveryRow.job_id == job.job_id,
        DeliveryRow.part == part,
    )
    return cast("ColumnElement[bool]", mine)
