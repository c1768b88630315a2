"""Who was active, who wrote how much, and which days are known."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, desc, func, literal_column, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import directory
from bot.activity.daysets import DaySets, Kind
from bot.activity.models import ChannelDay, MemberDay, MemberWeek
from bot.activity.reading import ever, stored_sets
from bot.ledger.models import Horizon, Message
from bot.windows import monday_of
from cogs.insights.domain.attendance import first_needed, first_written_needed
from cogs.insights.domain.figures import TOP
from cogs.insights.domain.hours import SLOT_S
from cogs.insights.domain.known import Known

_WHO = (Kind.ACTIVE, Kind.FIRST, Kind.JOINED)
_HOW_OFTEN = (Kind.WROTE, Kind.WROTE_2, Kind.WROTE_3, Kind.WROTE_4)


async def day_sets(connection: AsyncConnection, guild_id: int, first: int, end: int) -> DaySets:
    """Return the sets of members that the figures of a window, and of the one before, need."""
    length = end - first
    earlier = first - length, first
    recent = first_needed(*earlier)
    stored = await stored_sets(connection, guild_id, _WHO, recent, end)
    written = await stored_sets(
        connection, guild_id, _HOW_OFTEN, first_written_needed(*earlier), end
    )
    spoke = await stored_sets(connection, guild_id, [Kind.SPOKE], first - length, end)
    before = await ever(connection, guild_id, Kind.ACTIVE, recent)
    return DaySets(stored | written | spoke, before)


async def active_members(connection: AsyncConnection, guild_id: int, first: int, end: int) -> int:
    """Count the members who were active."""
    stored = await stored_sets(connection, guild_id, [Kind.ACTIVE], first, end)
    return DaySets(stored).within(Kind.ACTIVE, first, end).bit_count()


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


async def messages_by_day(
    connection: AsyncConnection, guild_id: int, first: int, end: int
) -> dict[int, int]:
    """Return the number of messages of each day that had any."""
    rows = await connection.execute(
        select(ChannelDay.day, func.sum(ChannelDay.messages))
        .where(ChannelDay.guild_id == guild_id, ChannelDay.day >= first, ChannelDay.day < end)
        .group_by(ChannelDay.day)
    )
    return {row[0]: int(row[1]) for row in rows}


async def messages_by_slot(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> dict[int, int]:
    """Return the number of messages by quarter of an hour since 1970 in UTC."""
    slot = (type_coerce(Message.at, BigInteger) // literal_column(str(SLOT_S * 1_000_000))).label(
        "slot"
    )
    rows = await connection.execute(
        select(slot, func.count())
        .where(Message.guild_id == guild_id, Message.at >= start, Message.at < end)
        .group_by(slot)
    )
    return {int(row[0]): row[1] for row in rows}


async def top_messages(connection: AsyncConnection, guild_id: int, first: int, end: int) -> int:
    """Return how many messages the ten most active writers wrote."""
    monday = monday_of(first)
    if (first, end) == (monday, monday + 7):
        written = select(MemberWeek.messages.label("written")).where(
            MemberWeek.guild_id == guild_id, MemberWeek.day == monday
        )
    else:
        written = (
            select(func.sum(MemberDay.messages).label("written"))
            .where(MemberDay.guild_id == guild_id, MemberDay.day >= first, MemberDay.day < end)
            .group_by(MemberDay.member_id)
        )
    counts = written.order_by(desc("written")).limit(TOP).subquery()
    return int(await connection.scalar(select(func.sum(counts.c.written))) or 0)


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
