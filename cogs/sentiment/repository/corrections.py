"""What people said of the mood of single messages."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from bot.ledger.facts import MessageFact
from bot.ledger.models import Message
from bot.windows import Window
from cogs.sentiment.models import CORRECTION

_MESSAGE = cast("Table", Message.__table__)


async def corrected(connection: AsyncConnection, guild_id: int, window: Window) -> int:
    """Return how many messages of ``window`` people say were labelled wrongly."""
    return (
        await connection.scalar(
            select(func.count())
            .select_from(CORRECTION)
            .where(
                CORRECTION.c.guild_id == guild_id,
                CORRECTION.c.at >= window.start,
                CORRECTION.c.at < window.end,
            )
        )
        or 0
    )


async def score_before(connection: AsyncConnection, guild_id: int, message_id: int) -> float | None:
    """Return what the scorer said of a message that people corrected; None of any other."""
    return await connection.scalar(
        select(CORRECTION.c.score).where(
            CORRECTION.c.guild_id == guild_id, CORRECTION.c.message_id == message_id
        )
    )


async def keep_correction(connection: AsyncConnection, fact: MessageFact, score: float) -> None:
    """Keep that ``fact`` was corrected, and the ``score`` it had from the scorer."""
    row = {
        "guild_id": fact.guild_id,
        "message_id": fact.message_id,
        "at": fact.at,
        "score": score,
    }
    await put(connection, CORRECTION, [row])


async def drop_correction(connection: AsyncConnection, guild_id: int, message_id: int) -> None:
    """Keep no correction of a message any more."""
    await connection.execute(
        delete(CORRECTION).where(
            CORRECTION.c.guild_id == guild_id, CORRECTION.c.message_id == message_id
        )
    )


async def drop_lost_corrections(connection: AsyncConnection, guild_id: int) -> None:
    """Drop corrections of messages whose facts are gone: nobody could take them back."""
    await connection.execute(
        delete(CORRECTION).where(
            CORRECTION.c.guild_id == guild_id,
            ~exists().where(
                _MESSAGE.c.guild_id == CORRECTION.c.guild_id,
                _MESSAGE.c.message_id == CORRECTION.c.message_id,
            ),
        )
    )
