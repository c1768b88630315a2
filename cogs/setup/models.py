"""The table of setup."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Snowflake


class SetupProgress(Base):
    """How far a guild's managers have come in ``/setup``; what they chose are settings."""

    __tablename__ = "setup_progress"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    step: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
