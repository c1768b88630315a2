"""Stretches of history that are still to be read: written down before the mark passes them.

So the mark (``bot.ledger.watch``) moves on while a long recovery lasts, and after a crash it
goes on where it was. Two processes may work on the same gaps: whoever changes one names what
it was, and gives way where that is no longer so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.models import Gap as _Row

_TABLE = cast("Table", _Row.__table__)


class GapKind(IntEnum):
    """What is to be read; the order is that of reading."""

    MESSAGES = 0  # the channel's messages
    ARCHIVED = 1  # which of its threads were archived meanwhile: they have gaps of their own
    OPENED = 2  # which threads were opened again since: asked last, and for the whole guild


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """What has an id past ``after_id`` and up to ``until_id`` in a channel or thread."""

    kind: GapKind
    channel_id: int
    after_id: int
    until_id: int


def merged(gaps: Iterable[Gap]) -> list[Gap]:
    """Return the same stretches without overlaps, sorted."""
    found: list[Gap] = []
    for gap in sorted(gaps):
        last = found[-1] if found else None
        if last and _place(last) == _place(gap) and gap.after_id <= last.until_id:
            found[-1] = replace(last, until_id=max(last.until_id, gap.until_id))
        else:
            found.append(gap)
    return found


def _place(gap: Gap) -> tuple[GapKind, int]:
    return gap.kind, gap.channel_id


async def gaps_of(connection: AsyncConnection, guild_id: int) -> list[Gap]:
    """Return the gaps of a guild in the order of reading."""
    rows = await connection.execute(
        select(_TABLE.c.kind, _TABLE.c.channel_id, _TABLE.c.after_id, _TABLE.c.until_id).where(
            _TABLE.c.guild_id == guild_id
        )
    )
    return sorted(Gap(GapKind(kind), *rest) for kind, *rest in rows)


async def add_gaps(connection: AsyncConnection, guild_id: int, gaps: Iterable[Gap]) -> None:
    """Write down gaps beside those there are; the transaction has the guild to itself."""
    known = set(await gaps_of(connection, guild_id))
    wanted = set(merged([*known, *gaps]))
    for gap in known - wanted:
        await connection.execute(delete(_TABLE).where(_is(guild_id, gap)))
    rows = [_values(guild_id, gap) for gap in wanted - known]
    if rows:
        await connection.execute(insert(_TABLE), rows)


async def shorten(connection: AsyncConnection, guild_id: int, gap: Gap, after_id: int) -> None:
    """Note that ``gap`` is read up to ``after_id``; nothing happens where it is another now."""
    if after_id >= gap.until_id:
        await connection.execute(delete(_TABLE).where(_is(guild_id, gap)))
    elif after_id > gap.after_id:
        await connection.execute(update(_TABLE).where(_is(guild_id, gap)).values(after_id=after_id))


def _is(guild_id: int, gap: Gap) -> ColumnElement[bool]:
    return and_(*(_TABLE.c[name] == value for name, value in _values(guild_id, gap).items()))


def _values(guild_id: int, gap: Gap) -> dict[str, Any]:
    return {
        "guild_id": guild_id,
        "channel_id": gap.channel_id,
        "kind": int(gap.kind),
        "after_id": gap.after_id,
        "until_id": gap.until_id,
    }
