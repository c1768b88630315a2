"""What people marked: questions, answers that helped, what is solved, who is not named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert
from cogs.answers.domain.responses import Query
from cogs.answers.models import ACCEPTED, MARKED, SOLVED, UNLISTED


@dataclass(frozen=True, slots=True)
class Helper:
    """How many answers of a member helped, and how many people."""

    member_id: int
    answers: int
    people: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An answer that helped; ``accepted_by`` is None once who said so is forgotten."""

    query_id: int
    answer_id: int
    asker_id: int
    helper_id: int
    accepted_by: int | None
    at: datetime


async def mark(connection: AsyncConnection, guild_id: int, query: Query, marked_by: int) -> bool:
    """Keep a message as a question; return whether it was none before."""
    post = query.post
    row = {
        "guild_id": guild_id,
        "message_id": post.message_id,
        "channel_id": post.channel_id,
        "asker_id": post.author_id,
        "at": post.at,
        "marked_by": marked_by,
    }
    return await _new(connection, MARKED, row)


async def accept(
    connection: AsyncConnection,
    guild_id: int,
    query: Query,
    answer: tuple[int, int],
    accepted_by: int,
    at: datetime,
) -> bool:
    """Keep ``answer`` (its message and its author) as one that helped; return whether it is new."""
    answer_id, helper_id = answer
    row = {
        "guild_id": guild_id,
        "query_id": query.post.message_id,
        "answer_id": answer_id,
        "asker_id": query.post.author_id,
        "helper_id": helper_id,
        "accepted_by": accepted_by,
        "at": at,
    }
    return await _new(connection, ACCEPTED, row)


async def solve(
    connection: AsyncConnection, guild_id: int, query: Query, solved_by: int, at: datetime
) -> bool:
    """Keep a question as solved; return whether it was not."""
    row = {
        "guild_id": guild_id,
        "query_id": query.post.message_id,
        "asker_id": query.post.author_id,
        "solved_by": solved_by,
        "at": at,
    }
    return await _new(connection, SOLVED, row)


async def acceptances(
    connection: AsyncConnection,
    guild_id: int,
    *,
    answer_id: int | None = None,
    query_id: int | None = None,
) -> list[Acceptance]:
    """Return what was accepted: of an answer's message, or of a query."""
    chosen = select(
        ACCEPTED.c.query_id,
        ACCEPTED.c.answer_id,
        ACCEPTED.c.asker_id,
        ACCEPTED.c.helper_id,
        ACCEPTED.c.accepted_by,
        ACCEPTED.c.at,
    ).where(ACCEPTED.c.guild_id == guild_id)
    if answer_id is not None:
        chosen = chosen.where(ACCEPTED.c.answer_id == answer_id)
    if query_id is not None:
        chosen = chosen.where(ACCEPTED.c.query_id == query_id)
    return [Acceptance(*row) for row in await connection.execute(chosen)]


async def unaccept(connection: AsyncConnection, guild_id: int, one: Acceptance) -> None:
    """Let an answer count as accepted no more."""
    await connection.execute(
        delete(ACCEPTED).where(
            ACCEPTED.c.guild_id == guild_id,
            ACCEPTED.c.query_id == one.query_id,
            ACCEPTED.c.answer_id == one.answer_id,
        )
    )


async def reopen(connection: AsyncConnection, guild_id: int, query_id: int) -> bool:
    """Let a question count as solved no more; return whether it did."""
    result = await connection.execute(
        delete(SOLVED).where(SOLVED.c.guild_id == guild_id, SOLVED.c.query_id == query_id)
    )
    return result.rowcount > 0


async def solved_of(
    connection: AsyncConnection, guild_id: int, query_ids: Collection[int]
) -> set[int]:
    """Return which of the queries are solved."""
    ids, found = sorted(query_ids), set[int]()
    for page in range(0, len(ids), 500):
        chosen = select(SOLVED.c.query_id).where(
            SOLVED.c.guild_id == guild_id, SOLVED.c.query_id.in_(ids[page : page + 500])
        )
        found |= set(await connection.scalars(chosen))
    return found


async def helpers(
    connection: AsyncConnection, guild_id: int, since: datetime | None, limit: int
) -> list[Helper]:
    """Return who helped most: by distinct people, then answers; nobody who is not listed."""
    people = func.count(ACCEPTED.c.asker_id.distinct())
    answers = func.count(ACCEPTED.c.answer_id.distinct())
    hidden = select(UNLISTED.c.member_id).where(UNLISTED.c.guild_id == guild_id)
    chosen = (
        select(ACCEPTED.c.helper_id, answers, people)
        .where(ACCEPTED.c.guild_id == guild_id, ACCEPTED.c.helper_id.not_in(hidden))
        .group_by(ACCEPTED.c.helper_id)
        .order_by(people.desc(), answers.desc(), ACCEPTED.c.helper_id)
        .limit(limit)
    )
    if since is not None:
        chosen = chosen.where(ACCEPTED.c.at >= since)
    return [Helper(*row) for row in await connection.execute(chosen)]


async def accepted_between(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> tuple[int, int, int]:
    """Return how many answers helped in a window, by how many helpers, and how many people."""
    row = await connection.execute(
        select(
            func.count(),
            func.count(ACCEPTED.c.helper_id.distinct()),
            func.count(ACCEPTED.c.asker_id.distinct()),
        ).where(ACCEPTED.c.guild_id == guild_id, ACCEPTED.c.at >= start, ACCEPTED.c.at < end)
    )
    answers, who, people = row.one()
    return answers, who, people


async def is_unlisted(connection: AsyncConnection, guild_id: int, member_id: int) -> bool:
    """Tell whether a member is not named among the helpers."""
    found = await connection.scalar(
        select(UNLISTED.c.member_id).where(
            UNLISTED.c.guild_id == guild_id, UNLISTED.c.member_id == member_id
        )
    )
    return found is not None


async def unlist(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Name a member among the helpers no more."""
    await _new(connection, UNLISTED, {"guild_id": guild_id, "member_id": member_id})


async def list_again(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Name a member among the helpers again."""
    await connection.execute(
        delete(UNLISTED).where(UNLISTED.c.guild_id == guild_id, UNLISTED.c.member_id == member_id)
    )


async def _new(connection: AsyncConnection, table: Table, row: dict[str, Any]) -> bool:
    result = await connection.execute(
        insert(connection, table).values(row).on_conflict_do_nothing()
    )
    return cast("CursorResult[Any]", result).rowcount > 0
