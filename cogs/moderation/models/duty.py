"""Tables of duty; ``__init__.py`` declares them with the others."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable


class _Choice:
    """A shift in somebody's own zone, and what they said by hand.

    ``days`` has bit n for weekday n (0 is Monday); ``begins`` and ``ends`` are minutes of the day.
    """

    manual: Mapped[bool | None]
    manual_at: Mapped[datetime | None]
    days: Mapped[int | None]
    begins: Mapped[int | None]
    ends: Mapped[int | None]


class DutyRow(_Choice, Base):
    """When a moderator is on duty now."""

    __tablename__ = "moderation_duty"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)


class DutyChange(_Choice, Base):
    """What held of a moderator's duty from ``changed_at`` on, read in ``zone`` (an IANA name).

    Where all else is empty they were off duty, for whatever reason.
    """

    __tablename__ = "moderation_duty_change"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    changed_at: Mapped[datetime] = mapped_column(primary_key=True)
    zone: Mapped[str] = mapped_column(String(64))


DUTY = cast("Table", DutyRow.__table__)
CHANGE = cast("Table", DutyChange.__table__)

MEMBER_TABLES = (
    MemberTable(DUTY, "member_id", "delete", "duty", about="held-duty"),
    MemberTable(CHANGE, "member_id", "delete", "duty_changes", about="held-duty-changes"),
)
