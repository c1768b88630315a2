"""Who asked what: the only place that knows the askers of anonymous questions.

What it returns of them goes to nobody but themselves.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert, put
from cogs.events.domain.ama import Question
from cogs.events.models import BLOCK, QUESTION

# Of a question as everybody may know it: no column of the table.
_NO_COLUMNS = ("author_id", "blocked")


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions of an AMA a member has asked, and when the last one."""

    count: int
    last_at: datetime | None


async def add(connection: AsyncConnection, question: Question, asker_id: int) -> None:
    """Write a new question down with its asker."""
    values = {name: value for name, value in asdict(question).items() if name not in _NO_COLUMNS}
    await connection.execute(insert(connection, QUESTION).values(asker_id=asker_id, **values))


async def asked(connection: AsyncConnection, guild_id: int, event_id: int, member_id: int) -> Asked:
    """Return what a member has asked at an AMA so far."""
    row = (
        await connection.execute(
            select(func.count(), func.max(QUESTION.c.asked_at)).where(
                QUESTION.c.guild_id == guild_id,
                QUESTION.c.event_id == event_id,
                QUESTION.c.asker_id == member_id,
            )
        )
    ).one()
    return Asked(row[0], row[1])


async def asker(
    connection: AsyncConnection, guild_id: int, event_id: int, number: int
) -> int | None:
    """Return who asked a question; None where it is gone."""
    found: int | None = await connection.scalar(
        select(QUESTION.c.asker_id).where(
            QUESTION.c.guild_id == guild_id,
            QUESTION.c.event_id == event_id,
            QUESTION.c.number == number,
        )
    )
    return found


async def numbers_of(
    connection: AsyncConnection, guild_id: int, event_id: int, member_id: int
) -> set[int]:
    """Return the numbers of a member's questions at an AMA."""
    rows = await connection.scalars(
        select(QUESTION.c.number).where(
            QUESTION.c.guild_id == guild_id,
            QUESTION.c.event_id == event_id,
            QUESTION.c.asker_id == member_id,
        )
    )
    return set(rows)


async def events_of(connection: AsyncConnection, guild_id: int, member_id: int) -> list[int]:
    """Return the AMAs at which a member asked."""
    rows = await connection.scalars(
        select(QUESTION.c.event_id)
        .where(QUESTION.c.guild_id == guild_id, QUESTION.c.asker_id == member_id)
        .distinct()
    )
    return sorted(rows)


async def firsts(
    connection: AsyncConnection, guild_id: int, event_id: int, numbers: Collection[int]
) -> list[int]:
    """Return for each asker of the questions their first number alone, in order."""
    rows = await connection.scalars(
        select(func.min(QUESTION.c.number))
        .where(
            QUESTION.c.guild_id == guild_id,
            QUESTION.c.event_id == event_id,
            QUESTION.c.number.in_(numbers),
        )
        .group_by(QUESTION.c.asker_id)
    )
    return sorted(rows)


async def block(
    connection: AsyncConnection, question: Question, until: datetime, by_id: int
) -> bool:
    """Let the asker of a question ask nothing until then; return whether they are known."""
    found = await asker(connection, question.guild_id, question.event_id, question.number)
    if found is None:
        return False
    row = {
        "guild_id": question.guild_id,
        "event_id": question.event_id,
        "number": question.number,
        "member_id": found,
        "until": until,
        "blocked_by": by_id,
    }
    await put(connection, BLOCK, [row])
    return True


async def unblock(connection: AsyncConnection, guild_id: int, event_id: int, number: int) -> bool:
    """Let a question block nobody; return whether it did."""
    gone = delete(BLOCK).where(
        BLOCK.c.guild_id == guild_id, BLOCK.c.event_id == event_id, BLOCK.c.number == number
    )
    return bool((await connection.execute(gone.returning(BLOCK.c.number))).all())


async def blocked_until(
    connection: AsyncConnection, guild_id: int, member_id: int, now: datetime
) -> datetime | None:
    """Return until when a member may not ask, None where they may."""
    found: datetime | None = await connection.scalar(
        select(func.max(BLOCK.c.until)).where(
            BLOCK.c.guild_id == guild_id, BLOCK.c.member_id == member_id, BLOCK.c.until > now
        )
    )
    return found


async def lift(connection: AsyncConnection, guild_id: int, now: datetime) -> None:
    """Delete the blocks that are over."""
    await connection.execute(
        delete(BLOCK).where(and_(BLOCK.c.guild_id == guild_id, BLOCK.c.until <= now))
    )
