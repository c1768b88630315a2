"""Tables of AMAs. An AMA is a plan of its kind, and a row here with the same number."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable
from cogs.events.domain.ama import REASON_LIMIT


class EventAma(Base):
    """An AMA; see ``domain.ama.Ama``. Whoever changes a question of it has locked this row."""

    __tablename__ = "events_ama"
    __table_args__ = (Index(None, "guild_id", "state"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(12))
    board_channel_id: Mapped[int] = mapped_column(Snowflake)
    board_message_id: Mapped[int | None] = mapped_column(Snowflake)
    last_question: Mapped[int]
    revision: Mapped[int]
    board_revision: Mapped[int]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    transcript_message_id: Mapped[int | None] = mapped_column(Snowflake)


class EventQuestion(Base):
    """A question; see ``domain.ama.Question``.

    ``asker_id`` is here also of who asked anonymously, so that they can be answered, have a
    limit, and have what they gave exported and deleted. Only ``repository.ama_askers`` reads it.
    """

    __tablename__ = "events_ama_question"
    __table_args__ = (
        Index(None, "guild_id", "asker_id"),
        Index(None, "guild_id", "decided_by"),
        Index(None, "guild_id", "answered_by"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asker_id: Mapped[int] = mapped_column(Snowflake)
    anonymous: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    wording: Mapped[str | None] = mapped_column(Text)
    merged_into: Mapped[int | None]
    pinned_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(REASON_LIMIT))
    decided_by: Mapped[int | None] = mapped_column(Snowflake)
    answer: Mapped[str | None] = mapped_column(Text)
    spoken: Mapped[bool]
    answered_by: Mapped[int | None] = mapped_column(Snowflake)
    answered_at: Mapped[datetime | None]
    answer_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    answer_message_id: Mapped[int | None] = mapped_column(Snowflake)
    told_channel_id: Mapped[int | None] = mapped_column(Snowflake)
    told_message_id: Mapped[int | None] = mapped_column(Snowflake)


class EventVote(Base):
    """That a member wants a question answered; there once for each question."""

    __tablename__ = "events_ama_vote"
    __table_args__ = (Index(None, "guild_id", "member_id"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)


class EventAskBlock(Base):
    """That a member may not ask until an instant, because of one of their questions.

    It is known by the question alone: another question of the same member shows nothing of it.
    """

    __tablename__ = "events_ama_block"
    __table_args__ = (
        Index(None, "guild_id", "member_id"),
        Index(None, "guild_id", "blocked_by"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member_id: Mapped[int] = mapped_column(Snowflake)
    until: Mapped[datetime]
    blocked_by: Mapped[int | None] = mapped_column(Snowflake)


AMA = cast("Table", EventAma.__table__)
QUESTION = cast("Table", EventQuestion.__table__)
VOTE = cast("Table", EventVote.__table__)
BLOCK = cast("Table", EventAskBlock.__table__)

_OTHERS = frozenset({"asker_id", "anonymous", "text", "wording", "asked_at"})

AMA_TABLES = (
    MemberTable(
        QUESTION,
        "asker_id",
        "delete",
        "ama_questions",
        about="held-questions",
        hidden=frozenset({"decided_by", "answered_by"}),
    ),
    MemberTable(
        QUESTION,
        "decided_by",
        "blank",
        "ama_questions_moderated",
        about="held-questions-moderated",
        hidden=_OTHERS | {"answer", "answered_by", "answered_at"},
    ),
    MemberTable(
        QUESTION,
        "answered_by",
        "blank",
        "ama_answers",
        about="held-ama-answers",
        hidden=_OTHERS | {"decided_by", "reason"},
    ),
    MemberTable(VOTE, "member_id", "delete", "ama_votes", about="held-ama-votes"),
    MemberTable(
        BLOCK,
        "member_id",
        "keep",
        "ama_blocks",
        kept="kept-ama-block",
        about="held-ama-block",
        hidden=frozenset({"blocked_by"}),
    ),
    MemberTable(
        BLOCK,
        "blocked_by",
        "blank",
        "ama_blocks_made",
        about="held-ama-blocks-made",
        hidden=frozenset({"member_id"}),
    ),
)
