"""Copying one guild's facts from database to database."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, insert, select

from bot import directory
from bot.db import Database
from bot.guild_settings import GuildSetting
from bot.ledger.models import Horizon, OptOut
from bot.ledger.store import TABLES

_PAGE = 5_000


async def copy_guild(source: Database, target: Database, guild_id: int) -> None:
    """Copy a guild's facts, settings and names; projections are not copied.

    ``target`` must be empty of that guild.
    """
    tables = [
        *(place.table for place in TABLES.values()),
        *(
            cast("Table", model.__table__)
            for model in (OptOut, Horizon, GuildSetting, directory.Guild, directory.Channel)
        ),
    ]
    async with source.read() as old, target.begin() as new:
        for table in tables:
            statement = select(table).where(table.c.guild_id == guild_id)
            result = await old.stream(statement)
            async for page in result.mappings().partitions(_PAGE):
                await new.execute(insert(table), [dict(row) for row in page])
