"""Votes for questions: one a member, also over what was merged."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.events.models import QUESTION, VOTE


async def counts(connection: AsyncConnection, guild_id: int, event_id: int) -> dict[int, int]:
    """Return how many members voted for each question that stands for itself.

    As ``domain.ama_desk.tally`` counts: who voted for several that were merged counts once.
    """
    root = func.coalesce(QUESTION.c.merged_into, QUESTION.c.number)
    rows = await connection.execute(
        select(root, func.count(func.distinct(VOTE.c.member_id)))
        .join(
            VOTE,
            and_(
                VOTE.c.guild_id == QUESTION.c.guild_id,
                VOTE.c.event_id == QUESTION.c.event_id,
                VOTE.c.number == QUESTION.c.number,
            ),
        )
        .where(QUESTION.c.guild_id == guild_id, QUESTION.c.event_id == event_id)
        .group_by(root)
    )
    return {row[0]: row[1] for row in rows}


async def of_member(
    connection: AsyncConnection, guild_id: int, event_id: int, member_id: int
) -> set[int]:
    """Return the questions of an AMA that a member voted for."""
    rows = await connection.scalars(
        select(VOTE.c.number).where(
            VOTE.c.guild_id == guild_id,
            VOTE.c.event_id == event_id,
            VOTE.c.member_id == member_id,
        )
    )
    return set(rows)


async def add(
    connection: AsyncConnection,
    guild_id: int,
    event_id: int,
    member_id: int,
    numbers: Collection[int],
) -> int:
    """Let a member vote for questions; return for how many they had not."""
    rows = [
        {"guild_id": guild_id, "event_id": event_id, "number": number, "member_id": member_id}
        for number in sorted(numbers)
    ]
    return len(await insert_new(connection, VOTE, rows))


async def take(
    connection: AsyncConnection,
    guild_id: int,
    event_id: int,
    member_id: int,
    numbers: Collection[int],
) -> int:
    """Take a member's votes for questions back; return how many there were."""
    gone = delete(VOTE).where(
        VOTE.c.guild_id == guild_id,
        VOTE.c.event_id == event_id,
        VOTE.c.member_id == member_id,
        VOTE.c.number.in_(numbers),
    )
    return len((await connection.execute(gone.returning(VOTE.c.number))).all())
