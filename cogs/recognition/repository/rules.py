"""The settings that a guild's points were computed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from bot.ledger.models import ProjectionState
from cogs.recognition.domain.levels import Curve
from cogs.recognition.domain.xp import Weights
from cogs.recognition.models import RULES

PROJECTION: Final = "recognition"
_RULES_OF: Final = f"SELECT {', '.join(RULES.columns.keys())} FROM {RULES.name} WHERE guild_id = "  # noqa: S608 - names only


@dataclass(frozen=True, slots=True)
class Rules:
    """Weights, level curve, and the first local day of the oldest window that is kept."""

    weights: Weights
    curve: Curve
    kept_from: int


async def rules_of(connection: AsyncConnection, guild_id: int) -> Rules | None:
    """Return what a guild's points were computed with, None where there are none yet."""
    # Asked with every batch: to find it in SQLAlchemy's cache would cost more than to run it.
    mark = "$1" if connection.dialect.name == "postgresql" else "?"
    found = await connection.exec_driver_sql(_RULES_OF + mark, (guild_id,))
    row = found.one_or_none()
    if row is None:
        return None
    deeds = (row.answer, row.kudos, row.event, row.challenge)
    return Rules(
        Weights(row.block, row.blocks_a_day, deeds),
        Curve(row.level_base, row.level_step),
        row.kept_from,
    )


async def zone_of(connection: AsyncConnection, guild_id: int) -> ZoneInfo | None:
    """Return the zone that the guild's days are cut in, None while they are to be rebuilt."""
    name = await connection.scalar(
        select(ProjectionState.zone).where(
            ProjectionState.guild_id == guild_id, ProjectionState.name == PROJECTION
        )
    )
    return None if name is None else ZoneInfo(name)


async def put_rules(connection: AsyncConnection, guild_id: int, rules: Rules) -> None:
    """Keep what a guild's points are computed with from now on."""
    answer, kudos, event, challenge = rules.weights.deeds
    row = {
        "guild_id": guild_id,
        "block": rules.weights.block,
        "blocks_a_day": rules.weights.blocks_a_day,
        "answer": answer,
        "kudos": kudos,
        "event": event,
        "challenge": challenge,
        "level_base": rules.curve.base,
        "level_step": rules.curve.step,
        "kept_from": rules.kept_from,
    }
    await put(connection, RULES, [row])
