"""Keeps mood by channel and day in step with the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Table, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.bulk import add_up_values
from bot.ledger.projections import Batch, GuildContext, clear_days
from bot.windows import LocalDays
from cogs.sentiment.domain.labels import Label, label
from cogs.sentiment.models import SentimentDay
from cogs.sentiment.repository import drop_lost_corrections

_TABLE = cast("Table", SentimentDay.__table__)
# Where each mood stands among the counts, which are the table's last columns in this order.
_PLACES = {Label.POSITIVE: 1, Label.NEUTRAL: 2, Label.NEGATIVE: 3}


class SentimentProjection:
    """Counts messages by mood."""

    name = "sentiment"
    version = 1
    tables: Sequence[Table] = (_TABLE,)

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count new messages."""
        await self._count(connection, guild, facts, 1)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take messages back."""
        await self._count(connection, guild, facts, -1)
        await connection.execute(
            delete(_TABLE).where(_TABLE.c.guild_id == guild.guild_id, _TABLE.c.messages <= 0)
        )

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Drop the guild's figures, of ``since_day`` and later where it is given."""
        await clear_days(connection, _TABLE, guild, since_day)

    async def forget(
        self, connection: AsyncConnection, guild: GuildContext, _member_id: int
    ) -> None:
        """Drop what people corrected of a member, whose facts are gone."""
        await drop_lost_corrections(connection, guild.guild_id)

    async def _count(
        self, connection: AsyncConnection, guild: GuildContext, facts: Batch, sign: int
    ) -> None:
        counts: dict[tuple[int, int], list[int]] = {}
        day_of = LocalDays(guild.zone).of
        for message in facts.messages:
            key = day_of(message.at), message.parent_id or message.channel_id
            row = counts.setdefault(key, [0, 0, 0, 0])
            row[0] += sign
            if message.score is not None:
                row[_PLACES[label(message.score)]] += sign
        rows = [(guild.guild_id, *key, *row) for key, row in sorted(counts.items())]
        await add_up_values(connection, _TABLE, rows)
