"""Who changed which per-server setting, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import JSON, Index, String, Table, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Database, Snowflake
from bot.member_data import MemberTable


class GuildSettingChange(Base):
    """One change of one setting; ``old`` and ``new`` are values as JSON, defaults filled in."""

    __tablename__ = "guild_setting_change"
    __table_args__ = (Index("ix_guild_setting_change_key", "guild_id", "section", "key"),)

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    # Rising with time: the order of changes made at one instant.
    change_id: Mapped[int] = mapped_column(Snowflake, primary_key=True, autoincrement=False)
    section: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(60))
    old: Mapped[Any] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    new: Mapped[Any] = mapped_column(JSON().with_variant(JSONB(), "postgresql"))
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(Snowflake)


CHANGES = cast("Table", GuildSettingChange.__table__)
MEMBER_TABLES = (
    MemberTable(CHANGES, "changed_by", "blank", "changes_of_settings", about="held-changes"),
)


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A change as people read it; ``at`` is aware UTC, ``by`` None where nobody is known."""

    section: str
    key: str
    old: Any
    new: Any
    at: datetime
    by: int | None


async def changes_of(
    database: Database,
    guild_id: int,
    *,
    section: str | None = None,
    key: str | None = None,
    limit: int = 100,
) -> Sequence[SettingChange]:
    """Return the guild's latest changes, newest first, of one section or setting if given."""
    chosen = select(CHANGES).where(CHANGES.c.guild_id == guild_id)
    if section is not None:
        chosen = chosen.where(CHANGES.c.section == section)
    if key is not None:
        chosen = chosen.where(CHANGES.c.key == key)
    async with database.read() as connection:
        rows = await connection.execute(chosen.order_by(CHANGES.c.change_id.desc()).limit(limit))
        return [
            SettingChange(row.section, row.key, row.old, row.new, row.changed_at, row.changed_by)
            for row in rows
        ]
