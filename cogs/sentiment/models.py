"""Mood by channel, day and hour; no row is about one person."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake


class SentimentDay(Base):
    """Messages of a channel on a local day, by mood; threads count for their parent.

    ``messages`` are all, scored or not; days are ordinals in the guild's zone.
    """

    __tablename__ = "sentiment_day"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    messages: Mapped[int]
    positive: Mapped[int]
    neutral: Mapped[int]
    negative: Mapped[int]


class SentimentCorrection(Base):
    """A message of the ledger that counts as people said; its fact has the score of that.

    ``score`` is what the scorer said, in [-1, 1]; ``at`` is the message's. It goes with the
    message's fact.
    """

    __tablename__ = "sentiment_correction"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    message_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    at: Mapped[datetime]
    score: Mapped[float]


class SentimentHour(Base):
    """The same by hour of the local day, 0 to 23, of messages with a score.

    An hour that a clock change repeats counts once, with what was said in both.
    """

    __tablename__ = "sentiment_hour"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    day: Mapped[int] = mapped_column(primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    scored: Mapped[int]
    positive: Mapped[int]
    negative: Mapped[int]


class SentimentWatch(Base):
    """How far the search for turns is in a place: a channel, or the server with ``channel_id`` 0.

    The columns are those of ``domain.turns.State``.
    """

    __tablename__ = "sentiment_watch"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    evidence: Mapped[float]
    began: Mapped[int | None]
    told: Mapped[bool]
    seen: Mapped[int]


class SentimentAlert(Base):
    """A turn that was found: ``began`` and ``found`` are numbers of hours as in ``Hour.number``.

    ``negative`` of ``scored`` messages by ``people`` people from its beginning until it was
    found; ``usual`` is the share of negative ones that was to be expected.
    """

    __tablename__ = "sentiment_alert"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    channel_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    began: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    found: Mapped[int]
    negative: Mapped[int]
    scored: Mapped[int]
    usual: Mapped[float]
    people: Mapped[int]
    false_alarm: Mapped[bool]


class SentimentTopic(Base):
    """Messages of a week with a term that at least five people used, by mood.

    ``week`` is the local Monday as an ordinal; ``term`` a word or two, in lower case. A term that
    fewer people used is never stored, nor who used any.
    """

    __tablename__ = "sentiment_topic"
    __table_args__ = ({"sqlite_with_rowid": False},)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    week: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    term: Mapped[str] = mapped_column(String(60), primary_key=True)
    messages: Mapped[int]
    positive: Mapped[int]
    neutral: Mapped[int]
    negative: Mapped[int]


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)


HOURS, WATCH, ALERT = _table(SentimentHour), _table(SentimentWatch), _table(SentimentAlert)
TOPIC = _table(SentimentTopic)
CORRECTION = _table(SentimentCorrection)
