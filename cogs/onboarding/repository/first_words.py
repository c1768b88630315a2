"""Whether a newcomer's first message was answered, told from the ledger."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.models import Message, Reaction
from cogs.onboarding.domain.steps import Membership


async def is_first(
    connection: AsyncConnection, membership: Membership, message_id: int
) -> datetime | None:
    """Return when the message was written, where it is the first of that membership.

    None too for a message that a gate kept out of the ledger.
    """
    at: datetime | None = await connection.scalar(
        select(Message.at).where(
            Message.guild_id == membership.guild_id, Message.message_id == message_id
        )
    )
    if at is None:
        return None
    earlier = exists().where(
        Message.guild_id == membership.guild_id,
        Message.author_id == membership.member_id,
        Message.at >= membership.joined_at,
        Message.at < at,
    )
    return None if await connection.scalar(select(earlier)) else at


async def is_answered(
    connection: AsyncConnection,
    membership: Membership,
    channel_id: int,
    message_id: int,
    at: datetime,
) -> bool:
    """Tell whether another human wrote there afterwards, in a thread under it, or reacted."""
    guild_id, member_id = membership.guild_id, membership.member_id
    spoken = exists().where(
        Message.guild_id == guild_id,
        # A thread that is opened under a message has its id.
        or_(Message.channel_id == channel_id, Message.channel_id == message_id),
        Message.author_id != member_id,
        Message.at > at,
    )
    reacted = exists().where(
        Reaction.guild_id == guild_id,
        Reaction.message_id == message_id,
        Reaction.member_id != member_id,
    )
    return bool(await connection.scalar(select(or_(spoken, reacted))))
