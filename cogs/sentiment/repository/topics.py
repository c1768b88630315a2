"""Queries of topics. A ``week`` is its local Monday as an ordinal."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.bulk import add_up_values
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.models import TOPIC


async def add(
    connection: AsyncConnection, guild_id: int, week: int, found: Mapping[str, Tally]
) -> None:
    """Add to the counts of a week."""
    rows = [
        (guild_id, week, term, one.messages, one.positive, one.neutral, one.negative)
        for term, one in sorted(found.items())
    ]
    await add_up_values(connection, TOPIC, rows)


async def drop_before(connection: AsyncConnection, guild_id: int, week: int) -> None:
    """Drop the counts of weeks before ``week``."""
    await connection.execute(delete(TOPIC).where(TOPIC.c.guild_id == guild_id, TOPIC.c.week < week))


async def counts(
    connection: AsyncConnection, guild_id: int, since: int
) -> dict[int, dict[str, Tally]]:
    """Return the terms of each week from ``since`` on."""
    rows = await connection.execute(
        select(
            TOPIC.c.week,
            TOPIC.c.term,
            TOPIC.c.positive,
            TOPIC.c.neutral,
            TOPIC.c.negative,
            TOPIC.c.messages,
        ).where(TOPIC.c.guild_id == guild_id, TOPIC.c.week >= since)
    )
    found: dict[int, dict[str, Tally]] = {}
    for week, term, *tally in rows:
        found.setdefault(week, {})[term] = Tally(*tally)
    return found
