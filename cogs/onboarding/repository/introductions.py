"""Where the cards of members are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert
from cogs.onboarding.models import Introduction, table

_TABLE = table(Introduction)


@dataclass(frozen=True, slots=True)
class Card:
    """A card; ``message_id`` is None while it is being sent."""

    channel_id: int
    message_id: int | None
    begun_at: datetime


async def card(connection: AsyncConnection, guild_id: int, member_id: int) -> Card | None:
    """Return somebody's card."""
    row = (
        await connection.execute(
            select(Introduction.channel_id, Introduction.message_id, Introduction.begun_at).where(
                Introduction.guild_id == guild_id, Introduction.member_id == member_id
            )
        )
    ).one_or_none()
    return None if row is None else Card(row.channel_id, row.message_id, row.begun_at)


async def begin(
    connection: AsyncConnection,
    guild_id: int,
    member_id: int,
    channel_id: int,
    at: datetime,
    *,
    again_after: timedelta,
) -> bool:
    """Take the right to send somebody's card; return whether nobody else has it.

    Who has it and does not use it within ``again_after`` loses it.
    """
    row = {
        "guild_id": guild_id,
        "member_id": member_id,
        "channel_id": channel_id,
        "message_id": None,
        "begun_at": at,
    }
    free = or_(_TABLE.c.message_id.is_not(None), _TABLE.c.begun_at <= at - again_after)
    statement = (
        insert(connection, _TABLE)
        .values(**row)
        .on_conflict_do_update(
            index_elements=["guild_id", "member_id"],
            set_={"channel_id": channel_id, "message_id": None, "begun_at": at},
            where=free,
        )
        .returning(_TABLE.c.member_id)
    )
    return (await connection.execute(statement)).first() is not None


async def arrived(
    connection: AsyncConnection, guild_id: int, member_id: int, message_id: int
) -> None:
    """Write down where the card is."""
    await connection.execute(
        update(_TABLE)
        .where(_TABLE.c.guild_id == guild_id, _TABLE.c.member_id == member_id)
        .values(message_id=message_id)
    )


async def give_up(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Give the right to send somebody's card back: it could not be sent."""
    await connection.execute(
        delete(_TABLE).where(
            _TABLE.c.guild_id == guild_id,
            _TABLE.c.member_id == member_id,
            _TABLE.c.message_id.is_(None),
        )
    )
