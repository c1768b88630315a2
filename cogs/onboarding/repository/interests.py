"""Interests, what members wish for, and what was suggested of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new, put
from cogs.onboarding.models import Interest, Suggestion, Wish, table

_INTEREST, _WISH, _SUGGESTION = table(Interest), table(Wish), table(Suggestion)


@dataclass(frozen=True, slots=True)
class InterestEntry:
    """A micro-community; columns as in ``Interest``."""

    guild_id: int
    role_id: int
    name: str
    emoji: str | None
    channel_id: int | None
    made_at: datetime


async def all_of(connection: AsyncConnection, guild_id: int) -> list[InterestEntry]:
    """Return the interests of a guild by name."""
    rows = await connection.execute(
        select(_INTEREST).where(Interest.guild_id == guild_id).order_by(Interest.name)
    )
    return [InterestEntry(**row) for row in rows.mappings()]


async def put_interest(connection: AsyncConnection, entry: InterestEntry) -> None:
    """Write an interest down; the role is its key."""
    await put(connection, _INTEREST, [asdict(entry)])


async def drop_interest(connection: AsyncConnection, guild_id: int, role_id: int) -> None:
    """Forget an interest; its role and channel stay."""
    await connection.execute(
        delete(_INTEREST).where(_INTEREST.c.guild_id == guild_id, _INTEREST.c.role_id == role_id)
    )


async def wish(
    connection: AsyncConnection, guild_id: int, member_id: int, topics: list[str], at: datetime
) -> None:
    """Write down what a member wishes for; the same twice counts once."""
    rows = [
        {"guild_id": guild_id, "topic": topic, "member_id": member_id, "wished_at": at}
        for topic in topics
    ]
    await insert_new(connection, _WISH, rows)


async def popular(
    connection: AsyncConnection, guild_id: int, topics: list[str], at_least: int
) -> list[str]:
    """Return those of ``topics`` that enough members wish for and nobody was told of."""
    told = select(Suggestion.topic).where(Suggestion.guild_id == guild_id)
    rows = await connection.scalars(
        select(Wish.topic)
        .where(Wish.guild_id == guild_id, Wish.topic.in_(topics), Wish.topic.not_in(told))
        .group_by(Wish.topic)
        .having(func.count() >= at_least)
        .order_by(Wish.topic)
    )
    return list(rows)


async def open_wishes(
    connection: AsyncConnection, guild_id: int, at_least: int
) -> list[tuple[str, int]]:
    """Return topics that enough members wish for, with how many; the most wished for first."""
    times = func.count().label("times")
    rows = await connection.execute(
        select(Wish.topic, times)
        .where(Wish.guild_id == guild_id)
        .group_by(Wish.topic)
        .having(times >= at_least)
        .order_by(times.desc(), Wish.topic)
    )
    return [(row.topic, row.times) for row in rows]


async def note_suggested(
    connection: AsyncConnection, guild_id: int, topic: str, at: datetime
) -> bool:
    """Write down that a topic is suggested; return whether it never was."""
    row = {"guild_id": guild_id, "topic": topic, "suggested_at": at, "decision": None}
    return bool(await insert_new(connection, _SUGGESTION, [row]))


async def decide(connection: AsyncConnection, guild_id: int, topic: str, decision: str) -> bool:
    """Write a decision down; return whether there was none before."""
    result = await connection.execute(
        update(_SUGGESTION)
        .where(
            _SUGGESTION.c.guild_id == guild_id,
            _SUGGESTION.c.topic == topic,
            _SUGGESTION.c.decision.is_(None),
        )
        .values(decision=decision)
        .returning(_SUGGESTION.c.topic)
    )
    return result.first() is not None


async def reopen(connection: AsyncConnection, guild_id: int, topic: str) -> None:
    """Take a decision back, because what it asked for could not be done."""
    await connection.execute(
        update(_SUGGESTION)
        .where(_SUGGESTION.c.guild_id == guild_id, _SUGGESTION.c.topic == topic)
        .values(decision=None)
    )


async def wishers(connection: AsyncConnection, guild_id: int, topic: str) -> list[int]:
    """Return who wishes for a topic."""
    rows = await connection.scalars(
        select(Wish.member_id).where(Wish.guild_id == guild_id, Wish.topic == topic)
    )
    return list(rows)


async def drop_wishes(connection: AsyncConnection, guild_id: int, topic: str) -> None:
    """Forget who wished for a topic: it is served now, or will not be."""
    await connection.execute(
        delete(_WISH).where(_WISH.c.guild_id == guild_id, _WISH.c.topic == topic)
    )
