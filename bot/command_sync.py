"""Sending the command tree to Discord, only where it differs from what was sent last."""

from __future__ import annotations

import hashlib
from typing import cast

import orjson
import structlog
from discord import app_commands
from sqlalchemy import String, Table, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base, Database, Snowflake
from bot.db.upsert import put

_log = structlog.get_logger(__name__)


class ProcessNote(Base):
    """Small facts about the application as a whole; ``guild_id`` is 0."""

    __tablename__ = "process_note"

    guild_id: Mapped[int] = mapped_column(Snowflake, primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


_NOTE = cast("Table", ProcessNote.__table__)


async def sync_commands(
    tree: app_commands.CommandTree, database: Database, application_id: int | None
) -> bool:
    """Sync ``tree`` where its hash changed; return whether it was sent.

    Discord allows 200 command creations a day, so a start must not cost any.
    """
    payload = sorted(
        (command.to_dict(tree) for command in tree.get_commands()),
        key=lambda command: (command["type"], command["name"]),
    )
    digest = hashlib.sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).hexdigest()
    key = f"commands:{application_id}"
    async with database.read() as connection:
        known = await connection.scalar(
            select(_NOTE.c.value).where(_NOTE.c.guild_id == 0, _NOTE.c.key == key)
        )
    if known == digest:
        return False
    await tree.sync()
    async with database.begin() as connection:
        await put(connection, _NOTE, [{"guild_id": 0, "key": key, "value": digest}])
    _log.info("commands synced", count=len(payload))
    return True
