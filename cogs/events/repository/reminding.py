"""Who wants to be reminded of an occurrence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.reminding import REMINDED, By, as_text, from_text
from cogs.events.domain.rsvp import CONCERNED, Rsvp
from cogs.events.models import RSVP
from cogs.events.repository import rsvps


async def chosen(connection: AsyncConnection, occurrence: Occurrence) -> frozenset[int]:
    """Return every reminder that somebody chose, in minutes before the start."""
    rows = await connection.scalars(
        select(RSVP.c.remind_minutes).where(_concerned(occurrence)).distinct()
    )
    return frozenset(minutes for kept in rows for minutes in from_text(kept))


async def who(
    connection: AsyncConnection, occurrence: Occurrence, minutes: int, by: By
) -> Sequence[int]:
    """Return who chose this reminder this way, by id."""
    rows = await connection.execute(
        select(RSVP.c.member_id, RSVP.c.remind_minutes)
        .where(_concerned(occurrence), RSVP.c.remind_by == by, RSVP.c.answer.in_(REMINDED))
        .order_by(RSVP.c.member_id)
    )
    return [member for member, kept in rows if minutes in from_text(kept)]


async def choose(connection: AsyncConnection, rsvp: Rsvp, minutes: frozenset[int], by: By) -> Rsvp:
    """Keep what somebody who answered chose."""
    changed = replace(rsvp, remind_minutes=as_text(minutes), remind_by=by.value)
    await rsvps.put_rsvp(connection, changed)
    return changed


def _concerned(occurrence: Occurrence) -> ColumnElement[bool]:
    return and_(
        RSVP.c.guild_id == occurrence.guild_id,
        RSVP.c.event_id == occurrence.event_id,
        RSVP.c.number == occurrence.number,
        RSVP.c.answer.in_(CONCERNED),
        RSVP.c.remind_minutes.is_not(None),
    )
