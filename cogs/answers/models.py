"""Tables of questions and answers. None holds what was asked or answered, but the FAQ."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable

NAME_LIMIT = 60
TEXT_LIMIT = 1_800


class Marked(Base):
    """A message that somebody marked as a question."""

    __tablename__ = "answers_marked"
    __table_args__ = (
        Index(None, "guild_id", "at"),
        Index(None, "guild_id", "asker_id"),
        Index(None, "guild_id", "marked_by"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    message_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake)
    asker_id: Mapped[int] = mapped_column(Snowflake)
    at: Mapped[datetime]
    marked_by: Mapped[int | None] = mapped_column(Snowflake)


class Solved(Base):
    """A question that is solved; ``query_id`` is its message."""

    __tablename__ = "answers_solved"
    __table_args__ = (
        Index(None, "guild_id", "at"),
        Index(None, "guild_id", "asker_id"),
        Index(None, "guild_id", "solved_by"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    query_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    asker_id: Mapped[int] = mapped_column(Snowflake)
    solved_by: Mapped[int | None] = mapped_column(Snowflake)
    at: Mapped[datetime]


class Accepted(Base):
    """An answer that helped, as the asker or a helper said."""

    __tablename__ = "answers_accepted"
    __table_args__ = (
        Index(None, "guild_id", "answer_id"),
        Index(None, "guild_id", "at"),
        Index(None, "guild_id", "asker_id"),
        Index(None, "guild_id", "helper_id"),
        Index(None, "guild_id", "accepted_by"),
    )

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    query_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    answer_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    asker_id: Mapped[int] = mapped_column(Snowflake)
    helper_id: Mapped[int] = mapped_column(Snowflake)
    accepted_by: Mapped[int | None] = mapped_column(Snowflake)
    at: Mapped[datetime]


class Unlisted(Base):
    """A member who is not named among the helpers."""

    __tablename__ = "answers_unlisted"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)


class Faq(Base):
    """An entry of the FAQ; ``name`` is in lower case, ``title`` as it was given."""

    __tablename__ = "answers_faq"
    __table_args__ = (Index(None, "guild_id", "changed_by"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LIMIT), primary_key=True)
    title: Mapped[str] = mapped_column(String(NAME_LIMIT))
    text: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[int | None] = mapped_column(Snowflake)
    changed_at: Mapped[datetime]
    uses: Mapped[int]


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


MARKED, SOLVED, ACCEPTED = _table(Marked), _table(Solved), _table(Accepted)
UNLISTED, FAQ = _table(Unlisted), _table(Faq)

MEMBER_TABLES = (
    MemberTable(
        MARKED,
        "asker_id",
        "delete",
        "questions_marked",
        about="held-marked",
        observed=True,
        hidden=frozenset({"marked_by"}),
    ),
    MemberTable(MARKED, "marked_by", "blank", "questions_i_marked", about="held-marking"),
    MemberTable(
        SOLVED,
        "asker_id",
        "delete",
        "questions_solved",
        about="held-solved",
        observed=True,
        hidden=frozenset({"solved_by"}),
    ),
    MemberTable(SOLVED, "solved_by", "blank", "questions_i_solved", about="held-solving"),
    MemberTable(
        ACCEPTED,
        "helper_id",
        "delete",
        "answers_accepted",
        about="held-accepted",
        observed=True,
        hidden=frozenset({"accepted_by", "asker_id"}),
    ),
    MemberTable(
        ACCEPTED,
        "asker_id",
        "delete",
        "answers_to_me",
        about="held-answers-to-me",
        observed=True,
        hidden=frozenset({"accepted_by", "helper_id"}),
    ),
    MemberTable(ACCEPTED, "accepted_by", "blank", "answers_i_accepted", about="held-accepting"),
    MemberTable(
        UNLISTED, "member_id", "keep", "unlisted", kept="kept-unlisted", about="held-unlisted"
    ),
    MemberTable(FAQ, "changed_by", "blank", "faq_written", about="held-faq"),
)
