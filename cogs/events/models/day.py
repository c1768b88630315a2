"""Tables of the day of an event; ``__init__.py`` declares them with the others."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable


class EventDay(Base):
    """How an occurrence went, beside what its own row says.

    ``due_for``: the start that its jobs are due for (``service.timetable``). ``told_at``: the
    thread was made ready, and the hosts were told. ``quiet_since``: nobody has been in its
    channel since then, after its planned end. ``secret`` makes its check-in codes.
    ``counted_at``: who was there is written down; ``peak``: how many were there at once, None
    where nothing can be measured.
    """

    __tablename__ = "events_day"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_for: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    quiet_since: Mapped[datetime | None]
    secret: Mapped[str] = mapped_column(String(32))
    counted_at: Mapped[datetime | None]
    peak: Mapped[int | None]


class EventPresence(Base):
    """That a member was in the channel of an event, and for how many seconds of it.

    ``attended``: long enough to count (``domain.attendance.has_attended``).
    """

    __tablename__ = "events_presence"
    __table_args__ = (Index(None, "guild_id", "member_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    seconds: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    attended: Mapped[bool]


class EventCheckin(Base):
    """That a member gave the code of an event that takes place elsewhere: they attended."""

    __tablename__ = "events_checkin"
    __table_args__ = (Index(None, "guild_id", "member_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime]


DAY = cast("Table", EventDay.__table__)
PRESENCE = cast("Table", EventPresence.__table__)
CHECKIN = cast("Table", EventCheckin.__table__)

MEMBER_TABLES = (
    MemberTable(
        PRESENCE, "member_id", "delete", "events_presence", about="held-presence", observed=True
    ),
    MemberTable(CHECKIN, "member_id", "delete", "events_checkins", about="held-checkins"),
)

# In memory alone (domain.codes.Tries).
MEMBER_NOTES = ("noted-codes",)
