"""Channels that moderation has changed for a while, and what they were before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.moderation.models import ChannelHold, table

_HOLD = table(ChannelHold)


class Kind(StrEnum):
    """What was changed; at most 8 characters."""

    TALK = "talk"  # nobody may write or speak
    SLOWMODE = "slowmode"


@dataclass(frozen=True, slots=True)
class Hold:
    """A channel that is changed until further notice, or ``until`` (aware UTC).

    ``before`` and ``after`` are JSON: overwrites as ``domain.overwrites`` dumps them, or the
    seconds of a slowmode. ``number`` is that of the case that did it; a lockdown has many.
    """

    guild_id: int
    channel_id: int
    kind: Kind
    number: int
    lockdown: bool
    before: Any
    after: Any
    held_at: datetime
    until: datetime | None


async def begin(connection: AsyncConnection, holds: Sequence[Hold]) -> set[int]:
    """Write holds down; return the channels that are held only now."""
    rows = [asdict(hold) for hold in holds]
    return {
        row.channel_id for row in await insert_new(connection, _HOLD, rows, [_HOLD.c.channel_id])
    }


async def get(
    connection: AsyncConnection, guild_id: int, channel_id: int, kind: Kind
) -> Hold | None:
    """Return what holds a channel."""
    found = await _holds(connection, _is(guild_id, channel_id, kind))
    return found[0] if found else None


async def of_case(connection: AsyncConnection, guild_id: int, number: int) -> list[Hold]:
    """Return what a case still holds, in the order of channels."""
    return await _holds(connection, and_(_HOLD.c.guild_id == guild_id, _HOLD.c.number == number))


async def of_lockdown(connection: AsyncConnection, guild_id: int) -> list[Hold]:
    """Return what lockdowns still hold."""
    return await _holds(connection, and_(_HOLD.c.guild_id == guild_id, _HOLD.c.lockdown.is_(True)))


async def end(connection: AsyncConnection, hold: Hold) -> bool:
    """Remove a hold; return whether it was there."""
    chosen = and_(_is(hold.guild_id, hold.channel_id, hold.kind), _HOLD.c.number == hold.number)
    result = await connection.execute(delete(_HOLD).where(chosen).returning(_HOLD.c.channel_id))
    return result.first() is not None


def _is(guild_id: int, channel_id: int, kind: Kind) -> ColumnElement[bool]:
    return and_(
        _HOLD.c.guild_id == guild_id, _HOLD.c.channel_id == channel_id, _HOLD.c.kind == kind
    )


async def _holds(connection: AsyncConnection, chosen: ColumnElement[bool]) -> list[Hold]:
    rows = await connection.execute(select(_HOLD).where(chosen).order_by(_HOLD.c.channel_id))
    return [_hold(row) for row in rows.mappings()]


def _hold(row: RowMapping) -> Hold:
    return Hold(**dict(row) | {"kind": Kind(row["kind"])})
