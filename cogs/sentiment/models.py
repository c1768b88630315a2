"""Mood by channel and day; no row is about one person."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from sqlalchemy import Table
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


CORRECTION = cast("Table", SentimentCorrection.__table__)
