"""Keeps days, points and places in step with the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.projections import Batch, GuildContext
from bot.windows import local_day
from cogs.recognition.domain.blocks import lit
from cogs.recognition.models import COUNT, DAY, DEED, ROLES_DUE, SCORE
from cogs.recognition.repository import days, deeds
from cogs.recognition.repository.rules import PROJECTION
from cogs.recognition.service.counting import Counting, gains_of
from cogs.recognition.service.relighting import relit


class RecognitionProjection:
    """Lights blocks of days by what members write and speak; deeds keep their place in them."""

    name = PROJECTION
    version = 1
    tables: Sequence[Table] = (DAY, SCORE, COUNT, DEED, ROLES_DUE)

    def __init__(self, counting: Counting) -> None:
        self._counting = counting

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count new facts; messages that were deleted by now count nothing."""
        messages = facts.messages
        gone = await deeds.deleted_of(
            connection, guild.guild_id, [fact.message_id for fact in messages]
        )
        if gone:
            messages = [fact for fact in messages if fact.message_id not in gone]
        gains = gains_of(lit(messages, facts.voice, guild.zone))
        await self._counting.add(connection, guild.guild_id, guild.zone, gains)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Light the days of facts anew by what is left of them in the ledger."""
        keys = {(fact.author_id, local_day(fact.at, guild.zone)) for fact in facts.messages}
        keys |= {(fact.member_id, local_day(fact.at, guild.zone)) for fact in facts.voice}
        if keys:
            changed = await relit(connection, guild.guild_id, guild.zone, keys)
            await self._counting.replace_days(connection, guild.guild_id, guild.zone, changed)

    async def forget(
        self, connection: AsyncConnection, guild: GuildContext, member_id: int
    ) -> None:
        """Take the member out of the count trees, and out of what they judged."""
        await self._counting.forget(connection, guild.guild_id, member_id)

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Drop what facts gave the guild, of ``since_day`` and later where it is given."""
        guild_id = guild.guild_id
        await days.drop_days(connection, guild_id, since_day)
        worth = await deeds.all_worth(connection, guild_id, guild.zone, since_day)
        await days.put_days(connection, guild_id, gains_of({}, worth))
        await self._counting.recount(connection, guild_id, guild.zone)
