"""What the figures of recognition are read from."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, cast

from sqlalchemy import Table, and_, distinct, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.daysets import DaySets, Kind
from bot.activity.models import Place
from bot.activity.reading import stored_sets
from bot.deeds import DeedKind
from bot.ledger.models import Message
from bot.windows import Window
from cogs.recognition.domain.shoutouts import State
from cogs.recognition.models import DEED, KUDOS, PICK, SHOUTOUT

_AT_ONCE: Final = 500
# Replies to so many different people in the window are help, and no talk among friends.
_HELPED: Final = 5


async def kudos_within(
    connection: AsyncConnection, guild_id: int, window: Window
) -> list[tuple[int, int]]:
    """Return (giver, receiver) of the kudos of a window that stand."""
    rows = await connection.execute(
        select(KUDOS.c.giver_id, KUDOS.c.receiver_id).where(
            KUDOS.c.guild_id == guild_id,
            KUDOS.c.at >= window.start,
            KUDOS.c.at < window.end,
            KUDOS.c.revoked_at.is_(None),
        )
    )
    return [(giver, receiver) for giver, receiver in rows]


async def accepted(connection: AsyncConnection, guild_id: int, window: Window) -> set[int]:
    """Return whose answers were accepted."""
    chosen = select(DEED.c.member_id).where(
        DEED.c.guild_id == guild_id,
        DEED.c.kind == DeedKind.ANSWER.value,
        DEED.c.at >= window.start,
        DEED.c.at < window.end,
        DEED.c.voided_at.is_(None),
    )
    return set(await connection.scalars(chosen))


async def repliers(connection: AsyncConnection, guild_id: int, window: Window) -> set[int]:
    """Return who replied to messages of at least five different others."""
    asked = Message.__table__.alias()
    people = func.count(distinct(asked.c.author_id))
    chosen = (
        select(Message.author_id)
        .join(asked, and_(asked.c.guild_id == guild_id, asked.c.message_id == Message.reply_to))
        .where(
            Message.guild_id == guild_id,
            Message.at >= window.start,
            Message.at < window.end,
            Message.reply_to.is_not(None),
            asked.c.author_id != Message.author_id,
        )
        .group_by(Message.author_id)
        .having(people >= _HELPED)
    )
    return set(await connection.scalars(chosen))


async def shouted_out(connection: AsyncConnection, guild_id: int, window: Window) -> set[int]:
    """Return who was named in a round that was posted; a round belongs to its own day."""
    posted = exists().where(
        SHOUTOUT.c.guild_id == guild_id,
        SHOUTOUT.c.day == PICK.c.day,
        SHOUTOUT.c.state == State.POSTED.value,
    )
    chosen = select(PICK.c.member_id).where(
        PICK.c.guild_id == guild_id,
        PICK.c.day >= window.first_day,
        PICK.c.day < window.end_day,
        PICK.c.kept,
        posted,
    )
    return set(await connection.scalars(chosen))


async def active_of(
    connection: AsyncConnection, guild_id: int, window: Window, members: Collection[int]
) -> tuple[int, int]:
    """Return how many were active in a window, and how many of ``members`` were."""
    place = cast("Table", Place.__table__)
    first, end = window.first_day, window.end_day
    stored = await stored_sets(connection, guild_id, [Kind.ACTIVE], first, end)
    active = DaySets(stored).within(Kind.ACTIVE, first, end)
    ordered, theirs = sorted(members), 0
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        for bit in await connection.scalars(
            select(place.c.place).where(place.c.guild_id == guild_id, place.c.member_id.in_(some))
        ):
            theirs |= 1 << bit
    return active.bit_count(), (active & theirs).bit_count()
