"""Tables of events. ``event_id`` is a short number of the guild, never given twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import Index, LargeBinary, SmallInteger, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable
from cogs.events.domain.plan import (
    ADDRESS_LIMIT,
    LINK_LIMIT,
    NAME_LIMIT,
    PARTNERS_LIMIT,
    SERIES_LIMIT,
)
from cogs.events.models.after import MEMBER_TABLES as AFTER_TABLES
from cogs.events.models.ama import AMA, AMA_TABLES, BLOCK, QUESTION, VOTE
from cogs.events.models.day import MEMBER_NOTES as DAY_NOTES
from cogs.events.models.day import MEMBER_TABLES as DAY_TABLES

__all__ = [
    "AMA",
    "BLOCK",
    "COHOST",
    "MEMBER_NOTES",
    "MEMBER_TABLES",
    "NUMBER",
    "OCCURRENCE",
    "PICTURE",
    "PLAN",
    "QUESTION",
    "RSVP",
    "VOTE",
]


class EventNumber(Base):
    """The last number given to an event. Its row is locked until the event is written."""

    __tablename__ = "events_number"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    last: Mapped[int]


class EventPlan(Base):
    """An event, or a series of them; see ``domain.plan.Plan``.

    ``wall_start`` is "YYYY-MM-DDTHH:MM", the first start as clocks in ``zone`` show it. ``room``
    says what ``channel_id`` is.
    """

    __tablename__ = "events_plan"
    __table_args__ = (
        Index(None, "guild_id", "state"),
        Index(None, "guild_id", "host_id"),
        Index(None, "guild_id", "created_by"),
        Index(None, "guild_id", "series"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    kind: Mapped[str] = mapped_column(String(12))
    description: Mapped[str] = mapped_column(Text)
    wall_start: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    fold: Mapped[int] = mapped_column(SmallInteger)
    recurrence: Mapped[dict[str, Any] | None]
    duration_s: Mapped[int]
    channel_id: Mapped[int | None] = mapped_column(Snowflake)
    room: Mapped[str | None] = mapped_column(String(8))
    link: Mapped[str | None] = mapped_column(String(LINK_LIMIT))
    address: Mapped[str | None] = mapped_column(String(ADDRESS_LIMIT))
    capacity: Mapped[int | None]
    role_id: Mapped[int | None] = mapped_column(Snowflake)
    picture: Mapped[str | None] = mapped_column(String(32))
    host_id: Mapped[int | None] = mapped_column(Snowflake)
    partners: Mapped[str | None] = mapped_column(String(PARTNERS_LIMIT))
    series: Mapped[str | None] = mapped_column(String(SERIES_LIMIT))
    card_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    created_by: Mapped[int | None] = mapped_column(Snowflake)
    created_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    revision: Mapped[int]


class EventCohost(Base):
    """Who hosts an event beside its host."""

    __tablename__ = "events_cohost"
    __table_args__ = (Index(None, "guild_id", "member_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)


class EventPicture(Base):
    """The picture of an event, as it was given; ``events_plan.picture`` is its digest."""

    __tablename__ = "events_picture"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class EventOccurrence(Base):
    """One time that an event takes place; see ``domain.occurrence.Occurrence``.

    Of a series, the next one is here; the one after it comes when this one is held or cancelled.
    """

    __tablename__ = "events_occurrence"
    __table_args__ = (
        Index(None, "guild_id", "state", "starts_at"),
        Index(None, "guild_id", "starts_at"),
        Index("uq_events_occurrence_native_event", "guild_id", "native_event_id", unique=True),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    planned_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    native_event_id: Mapped[int | None] = mapped_column(Snowflake)
    native: Mapped[dict[str, Any] | None]
    card_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    card_message_id: Mapped[int | None] = mapped_column(Snowflake)
    card_revision: Mapped[int]
    thread_id: Mapped[int | None] = mapped_column(Snowflake)
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    revision: Mapped[int]


class EventRsvp(Base):
    """A member's answer; see ``domain.rsvp.Rsvp``.

    Who waits is served by ``at``, then ``member_id``. Places are given under the lock of the
    occurrence's row alone.
    """

    __tablename__ = "events_rsvp"
    __table_args__ = (
        Index(None, "guild_id", "member_id"),
        Index(None, "guild_id", "event_id", "number", "answer", "at"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    answer: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(8))
    offered_until: Mapped[datetime | None]
    remind_minutes: Mapped[str | None] = mapped_column(String(40))
    remind_by: Mapped[str | None] = mapped_column(String(8))


NUMBER = cast("Table", EventNumber.__table__)
PLAN = cast("Table", EventPlan.__table__)
COHOST = cast("Table", EventCohost.__table__)
PICTURE = cast("Table", EventPicture.__table__)
OCCURRENCE = cast("Table", EventOccurrence.__table__)
RSVP = cast("Table", EventRsvp.__table__)

MEMBER_TABLES = (
    MemberTable(RSVP, "member_id", "delete", "event_answers", about="held-answers"),
    MemberTable(COHOST, "member_id", "delete", "events_cohosted", about="held-cohosted"),
    MemberTable(
        PLAN,
        "host_id",
        "blank",
        "events_hosted",
        about="held-hosted",
        hidden=frozenset({"created_by"}),
    ),
    MemberTable(
        PLAN,
        "created_by",
        "blank",
        "events_planned",
        about="held-planned",
        hidden=frozenset({"host_id"}),
    ),
    *AFTER_TABLES,
    *DAY_TABLES,
    *AMA_TABLES,
)

# What stands in channels of AMAs: answers when they are given, and the transcript.
MEMBER_NOTES = (*DAY_NOTES, "note-ama")
