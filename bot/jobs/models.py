"""The tables of what is due, and of what it sends."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable

KIND_LIMIT = 64
KEY_LIMIT = 200
ERROR_LIMIT = 300
PART_LIMIT = 64


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


class JobRow(Base):
    """One piece of due work; ``key`` names it within its guild, so that it exists once."""

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("guild_id", "key"),
        Index(None, "state", "ready_at"),
        Index("ix_job_member_id", "guild_id", "member_id"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    # Made by bot.jobs.job.JobIds, rising with time: jobs due at one instant keep their order.
    job_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(KIND_LIMIT))
    key: Mapped[str] = mapped_column(String(KEY_LIMIT))
    # When it was promised; retries leave it, so lateness is measured against the promise.
    due_at: Mapped[datetime]
    # From when a runner may take it: due time, end of the back-off, or end of the lease.
    ready_at: Mapped[datetime]
    payload: Mapped[dict[str, Any]]
    member_id: Mapped[int | None] = mapped_column(Snowflake)
    state: Mapped[str] = mapped_column(String(8))
    # Attempts that failed.
    attempts: Mapped[int]
    # Times it was taken: the fencing token of a lease, told apart even for one owner.
    claims: Mapped[int]
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    # A sentence for managers; it never quotes a message.
    last_error: Mapped[str | None] = mapped_column(String(ERROR_LIMIT))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class DeliveryRow(Base):
    """One message that a job sends: from before its first attempt on, so that it is sent once."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_channel_id", "guild_id", "channel_id", "message_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    job_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    # Which of the job's messages.
    part: Mapped[str] = mapped_column(String(PART_LIMIT), primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    # The newest message of the channel before the first attempt: ours comes after it.
    after_id: Mapped[int] = mapped_column(Snowflake)
    # What the last attempt looked like: a hash, never the text.
    digest: Mapped[str] = mapped_column(String(32))
    # When the last attempt began.
    tried_at: Mapped[datetime]
    # None while it is not known to be there.
    message_id: Mapped[int | None] = mapped_column(Snowflake)


MEMBER_TABLES = (
    MemberTable(
        cast("Table", JobRow.__table__), "member_id", "delete", "tasks", about="held-tasks"
    ),
)
