"""What the figures of events are read from, beside who came."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, func, or_, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.facts import MessageFlag
from bot.ledger.models import Message
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.plan import Plan
from cogs.events.models import OCCURRENCE, PLAN
from cogs.events.models.day import CHECKIN, PRESENCE
from cogs.events.repository import occurrences


async def held(
    connection: AsyncConnection, guild_id: int, event_id: int, number: int | None = None
) -> Occurrence | None:
    """Return an occurrence that was held; without ``number`` the last one of the event."""
    if number is None:
        wanted = and_(
            OCCURRENCE.c.guild_id == guild_id,
            OCCURRENCE.c.event_id == event_id,
            OCCURRENCE.c.state == OccurrenceState.HELD,
        )
        number = await connection.scalar(select(func.max(OCCURRENCE.c.number)).where(wanted))
    if number is None:
        return None
    found = await occurrences.get(connection, guild_id, event_id, number)
    return found if found and found.state is OccurrenceState.HELD else None


async def came_before(
    connection: AsyncConnection, occurrence: Occurrence, members: Collection[int]
) -> set[int]:
    """Return who of ``members`` attended an event that began before this one."""
    earlier = and_(
        OCCURRENCE.c.guild_id == occurrence.guild_id,
        OCCURRENCE.c.state == OccurrenceState.HELD,
        OCCURRENCE.c.starts_at < occurrence.starts_at,
    )
    found = set()
    for table in (PRESENCE, CHECKIN):
        here = and_(
            OCCURRENCE.c.event_id == table.c.event_id, OCCURRENCE.c.number == table.c.number
        )
        chosen = (
            select(table.c.member_id)
            .distinct()
            .select_from(table)
            .join(OCCURRENCE, here)
            .where(earlier, table.c.guild_id == occurrence.guild_id)
        )
        if table is PRESENCE:
            chosen = chosen.where(PRESENCE.c.attended)
        found |= set(await connection.scalars(chosen))
    return found & set(members)


async def written(
    connection: AsyncConnection,
    guild_id: int,
    channel_ids: Collection[int],
    start: datetime,
    end: datetime,
) -> tuple[int, int]:
    """Return how many messages, and how many questions, these channels had in the time."""
    asks = type_coerce(Message.flags, Integer).bitwise_and(int(MessageFlag.QUESTION)) != 0
    chosen = select(func.count(), func.count().filter(asks)).where(
        Message.guild_id == guild_id,
        Message.channel_id.in_(channel_ids),
        Message.at >= start,
        Message.at < end,
    )
    messages, questions = (await connection.execute(chosen)).one()
    return int(messages), int(questions)


async def written_at(
    connection: AsyncConnection, plan: Plan | None, occurrence: Occurrence
) -> tuple[int, int]:
    """Return how many messages and questions an occurrence's channel and thread had meanwhile."""
    places = {plan.place.channel_id if plan else None, occurrence.thread_id}
    return await written(
        connection,
        occurrence.guild_id,
        [place for place in places if place is not None],
        occurrence.opened_at or occurrence.starts_at,
        occurrence.closed_at or occurrence.ends_at,
    )


async def last_of_series(
    connection: AsyncConnection, plan: Plan, occurrence: Occurrence
) -> tuple[int, int] | None:
    """Return (event, number) of what was held last before, of the plan or of its series."""
    same: Any = OCCURRENCE.c.event_id == plan.event_id
    if plan.series:
        others = select(PLAN.c.event_id).where(
            PLAN.c.guild_id == plan.guild_id, PLAN.c.series == plan.series
        )
        same = or_(same, OCCURRENCE.c.event_id.in_(others))
    chosen = (
        select(OCCURRENCE.c.event_id, OCCURRENCE.c.number)
        .where(
            and_(
                OCCURRENCE.c.guild_id == plan.guild_id,
                OCCURRENCE.c.state == OccurrenceState.HELD,
                OCCURRENCE.c.starts_at < occurrence.starts_at,
                same,
            )
        )
        .order_by(OCCURRENCE.c.starts_at.desc(), OCCURRENCE.c.event_id.desc())
        .limit(1)
    )
    row = (await connection.execute(chosen)).first()
    return (row.event_id, row.number) if row else None
