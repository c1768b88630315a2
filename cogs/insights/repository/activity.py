"""Who was active, who wrote how much, and which days are known."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import directory
from bot.activity.models import ChannelDay, MemberDay
from bot.ledger.models import Horizon
from cogs.insights.domain.figures import REGULAR_MESSAGES, SILENT_DAYS, TOP, VOICE_S
from cogs.insights.domain.known import Known


def _days(guild_id: int, first: int, end: int) -> ColumnElement[bool]:
    return and_(MemberDay.guild_id == guild_id, MemberDay.day >= first, MemberDay.day < end)


# Voice counts from a minute with another human, summed over the window; the rest at once.
_ACTIVE = or_(
    func.sum(MemberDay.messages + MemberDay.reactions + MemberDay.uses) > 0,
    func.sum(MemberDay.voice_s) >= VOICE_S,
)
_ACTIVE_DAY = or_(
    MemberDay.messages + MemberDay.reactions + MemberDay.uses > 0, MemberDay.voice_s >= VOICE_S
)
_COMMUNICATED = or_(func.sum(MemberDay.messages) > 0, func.sum(MemberDay.voice_s) >= VOICE_S)


def _active(guild_id: int, first: int, end: int) -> Select[int]:
    return (
        select(MemberDay.member_id)
        .where(_days(guild_id, first, end))
        .group_by(MemberDay.member_id)
        .having(_ACTIVE)
    )


async def count_rows(connection: AsyncConnection, members: Subquery) -> int:
    """Count the rows of a subquery."""
    return await connection.scalar(select(func.count()).select_from(members)) or 0


async def active_members(connection: AsyncConnection, guild_id: int, first: int, end: int) -> int:
    """Count the members who were active."""
    return await count_rows(connection, _active(guild_id, first, end).subquery())


async def communicators(connection: AsyncConnection, guild_id: int, first: int, end: int) -> int:
    """Count the members who wrote or spoke."""
    members = (
        select(MemberDay.member_id)
        .where(_days(guild_id, first, end))
        .group_by(MemberDay.member_id)
        .having(_COMMUNICATED)
    )
    return await count_rows(connection, members.subquery())


async def active_by_day(
    connection: AsyncConnection, guild_id: int, first: int, end: int
) -> dict[int, int]:
    """Return the number of active members of each day that had any."""
    rows = await connection.execute(
        select(MemberDay.day, func.count())
        .where(_days(guild_id, first, end), _ACTIVE_DAY)
        .group_by(MemberDay.day)
    )
    return {row[0]: row[1] for row in rows}


async def still_active(
    connection: AsyncConnection, guild_id: int, before: tuple[int, int], now: tuple[int, int]
) -> int:
    """Count the members who were active in both windows."""
    earlier = _active(guild_id, *before).subquery()
    later = _active(guild_id, *now).subquery()
    return (
        await connection.scalar(
            select(func.count())
            .select_from(earlier)
            .join(later, earlier.c.member_id == later.c.member_id)
        )
        or 0
    )


async def talk(
    connection: AsyncConnection, guild_id: int, first: int, end: int
) -> dict[tuple[int, int], int]:
    """Return the number of messages by day and channel, where there were any."""
    rows = await connection.execute(
        select(ChannelDay.day, ChannelDay.channel_id, ChannelDay.messages).where(
            ChannelDay.guild_id == guild_id, ChannelDay.day >= first, ChannelDay.day < end
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


async def top_messages(connection: AsyncConnection, guild_id: int, first: int, end: int) -> int:
    """Return how many messages the ten most active writers wrote."""
    counts = (
        select(func.sum(MemberDay.messages).label("written"))
        .where(_days(guild_id, first, end))
        .group_by(MemberDay.member_id)
        .order_by(func.sum(MemberDay.messages).desc())
        .limit(TOP)
        .subquery()
    )
    return int(await connection.scalar(select(func.sum(counts.c.written))) or 0)


async def lost_regulars(
    connection: AsyncConnection, guild_id: int, before: tuple[int, int], now: tuple[int, int]
) -> int:
    """Count who wrote at least four messages in ``before`` and none in ``now``."""
    here = (
        select(MemberDay.member_id).where(_days(guild_id, *now), MemberDay.messages > 0).distinct()
    )
    regulars = (
        select(MemberDay.member_id)
        .where(_days(guild_id, *before), MemberDay.member_id.not_in(here))
        .group_by(MemberDay.member_id)
        .having(func.sum(MemberDay.messages) >= REGULAR_MESSAGES)
    )
    return await count_rows(connection, regulars.subquery())


async def returns(
    connection: AsyncConnection, guild_id: int, first: int, end: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Return, of members who may be back after a silence, the day they came and the last before.

    Both by member: their first active day in the window, and their last one before it. Left
    out are those who cannot have been silent for 90 days, and those never active before.
    """
    # Who was active on this day or later was silent for less than 90 days, even if they came
    # back on the window's last day.
    silent_before = min(first, end - 1 - SILENT_DAYS)
    inside = (
        select(MemberDay.member_id, func.min(MemberDay.day).label("first"))
        .where(_days(guild_id, first, end), _ACTIVE_DAY)
        .group_by(MemberDay.member_id)
        .subquery()
    )
    recent = (
        select(MemberDay.member_id)
        .where(_days(guild_id, silent_before, first), _ACTIVE_DAY)
        .distinct()
    )
    rows = await connection.execute(
        select(inside.c.member_id, inside.c.first, func.max(MemberDay.day))
        .join(MemberDay, MemberDay.member_id == inside.c.member_id)
        .where(
            MemberDay.guild_id == guild_id,
            MemberDay.day < silent_before,
            _ACTIVE_DAY,
            inside.c.member_id.not_in(recent),
        )
        .group_by(inside.c.member_id, inside.c.first)
    )
    found = rows.all()
    return {row[0]: row[1] for row in found}, {row[0]: row[2] for row in found}


async def known_days(
    connection: AsyncConnection, guild_id: int, now: datetime, zone: ZoneInfo
) -> Known:
    """Return which days are known at ``now`` (aware UTC), cut in ``zone``.

    Raises KeyError for a guild that was never seen.
    """
    _, census_at = await directory.guild_entry(connection, guild_id)
    # Asked one by one, each is a look at one end of an index.
    here = MemberDay.guild_id == guild_id
    first = await connection.scalar(select(func.min(MemberDay.day)).where(here))
    last = await connection.scalar(select(func.max(MemberDay.day)).where(here))
    activity = None if first is None or last is None else (first, last)
    return Known.of(activity, census_at, now, zone)


async def facts_are_there(connection: AsyncConnection, guild_id: int, since: datetime) -> bool:
    """Tell whether no single fact from ``since`` on is gone by the retention period."""
    gone_before = await connection.scalar(select(Horizon.at).where(Horizon.guild_id == guild_id))
    return gone_before is None or gone_before <= since


def active_stretches(guild_id: int, base_day: int, end: int, length: int) -> Subquery:
    """Give who was active in which stretch of ``length`` days, counted from ``base_day``."""
    stretch = ((MemberDay.day - base_day) // length).label("stretch")
    return (
        select(MemberDay.member_id, stretch)
        .where(_days(guild_id, base_day, end))
        .group_by(MemberDay.member_id, stretch)
        .having(_ACTIVE)
        .subquery()
    )


async def active_by_stretch(
    connection: AsyncConnection, guild_id: int, base_day: int, end: int, length: int
) -> dict[int, int]:
    """Return the active members of each stretch of ``length`` days, counted from ``base_day``."""
    active = active_stretches(guild_id, base_day, end, length)
    rows = await connection.execute(
        select(active.c.stretch, func.count()).group_by(active.c.stretch)
    )
    return {int(row[0]): row[1] for row in rows}
