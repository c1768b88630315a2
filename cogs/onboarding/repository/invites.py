"""How often each invite had been used when it was last looked at."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.onboarding.domain.invites import Use
from cogs.onboarding.models import InviteUse, table

_TABLE = table(InviteUse)


async def last_look(connection: AsyncConnection, guild_id: int) -> dict[str, Use]:
    """Return the uses by code."""
    rows = await connection.execute(select(_TABLE).where(InviteUse.guild_id == guild_id))
    return {
        row["code"]: Use(row["code"], row["uses"], row["max_uses"], row["kind"])
        for row in rows.mappings()
    }


async def remember(connection: AsyncConnection, guild_id: int, uses: Iterable[Use]) -> None:
    """Keep what is there now, and nothing of what is gone."""
    await connection.execute(delete(_TABLE).where(_TABLE.c.guild_id == guild_id))
    await insert_new(
        connection,
        _TABLE,
        [
            {
                "guild_id": guild_id,
                "code": use.code,
                "kind": use.kind,
                "uses": use.uses,
                "max_uses": use.max_uses,
            }
            for use in uses
        ],
    )
