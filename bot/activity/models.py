"""Daily activity, first messages and stays. Days are local ordinals in the guild's zone."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, LargeBinary, SmallInteger, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable


class MemberDay(Base):
    """What a member did on a local day.

    ``voice_s``: seconds with another human in voice; ``scored``: messages that got a score.
    """

    __tablename__ = "activity_member_day"
    __table_args__ = (
        Index(None, "guild_id", "member_id", "day"),
        {"sqlite_with_rowid": False},
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    messages: Mapped[int]
    reactions: Mapped[int]
    voice_s: Mapped[int]
    uses: Mapped[int]
    scored: Mapped[int] = mapped_column(server_default="0")


class MemberWeek(Base):
    """Messages of a member in the week that begins with local Monday ``day``."""

    __tablename__ = "activity_member_week"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    messages: Mapped[int]


class Place(Base):
    """Which bit is a member's in the sets of ``DaySet``: 0, 1, 2 … in each guild."""

    __tablename__ = "activity_place"
    __table_args__ = (
        Index(None, "guild_id", "place", unique=True),
        {"sqlite_with_rowid": False},
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    place: Mapped[int]


class DaySet(Base):
    """The members of whom ``kind`` (``bot.activity.daysets.Kind``) is true on a local day.

    ``bits`` are little-endian: the lowest bit of the first byte is place 0. No set is empty.
    """

    __tablename__ = "activity_day_set"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    bits: Mapped[bytes] = mapped_column(LargeBinary)


class ChannelDay(Base):
    """Messages in a channel on a local day; threads count for their parent."""

    __tablename__ = "activity_channel_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    messages: Mapped[int]


class FirstMessage(Base):
    """The local day of a member's first message."""

    __tablename__ = "activity_first_message"
    __table_args__ = (Index(None, "guild_id", "day"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int]


class Stay(Base):
    """One membership, from joining to leaving; ``left_at`` is null while it lasts."""

    __tablename__ = "activity_stay"
    __table_args__ = (
        Index(None, "guild_id", "joined_at", "member_id"),
        Index(None, "guild_id", "left_at"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    joined_at: Mapped[datetime] = mapped_column(primary_key=True)
    left_at: Mapped[datetime | None]
    cause: Mapped[str | None] = mapped_column(String(8))


def _place(model: type[Base], name: str, about: str) -> MemberTable:
    return MemberTable(cast("Table", model.__table__), "member_id", "delete", name, about=about)


MEMBER_TABLES = (
    _place(MemberDay, "activity_by_day", "held-days"),
    _place(MemberWeek, "activity_by_week", "held-weeks"),
    _place(Place, "place_in_sets", "held-place"),
    _place(FirstMessage, "first_message", "held-first"),
    _place(Stay, "memberships", "held-stays"),
)
