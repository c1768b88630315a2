"""Where the transcripts of purges are, whose messages stand in them, and until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.moderation.models import Transcript, table

_TRANSCRIPT = table(Transcript)


@dataclass(frozen=True, slots=True)
class Kept:
    """A transcript: where it is, and until when (aware UTC).

    ``message_id`` is None while it is on its way, or where nobody knows whether it arrived.
    """

    guild_id: int
    number: int
    channel_id: int
    message_id: int | None
    until: datetime


async def begin(connection: AsyncConnection, kept: Kept, authors: Collection[int]) -> None:
    """Write down a transcript of what ``authors`` wrote, before it is sent."""
    rows = [
        {
            "guild_id": kept.guild_id,
            "number": kept.number,
            "member_id": author,
            "channel_id": kept.channel_id,
            "message_id": kept.message_id,
            "until": kept.until,
        }
        for author in sorted(authors)
    ]
    await insert_new(connection, _TRANSCRIPT, rows)


async def arrived(connection: AsyncConnection, guild_id: int, number: int, message_id: int) -> None:
    """Write down which message holds a transcript."""
    await connection.execute(
        update(_TRANSCRIPT).where(_is(guild_id, number)).values(message_id=message_id)
    )


async def get(connection: AsyncConnection, guild_id: int, number: int) -> Kept | None:
    """Return the transcript of a case; None where there is none, or none any more."""
    columns = [_TRANSCRIPT.c[name] for name in Kept.__slots__]
    rows = await connection.execute(select(*columns).where(_is(guild_id, number)).limit(1))
    row = rows.first()
    return None if row is None else Kept(*row)


async def drop(connection: AsyncConnection, guild_id: int, number: int) -> None:
    """Forget a transcript."""
    await connection.execute(delete(_TRANSCRIPT).where(_is(guild_id, number)))


def _is(guild_id: int, number: int) -> ColumnElement[bool]:
    return and_(_TRANSCRIPT.c.guild_id == guild_id, _TRANSCRIPT.c.number == number)
