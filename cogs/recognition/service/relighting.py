"""Lighting days anew by what is left in the ledger."""

from __future__ import annotations

from collections.abc import Collection
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.windows import day_start
from cogs.recognition.domain.blocks import lit
from cogs.recognition.repository import days, deeds
from cogs.recognition.repository.days import Days
from cogs.recognition.service.counting import NOTHING


async def relit(
    connection: AsyncConnection, guild_id: int, zone: ZoneInfo, keys: Collection[tuple[int, int]]
) -> Days:
    """Return days with the blocks and seconds that the ledger's facts give them now."""
    members = sorted({member for member, _ in keys})
    first, last = min(day for _, day in keys), max(day for _, day in keys)
    known = await days.days_between(connection, guild_id, members, first, last)
    start, end = day_start(first, zone), day_start(last + 1, zone)
    left = lit(*await deeds.facts_within(connection, guild_id, members, start, end), zone)
    changed: Days = {}
    for key in keys:
        blocks, voice_s = left.get(key, (0, 0))
        changed[key] = known.get(key, NOTHING)._replace(blocks=blocks, voice_s=voice_s)
    return changed
