"""Another score for a message that is counted already, and its figures with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, cast

from sqlalchemy import Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.facts import MessageFact
from bot.ledger.models import Message
from bot.ledger.projections import Batch, GuildContext, Projections
from bot.ledger.states import mark_stale, standing_of
from bot.ledger.store import TABLES

_MESSAGE = cast("Table", Message.__table__)


async def scored_message(
    connection: AsyncConnection, guild_id: int, message_id: int
) -> MessageFact | None:
    """Return a message of the ledger; None where it has none or the message has no score."""
    row: Any = (
        await connection.execute(
            select(_MESSAGE).where(
                _MESSAGE.c.guild_id == guild_id,
                _MESSAGE.c.message_id == message_id,
                _MESSAGE.c.score.is_not(None),
            )
        )
    ).one_or_none()
    return None if row is None else cast("MessageFact", TABLES[MessageFact].from_row(row))


async def rescore(
    connection: AsyncConnection,
    fact: MessageFact,
    score: float,
    projections: Projections,
    *,
    names: Collection[str],
    broken: Collection[str] = (),
) -> None:
    """Give a scored message of the ledger another score, and move it in the figures.

    ``names`` are the projections that read scores; others need none of it. The caller has
    locked the guild and read ``fact`` in this transaction. Projections in ``broken`` become
    stale. Raises ProjectionError where another one fails by a fault of its own.
    """
    guild_id = fact.guild_id
    zones = (await standing_of(connection, guild_id, projections)).zones
    await connection.execute(
        update(_MESSAGE)
        .where(_MESSAGE.c.guild_id == guild_id, _MESSAGE.c.message_id == fact.message_id)
        .values(score=score)
    )
    await mark_stale(connection, guild_id, set(broken) & set(names))
    before, after = Batch(messages=[fact]), Batch(messages=[replace(fact, score=score)])
    for projection in projections:
        name = projection.name
        if name not in names or name not in zones or name in broken:
            continue  # a stale one is rebuilt anyway
        guild = GuildContext(guild_id, zones[name])
        await projection.remove(connection, guild, before)
        await projection.add(connection, guild, after)
