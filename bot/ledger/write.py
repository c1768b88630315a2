"""One transaction's work: facts in, projections in step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.facts import Fact, MessageFact
from bot.ledger.projections import Batch, GuildContext, Projections
from bot.ledger.states import current_zones, mark_current
from bot.ledger.store import TABLES, insert_facts, opted_out


async def write_guild(
    connection: AsyncConnection,
    guild_id: int,
    facts: Sequence[Fact],
    projections: Projections,
    zone: ZoneInfo,
) -> tuple[Batch, set[str]]:
    """Write the facts of one guild and bring its projections up to date.

    ``zone`` cuts the days of a guild whose first facts these are; later ones follow the
    zone that their projection was built in. Returns the facts that were really new, and the
    names of the projections that are stale and must be rebuilt: they were left alone.
    """
    silent = await opted_out(connection, guild_id)
    zones = await current_zones(connection, guild_id, projections)
    if not zones and not await _has_facts(connection, guild_id):
        for projection in projections:
            await mark_current(connection, guild_id, projection, zone)
            zones[projection.name] = zone
    new = await insert_facts(connection, Batch.of(_permitted(facts, silent)))
    stale = set()
    for projection in projections:
        known = zones.get(projection.name)
        if known is None:
            stale.add(projection.name)
        elif len(new):
            await projection.add(connection, GuildContext(guild_id, known), new)
    return new, stale


async def _has_facts(connection: AsyncConnection, guild_id: int) -> bool:
    for place in TABLES.values():
        found = await connection.scalar(
            select(place.table.c.guild_id).where(place.table.c.guild_id == guild_id).limit(1)
        )
        if found is not None:
            return True
    return False


def _permitted(facts: Sequence[Fact], silent: set[int]) -> list[Fact]:
    if not silent:
        return list(facts)
    kept: list[Fact] = []
    for fact in facts:
        if getattr(fact, TABLES[type(fact)].member) in silent:
            continue
        if isinstance(fact, MessageFact) and not silent.isdisjoint(fact.mentions):
            others = tuple(member for member in fact.mentions if member not in silent)
            kept.append(replace(fact, mentions=others))
        else:
            kept.append(fact)
    return kept
