"""Answers of members. Whoever gives places has locked the occurrence before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import put
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.rsvp import SEATED, Answer, Rsvp, Source
from cogs.events.models import RSVP


async def put_rsvp(connection: AsyncConnection, rsvp: Rsvp) -> None:
    """Keep an answer, in place of what the member said before."""
    await put(connection, RSVP, [asdict(rsvp)])


async def drop(connection: AsyncConnection, occurrence: Occurrence, member_id: int) -> bool:
    """Drop a member's answer; return whether there was one."""
    gone = delete(RSVP).where(_of(occurrence), RSVP.c.member_id == member_id)
    return bool((await connection.execute(gone.returning(RSVP.c.member_id))).all())


async def get(connection: AsyncConnection, occurrence: Occurrence, member_id: int) -> Rsvp | None:
    """Return a member's answer."""
    rows = await _rsvps(connection, and_(_of(occurrence), RSVP.c.member_id == member_id))
    return rows[0] if rows else None


async def counts(connection: AsyncConnection, occurrence: Occurrence) -> Counter[Answer]:
    """Return how many answered what."""
    rows = await connection.execute(
        select(RSVP.c.answer, func.count()).where(_of(occurrence)).group_by(RSVP.c.answer)
    )
    return Counter({Answer(answer): number for answer, number in rows})


async def taken(connection: AsyncConnection, occurrence: Occurrence) -> int:
    """Return how many places are taken or kept for somebody."""
    found = await counts(connection, occurrence)
    return sum(found[answer] for answer in SEATED)


async def who(
    connection: AsyncConnection, occurrence: Occurrence, *answers: Answer, most: int | None = None
) -> list[Rsvp]:
    """Return who answered one of these, who did so first before the others."""
    return await _rsvps(connection, and_(_of(occurrence), RSVP.c.answer.in_(answers)), most)


async def page_of(
    connection: AsyncConnection,
    occurrence: Occurrence,
    answers: Sequence[Answer],
    after: int,
    most: int,
) -> list[int]:
    """Return members who answered one of these, by id, those after ``after``."""
    rows = await connection.scalars(
        select(RSVP.c.member_id)
        .where(_of(occurrence), RSVP.c.answer.in_(answers), RSVP.c.member_id > after)
        .order_by(RSVP.c.member_id)
        .limit(most)
    )
    return list(rows)


async def ahead_of(connection: AsyncConnection, rsvp: Rsvp, occurrence: Occurrence) -> int:
    """Return how many wait before somebody who waits."""
    before = or_(RSVP.c.at < rsvp.at, and_(RSVP.c.at == rsvp.at, RSVP.c.member_id < rsvp.member_id))
    counted = (
        select(func.count())
        .select_from(RSVP)
        .where(_of(occurrence), RSVP.c.answer == Answer.WAITING, before)
    )
    return int(await connection.scalar(counted) or 0)


async def lapsed(connection: AsyncConnection, occurrence: Occurrence, now: datetime) -> list[Rsvp]:
    """Return who let the place that was offered go by."""
    over = and_(RSVP.c.answer == Answer.OFFERED, RSVP.c.offered_until <= now)
    return await _rsvps(connection, and_(_of(occurrence), over))


async def of_member(connection: AsyncConnection, guild_id: int, member_id: int) -> list[Rsvp]:
    """Return everything that a member answered, the latest events first."""
    wanted = and_(RSVP.c.guild_id == guild_id, RSVP.c.member_id == member_id)
    statement = select(RSVP).where(wanted).order_by(RSVP.c.event_id.desc(), RSVP.c.number.desc())
    return [_rsvp_of(row) for row in (await connection.execute(statement)).mappings()]


def _of(occurrence: Occurrence) -> ColumnElement[bool]:
    return and_(
        RSVP.c.guild_id == occurrence.guild_id,
        RSVP.c.event_id == occurrence.event_id,
        RSVP.c.number == occurrence.number,
    )


async def _rsvps(
    connection: AsyncConnection, wanted: ColumnElement[bool], most: int | None = None
) -> list[Rsvp]:
    statement = select(RSVP).where(wanted).order_by(RSVP.c.at, RSVP.c.member_id).limit(most)
    return [_rsvp_of(row) for row in (await connection.execute(statement)).mappings()]


def _rsvp_of(row: RowMapping) -> Rsvp:
    values: dict[str, Any] = dict(row)
    values["answer"] = Answer(values["answer"])
    values["source"] = Source(values["source"])
    return Rsvp(**values)
