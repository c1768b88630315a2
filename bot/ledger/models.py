"""Tables of the ledger. No column holds what anybody said."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, SmallInteger, String, Table, Text, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable

# Questions and forum posts, of which there are few. A query must name this very condition, in
# these words, to be answered from the index of them.
MAY_ASK = literal_column("flags & 9") != literal_column("0")

REPLIES = text("reply_to IS NOT NULL")
ADDRESSES = text("mentions IS NOT NULL")


class Message(Base):
    """A message by a human; the columns are those of ``MessageFact``."""

    __tablename__ = "ledger_message"
    __table_args__ = (
        Index(None, "guild_id", "at"),
        Index(None, "guild_id", "channel_id", "at"),
        Index(None, "guild_id", "author_id", "at"),
        Index(
            "ix_ledger_message_replying",
            "guild_id",
            "reply_to",
            "at",
            "message_id",
            sqlite_where=REPLIES,
            postgresql_where=REPLIES,
        ),
        Index(
            "ix_ledger_message_addressing",
            "guild_id",
            "channel_id",
            "at",
            sqlite_where=ADDRESSES,
            postgresql_where=ADDRESSES,
        ),
        Index(
            "ix_ledger_message_asking",
            "guild_id",
            "at",
            sqlite_where=MAY_ASK,
            postgresql_where=MAY_ASK,
        ),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    message_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    author_id: Mapped[int] = mapped_column(Snowflake)
    at: Mapped[datetime]
    parent_id: Mapped[int | None] = mapped_column(Snowflake)
    reply_to: Mapped[int | None] = mapped_column(Snowflake)
    # Ids of the humans it addresses, separated by spaces; mostly empty.
    mentions: Mapped[str | None] = mapped_column(Text)
    length: Mapped[int]
    flags: Mapped[int] = mapped_column(SmallInteger)
    language: Mapped[str | None] = mapped_column(String(3))
    score: Mapped[float | None]


class Reaction(Base):
    """A reaction by a human."""

    __tablename__ = "ledger_reaction"
    __table_args__ = (Index(None, "guild_id", "at"), Index(None, "guild_id", "member_id", "at"))

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    message_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    emoji: Mapped[str] = mapped_column(String(64), primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    at: Mapped[datetime]


class Voice(Base):
    """A stretch of a voice session."""

    __tablename__ = "ledger_voice"
    __table_args__ = (Index(None, "guild_id", "at"), Index(None, "guild_id", "member_id", "at"))

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    seconds: Mapped[int]
    together_s: Mapped[int]


class Join(Base):
    """A human became a member."""

    __tablename__ = "ledger_join"
    __table_args__ = (Index(None, "guild_id", "at"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)


class Leave(Base):
    """A human ceased to be a member."""

    __tablename__ = "ledger_leave"
    __table_args__ = (Index(None, "guild_id", "at"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    cause: Mapped[str] = mapped_column(String(8))


class Use(Base):
    """A human used a command, component or modal of ours."""

    __tablename__ = "ledger_use"
    __table_args__ = (Index(None, "guild_id", "at"), Index(None, "guild_id", "member_id", "at"))

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    interaction_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(100))


class OptOut(Base):
    """A member of whom no fact is written."""

    __tablename__ = "ledger_opt_out"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    since: Mapped[datetime]


class Forgotten(Base):
    """A member who had their facts deleted: of them none older than ``until`` is written again.

    Discord's history, read back after an absence, still holds what they wrote. ``fingerprint``
    (``bot.ledger.forgotten``) stands for the member, who is not named.
    """

    __tablename__ = "ledger_forgotten"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    fingerprint: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    until: Mapped[datetime]


class Horizon(Base):
    """Up to when the single facts of a guild were dropped by the retention period.

    ``at`` is the first instant of the local ``day`` in the zone of that time.
    """

    __tablename__ = "ledger_horizon"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime]
    day: Mapped[int]


class ProjectionState(Base):
    """A projection of a guild that holds all of its facts; no row means: rebuild it."""

    __tablename__ = "ledger_projection"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int]
    zone: Mapped[str] = mapped_column(String(64))


class Watch(Base):
    """Up to when every message of a guild is known to be in the ledger."""

    __tablename__ = "ledger_watch"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    until: Mapped[datetime]


class Gap(Base):
    """A stretch of a channel's history that is still to be read (``bot.ledger.gaps``)."""

    __tablename__ = "ledger_gap"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    kind: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    until_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    after_id: Mapped[int] = mapped_column(Snowflake)


def _place(
    model: type[Base], column: str, name: str, about: str, kept: str | None = None
) -> MemberTable:
    table = cast("Table", model.__table__)
    return MemberTable(table, column, "keep" if kept else "delete", name, kept or "", about)


MEMBER_TABLES = (
    _place(Message, "author_id", "messages", "held-messages"),
    _place(Reaction, "member_id", "reactions", "held-reactions"),
    _place(Voice, "member_id", "voice", "held-voice"),
    _place(Join, "member_id", "joins", "held-joins"),
    _place(Leave, "member_id", "departures", "held-departures"),
    _place(Use, "member_id", "uses", "held-uses"),
    _place(OptOut, "member_id", "tracking_off", "held-tracking", kept="kept-tracking"),
)
