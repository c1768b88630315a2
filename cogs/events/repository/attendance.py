"""Who was at events: from the ledger's stretches of voice, from codes, and as written down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, Table, and_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new, put
from bot.ledger.models import Voice
from bot.ledger.voice import STRETCH
from cogs.events.domain.attendance import Presence, Stretch, has_attended
from cogs.events.domain.occurrence import Occurrence, OccurrenceState
from cogs.events.domain.rsvp import Answer
from cogs.events.models import COHOST, OCCURRENCE, PLAN, RSVP
from cogs.events.models.day import CHECKIN, PRESENCE


@dataclass(frozen=True, slots=True)
class Attendant:
    """Somebody who was there: ``seconds`` None where only a code says so."""

    member_id: int
    seconds: int | None
    attended: bool
    checked_in_at: datetime | None


async def stretches(
    connection: AsyncConnection, guild_id: int, channel_id: int, start: datetime, end: datetime
) -> list[Stretch]:
    """Return stretches of voice between two instants, in any channel, of who was in this one."""
    within = and_(Voice.guild_id == guild_id, Voice.at > start - STRETCH, Voice.at < end)
    there = select(Voice.member_id).where(within, Voice.channel_id == channel_id)
    rows = await connection.execute(
        select(Voice.member_id, Voice.channel_id, Voice.at, Voice.seconds).where(
            within, Voice.member_id.in_(there)
        )
    )
    return [
        Stretch(member, channel, at, at + timedelta(seconds=seconds))
        for member, channel, at, seconds in rows
    ]


async def keep(
    connection: AsyncConnection,
    occurrence: Occurrence,
    found: Sequence[Presence],
    length: timedelta,
) -> None:
    """Write down who was there, and whether that is attendance at an event of that length."""
    rows = [
        {
            **_key(occurrence),
            "member_id": one.member_id,
            "seconds": round(one.total.total_seconds()),
            "first_at": one.first_at,
            "last_at": one.last_at,
            "attended": has_attended(one.total, length),
        }
        for one in found
    ]
    await put(connection, PRESENCE, rows)


async def check_in(
    connection: AsyncConnection, occurrence: Occurrence, member_id: int, now: datetime
) -> bool:
    """Write down that somebody gave the code; return whether that is new."""
    row = {**_key(occurrence), "member_id": member_id, "at": now}
    return bool(await insert_new(connection, CHECKIN, [row]))


async def checkins(
    connection: AsyncConnection, occurrence: Occurrence
) -> list[tuple[int, datetime]]:
    """Return who gave the code and when, the latest first."""
    rows = await connection.execute(
        select(CHECKIN.c.member_id, CHECKIN.c.at)
        .where(_of(CHECKIN, occurrence))
        .order_by(CHECKIN.c.at.desc(), CHECKIN.c.member_id)
    )
    return [(member, at) for member, at in rows]


async def attendants(connection: AsyncConnection, occurrence: Occurrence) -> list[Attendant]:
    """Return who was there as it is written down, the longest first."""
    codes = dict(await checkins(connection, occurrence))
    rows = await connection.execute(
        select(PRESENCE.c.member_id, PRESENCE.c.seconds, PRESENCE.c.attended).where(
            _of(PRESENCE, occurrence)
        )
    )
    found = [
        Attendant(member, seconds, attended or member in codes, codes.pop(member, None))
        for member, seconds, attended in rows
    ]
    found += [Attendant(member, None, True, at) for member, at in codes.items()]
    return sorted(found, key=lambda one: (-(one.seconds or 0), one.member_id))


async def attended(connection: AsyncConnection, occurrence: Occurrence) -> set[int]:
    """Return who attended, as it is written down."""
    present = select(PRESENCE.c.member_id).where(_of(PRESENCE, occurrence), PRESENCE.c.attended)
    coded = select(CHECKIN.c.member_id).where(_of(CHECKIN, occurrence))
    return set(await connection.scalars(union(present, coded)))


async def going(connection: AsyncConnection, occurrence: Occurrence) -> set[int]:
    """Return who said that they would come."""
    rows = select(RSVP.c.member_id).where(_of(RSVP, occurrence), RSVP.c.answer == Answer.GOING)
    return set(await connection.scalars(rows))


async def hosted(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> Counter[int]:
    """Return how many different people came to what each host, or co-host, held meanwhile.

    Nobody is counted as their own guest.
    """
    held = (
        select(OCCURRENCE.c.event_id, OCCURRENCE.c.number)
        .where(
            OCCURRENCE.c.guild_id == guild_id,
            OCCURRENCE.c.state == OccurrenceState.HELD,
            OCCURRENCE.c.starts_at >= start,
            OCCURRENCE.c.starts_at < end,
        )
        .subquery()
    )
    guests = union(
        _members_at(PRESENCE, guild_id, held.c.event_id, held.c.number).where(PRESENCE.c.attended),
        _members_at(CHECKIN, guild_id, held.c.event_id, held.c.number),
    ).subquery()
    hosts = union(
        select(PLAN.c.event_id, PLAN.c.host_id.label("host_id")).where(
            PLAN.c.guild_id == guild_id, PLAN.c.host_id.is_not(None)
        ),
        select(COHOST.c.event_id, COHOST.c.member_id).where(COHOST.c.guild_id == guild_id),
    ).subquery()
    pairs = await connection.execute(
        select(hosts.c.host_id, guests.c.member_id)
        .join(guests, guests.c.event_id == hosts.c.event_id)
        .where(hosts.c.host_id != guests.c.member_id)
        .distinct()
    )
    return Counter(host for host, _ in pairs)


def _members_at(
    table: Table, guild_id: int, event_id: ColumnElement[int], number: ColumnElement[int]
) -> Select[tuple[int, int]]:
    return select(table.c.event_id, table.c.member_id).where(
        table.c.guild_id == guild_id, table.c.event_id == event_id, table.c.number == number
    )


def _key(occurrence: Occurrence) -> dict[str, int]:
    return {
        "guild_id": occurrence.guild_id,
        "event_id": occurrence.event_id,
        "number": occurrence.number,
    }


def _of(table: Table, occurrence: Occurrence) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in _key(occurrence).items()))
