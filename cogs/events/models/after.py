"""Tables of what comes after an event: the survey, where its report is, and the calendar."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, SmallInteger, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable
from cogs.events.domain.survey import COMMENT_LIMIT


class EventAftermath(Base):
    """What was done after an occurrence: how many were asked, until when, and the report."""

    __tablename__ = "events_aftermath"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked: Mapped[int]
    answers_until: Mapped[datetime | None]
    report_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    report_message_id: Mapped[int | None] = mapped_column(Snowflake)


class EventRating(Base):
    """A member's answer to the survey: 1-5, and a comment where they gave one."""

    __tablename__ = "events_rating"
    __table_args__ = (Index(None, "guild_id", "member_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    rating: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str | None] = mapped_column(String(COMMENT_LIMIT))
    at: Mapped[datetime]


class EventUnasked(Base):
    """Who wants no surveys after events."""

    __tablename__ = "events_unasked"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime]


class EventCalendar(Base):
    """The secret part of the address at which a server's events can be subscribed to."""

    __tablename__ = "events_calendar"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]


AFTERMATH = cast("Table", EventAftermath.__table__)
RATING = cast("Table", EventRating.__table__)
UNASKED = cast("Table", EventUnasked.__table__)
CALENDAR = cast("Table", EventCalendar.__table__)

MEMBER_TABLES = (
    MemberTable(RATING, "member_id", "delete", "event_ratings", about="held-ratings"),
    MemberTable(UNASKED, "member_id", "delete", "event_surveys_off", about="held-unasked"),
)
