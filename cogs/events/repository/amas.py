"""AMAs and their questions, without who asked anonymously."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, case, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from cogs.events.domain.ama import Ama, AmaState, Question, QuestionState
from cogs.events.models import AMA, BLOCK, PLAN, QUESTION, VOTE

# Everything of a question but its asker, who is there only where they gave their name.
_TOLD = (
    *(column for column in QUESTION.columns if column.name != "asker_id"),
    case((QUESTION.c.anonymous, None), else_=QUESTION.c.asker_id).label("author_id"),
    exists()
    .where(
        BLOCK.c.guild_id == QUESTION.c.guild_id,
        BLOCK.c.event_id == QUESTION.c.event_id,
        BLOCK.c.number == QUESTION.c.number,
    )
    .label("blocked"),
)


async def add(connection: AsyncConnection, ama: Ama) -> bool:
    """Write a new AMA down; return whether it was new."""
    return bool(await insert_new(connection, AMA, [asdict(ama)]))


async def get(
    connection: AsyncConnection, guild_id: int, event_id: int, *, lock: bool = False
) -> Ama | None:
    """Return an AMA; with ``lock`` nobody else changes it or its questions meanwhile."""
    statement = select(AMA).where(_is(guild_id, event_id))
    if lock:
        statement = statement.with_for_update()
    row = (await connection.execute(statement)).mappings().one_or_none()
    return _ama_of(row) if row else None


async def change(connection: AsyncConnection, guild_id: int, event_id: int, **values: Any) -> None:
    """Give columns of an AMA new values."""
    await connection.execute(update(AMA).where(_is(guild_id, event_id)).values(values))


async def named(
    connection: AsyncConnection, guild_id: int, states: Collection[AmaState], most: int
) -> list[tuple[int, str]]:
    """Return number and topic of the latest AMAs in one of the states, the latest first."""
    rows = await connection.execute(
        select(AMA.c.event_id, PLAN.c.name)
        .join(PLAN, and_(PLAN.c.guild_id == AMA.c.guild_id, PLAN.c.event_id == AMA.c.event_id))
        .where(AMA.c.guild_id == guild_id, AMA.c.state.in_(states))
        .order_by(AMA.c.event_id.desc())
        .limit(most)
    )
    return [(row.event_id, row.name) for row in rows]


async def questions(connection: AsyncConnection, guild_id: int, event_id: int) -> list[Question]:
    """Return every question of an AMA, in the order in which they were asked."""
    rows = await connection.execute(
        select(*_TOLD).where(_in(guild_id, event_id)).order_by(QUESTION.c.number)
    )
    return [_question_of(row) for row in rows.mappings()]


async def question(
    connection: AsyncConnection, guild_id: int, event_id: int, number: int
) -> Question | None:
    """Return one question, None where it is gone."""
    statement = select(*_TOLD).where(_in(guild_id, event_id), QUESTION.c.number == number)
    row = (await connection.execute(statement)).mappings().one_or_none()
    return _question_of(row) if row else None


async def change_question(connection: AsyncConnection, one: Question, **values: Any) -> None:
    """Give columns of a question new values."""
    await connection.execute(
        update(QUESTION)
        .where(_in(one.guild_id, one.event_id), QUESTION.c.number == one.number)
        .values(values)
    )


async def restand(
    connection: AsyncConnection, guild_id: int, event_id: int, stands: Mapping[int, int]
) -> None:
    """Let other questions stand for these; its own number means that one stands for itself."""
    for number, root in stands.items():
        await connection.execute(
            update(QUESTION)
            .where(_in(guild_id, event_id), QUESTION.c.number == number)
            .values(merged_into=None if root == number else root)
        )


async def forget(connection: AsyncConnection, guild_id: int, event_id: int) -> None:
    """Delete the questions of an AMA with their answers and votes."""
    for table in (VOTE, QUESTION):
        await connection.execute(
            delete(table).where(table.c.guild_id == guild_id, table.c.event_id == event_id)
        )


async def events_with(
    connection: AsyncConnection, guild_id: int, event_ids: Sequence[int]
) -> list[Ama]:
    """Return those of the events that are AMAs."""
    statement = select(AMA).where(AMA.c.guild_id == guild_id, AMA.c.event_id.in_(event_ids))
    return [_ama_of(row) for row in (await connection.execute(statement)).mappings()]


def _is(guild_id: int, event_id: int) -> ColumnElement[bool]:
    return and_(AMA.c.guild_id == guild_id, AMA.c.event_id == event_id)


def _in(guild_id: int, event_id: int) -> ColumnElement[bool]:
    return and_(QUESTION.c.guild_id == guild_id, QUESTION.c.event_id == event_id)


def _ama_of(row: RowMapping) -> Ama:
    values: dict[str, Any] = dict(row)
    values["state"] = AmaState(values["state"])
    return Ama(**values)


def _question_of(row: RowMapping) -> Question:
    values: dict[str, Any] = dict(row)
    values["state"] = QuestionState(values["state"])
    values["blocked"] = bool(values["blocked"])
    return Question(**values)
