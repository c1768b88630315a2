"""Surveys after events: who was asked, and what they said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new, put
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.survey import SurveyResult, result_of
from cogs.events.models import OCCURRENCE
from cogs.events.models.after import AFTERMATH, RATING, UNASKED


@dataclass(frozen=True, slots=True)
class Aftermath:
    """See ``models.after.EventAftermath``."""

    asked: int
    answers_until: datetime | None
    report_channel_id: int | None
    report_message_id: int | None


@dataclass(frozen=True, slots=True)
class Rating:
    """A member's answer; ``rating`` is 1-5."""

    member_id: int
    rating: int
    comment: str | None
    at: datetime


async def begin(
    connection: AsyncConnection, occurrence: Occurrence, asked: int, answers_until: datetime | None
) -> bool:
    """Write down how many are asked, and until when; return whether it was new."""
    row = {
        **_key(occurrence),
        "asked": asked,
        "answers_until": answers_until,
        "report_channel_id": None,
        "report_message_id": None,
    }
    return bool(await insert_new(connection, AFTERMATH, [row]))


async def aftermath(connection: AsyncConnection, occurrence: Occurrence) -> Aftermath | None:
    """Return what was done after an occurrence; None where nothing was yet."""
    columns = [column for column in AFTERMATH.c if column.name not in _key(occurrence)]
    chosen = select(*columns).where(_of(AFTERMATH, occurrence))
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return Aftermath(**row) if row else None


async def reported(
    connection: AsyncConnection, occurrence: Occurrence, channel_id: int, message_id: int
) -> None:
    """Remember where the report of an occurrence is."""
    values = {"report_channel_id": channel_id, "report_message_id": message_id}
    await connection.execute(update(AFTERMATH).where(_of(AFTERMATH, occurrence)).values(values))


async def put_rating(connection: AsyncConnection, occurrence: Occurrence, rating: Rating) -> None:
    """Keep a member's answer, in place of what they said before."""
    row = {
        **_key(occurrence),
        "member_id": rating.member_id,
        "rating": rating.rating,
        "comment": rating.comment,
        "at": rating.at,
    }
    await put(connection, RATING, [row])


async def rating_of(
    connection: AsyncConnection, occurrence: Occurrence, member_id: int
) -> Rating | None:
    """Return what a member answered."""
    chosen = select(RATING.c.member_id, RATING.c.rating, RATING.c.comment, RATING.c.at).where(
        _of(RATING, occurrence), RATING.c.member_id == member_id
    )
    row = (await connection.execute(chosen)).mappings().one_or_none()
    return Rating(**row) if row else None


async def result(connection: AsyncConnection, occurrence: Occurrence) -> SurveyResult:
    """Return what an occurrence's survey says so far."""
    asked = await connection.scalar(select(AFTERMATH.c.asked).where(_of(AFTERMATH, occurrence)))
    chosen = select(RATING.c.rating, RATING.c.comment).where(_of(RATING, occurrence))
    rows = (await connection.execute(chosen)).all()
    comments = [row.comment for row in rows if row.comment]
    return result_of(asked or 0, [row.rating for row in rows], comments)


async def ratings_within(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> tuple[int, int]:
    """Return how many ratings there are of what was held in the time, and their sum."""
    chosen = (
        select(func.count(), func.coalesce(func.sum(RATING.c.rating), 0))
        .select_from(RATING)
        .join(
            OCCURRENCE,
            and_(
                OCCURRENCE.c.guild_id == guild_id,
                OCCURRENCE.c.event_id == RATING.c.event_id,
                OCCURRENCE.c.number == RATING.c.number,
            ),
        )
        .where(
            RATING.c.guild_id == guild_id,
            OCCURRENCE.c.starts_at >= start,
            OCCURRENCE.c.starts_at < end,
            OCCURRENCE.c.state == OccurrenceState.HELD,
        )
    )
    count, total = (await connection.execute(chosen)).one()
    return int(count), int(total)


async def forget_comments(connection: AsyncConnection, occurrence: Occurrence) -> int:
    """Drop the comments on an occurrence, and keep the ratings; return how many there were."""
    gone = (
        update(RATING)
        .where(_of(RATING, occurrence), RATING.c.comment.is_not(None))
        .values(comment=None)
    )
    return (await connection.execute(gone)).rowcount


async def unasked(
    connection: AsyncConnection, guild_id: int, members: Collection[int] | None = None
) -> set[int]:
    """Return who wants no surveys, of ``members`` or of all."""
    chosen = select(UNASKED.c.member_id).where(UNASKED.c.guild_id == guild_id)
    found = set(await connection.scalars(chosen))
    return found if members is None else found & set(members)


async def ask_no_more(
    connection: AsyncConnection, guild_id: int, member_id: int, now: datetime
) -> None:
    """Remember that a member wants no surveys."""
    await put(connection, UNASKED, [{"guild_id": guild_id, "member_id": member_id, "at": now}])


async def ask_again(connection: AsyncConnection, guild_id: int, member_id: int) -> bool:
    """Forget that a member wanted no surveys; return whether they had."""
    gone = delete(UNASKED).where(UNASKED.c.guild_id == guild_id, UNASKED.c.member_id == member_id)
    return bool((await connection.execute(gone.returning(UNASKED.c.member_id))).all())


def _key(occurrence: Occurrence) -> dict[str, Any]:
    return {
        "guild_id": occurrence.guild_id,
        "event_id": occurrence.event_id,
        "number": occurrence.number,
    }


def _of(table: Table, occurrence: Occurrence) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in _key(occurrence).items()))
