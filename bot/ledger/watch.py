"""Up to when every message of a guild is known to be in the ledger.

While a guild is watched without a gap, each batch moves the mark along in its own transaction.
After a crash or an outage the messages since the mark are read from Discord's history.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert
from bot.ledger.models import Watch

_TABLE = cast("Table", Watch.__table__)
# Discord keeps the order within a channel, not between channels: what is this much older than
# the newest message may still be on its way.
ON_ITS_WAY = timedelta(seconds=30)
# A connection may be dead for discord.heartbeat_timeout_s before anybody notices: a mark that
# the clock sets, and not a message, stays this far behind.
UNNOTICED = timedelta(seconds=90)


async def seen_until(connection: AsyncConnection, guild_id: int) -> datetime | None:
    """Return the guild's mark (aware UTC), or None: it was never watched."""
    found: datetime | None = await connection.scalar(
        select(_TABLE.c.until).where(_TABLE.c.guild_id == guild_id)
    )
    return found


async def seen(connection: AsyncConnection, guild_id: int, until: datetime) -> None:
    """Move the guild's mark to ``until`` (aware), never back."""
    statement = insert(connection, _TABLE).values(guild_id=guild_id, until=until)
    later = statement.on_conflict_do_update(
        index_elements=["guild_id"],
        set_={"until": statement.excluded.until},
        where=statement.excluded.until > _TABLE.c.until,
    )
    await connection.execute(later)
