"""One transaction's work: facts in, projections in step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.types import EPOCH
from bot.ledger.facts import Fact, JoinFact, LeaveFact, MessageFact
from bot.ledger.forgotten import fingerprint
from bot.ledger.projections import Batch, GuildContext, Projections
from bot.ledger.states import Standing, mark_current, mark_stale, standing_of
from bot.ledger.store import TABLES, insert_facts, without_mentions


async def write_guild(
    connection: AsyncConnection,
    guild_id: int,
    facts: Sequence[Fact],
    projections: Projections,
    zone: ZoneInfo,
    *,
    broken: Collection[str] = (),
) -> tuple[Batch, set[str]]:
    """Write the facts of one guild and bring its projections up to date.

    The transaction has the guild to itself: see ``bot.ledger.transaction``.

    ``zone`` cuts the days of a guild whose first facts these are; later ones follow the
    zone that their projection was built in. Left out are facts of members who opted out, facts
    from before a member had theirs deleted, and facts older than the retention period: their
    like is counted already and gone, so a repetition could not be told.

    Returns the facts that were really new, and the names of the projections that are stale
    and must be rebuilt: they were left alone, and so were those in ``broken``. Raises
    ProjectionError where a projection fails by a fault of its own; the transaction must be
    rolled back then.
    """
    standing = await standing_of(connection, guild_id, projections)
    zones = standing.zones
    if not zones and not await _has_facts(connection, guild_id):
        for projection in projections:
            await mark_current(connection, guild_id, projection, zone)
            zones[projection.name] = zone
    new = await insert_facts(connection, Batch.of(_accepted(facts, standing)))
    if len(new):
        await mark_stale(connection, guild_id, standing.others | set(broken))
        for projection in projections:
            known = zones.get(projection.name)
            if known is not None and projection.name not in broken:
                await projection.add(connection, GuildContext(guild_id, known), new)
    return new, {p.name for p in projections if p.name not in zones}


async def _has_facts(connection: AsyncConnection, guild_id: int) -> bool:
    for place in TABLES.values():
        found = await connection.scalar(
            select(place.table.c.guild_id).where(place.table.c.guild_id == guild_id).limit(1)
        )
        if found is not None:
            return True
    return False


def _accepted(facts: Sequence[Fact], standing: Standing) -> list[Fact]:
    gone = standing.gone
    if gone is not None:
        facts = [
            fact for fact in facts if fact.at >= gone.at or isinstance(fact, JoinFact | LeaveFact)
        ]
    if not standing.silent and not standing.forgotten:
        return list(facts)
    latest = max(standing.forgotten.values(), default=EPOCH)
    kept: list[Fact] = []
    for fact in facts:
        member = getattr(fact, TABLES[type(fact)].member)
        unwritten = standing.silent
        # Whoever is still here is a member, since when they joined.
        if fact.at < latest and not isinstance(fact, JoinFact):
            unwritten = unwritten | _forgotten(fact, member, standing)
        if member in unwritten:
            continue
        if isinstance(fact, MessageFact) and not unwritten.isdisjoint(fact.mentions):
            kept.append(without_mentions(fact, unwritten))
        else:
            kept.append(fact)
    return kept


def _forgotten(fact: Fact, member_id: int, standing: Standing) -> set[int]:
    """Return who of those that a fact names had their facts deleted after it."""
    named = {member_id, *(fact.mentions if isinstance(fact, MessageFact) else ())}
    untils = {who: standing.forgotten.get(fingerprint(fact.guild_id, who)) for who in named}
    return {who for who, until in untils.items() if until is not None and fact.at < until}
