"""Tables of insights: who gets the report, in Discord and outside, and the server's goals."""

from __future__ import annotations

from datetime import datetime
from typing import Final, cast

from sqlalchemy import String, Table
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake
from bot.member_data import MemberTable

ADDRESS_LIMIT: Final = 1_000


class InsightsReader(Base):
    """A manager who asked for the scheduled report by direct message."""

    __tablename__ = "insights_reader"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    member_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    since: Mapped[datetime]


class InsightsOutlet(Base):
    """Where the scheduled report goes outside Discord. ``address`` is a secret of the server.

    ``kind``: slack, teams or mail. A number is used again once its outlet is removed.
    """

    __tablename__ = "insights_outlet"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(8))
    address: Mapped[str] = mapped_column(String(ADDRESS_LIMIT))
    since: Mapped[datetime]


class InsightsGoal(Base):
    """What a figure of the weekly report shall reach, in the figure's own unit."""

    __tablename__ = "insights_goal"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    figure: Mapped[str] = mapped_column(String(64), primary_key=True)
    target: Mapped[float]
    since: Mapped[datetime]


READER = cast("Table", InsightsReader.__table__)
OUTLET = cast("Table", InsightsOutlet.__table__)
GOAL = cast("Table", InsightsGoal.__table__)

MEMBER_TABLES = (
    MemberTable(READER, "member_id", "delete", "report_by_message", about="held-report-by-message"),
)
