"""Every query of insights. Days are local ordinals, half-open from ``first`` to ``end``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import directory
from bot.activity.models import ChannelDay, FirstMessage, MemberDay, Stay
from bot.db import UtcTime
from bot.ledger.facts import MessageFlag
from bot.ledger.models import Message, Voice
from cogs.insights.domain.figures import (
    ACTIVATION_DAYS,
    ACTIVATION_MESSAGES,
    REGULAR_MESSAGES,
    TOP,
    VOICE_S,
)
from cogs.insights.domain.known import Known
from cogs.insights.domain.responses import ANSWER_WITHIN, Post, Query

_CHANNELS_AT_ONCE = 500
_ACTIVATION_US = ACTIVATION_DAYS * 24 * 3600 * 1_000_000


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


async def _count(connection: AsyncConnection, members: Subquery) -> int:
    return await connection.scalar(select(func.count()).select_from(members)) or 0


async def active_members(connection: AsyncConnection, guild_id: int, first: int, end: int) -> int:
    """Count the members who were active."""
    return await _count(connection, _active(guild_id, first, end).subquery())


async def communicators(connection: AsyncConnection, guild_id: int, first: int, end: int) -> int:
    """Count the members who wrote or spoke."""
    members = (
        select(MemberDay.member_id)
        .where(_days(guild_id, first, end))
        .group_by(MemberDay.member_id)
        .having(_COMMUNICATED)
    )
    return await _count(connection, members.subquery())


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
    return await _count(connection, regulars.subquery())


async def returns(
    connection: AsyncConnection, guild_id: int, first: int, end: int, quiet_from: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Return, of members with no activity since ``quiet_from``, first day in and last before.

    Both by member: their first active day in the window, and their last one before
    ``quiet_from``. Members who were never active before are left out.
    """
    inside = (
        select(MemberDay.member_id, func.min(MemberDay.day).label("first"))
        .where(_days(guild_id, first, end), _ACTIVE_DAY)
        .group_by(MemberDay.member_id)
        .subquery()
    )
    recent = (
        select(MemberDay.member_id).where(_days(guild_id, quiet_from, first), _ACTIVE_DAY).distinct()
    )
    rows = await connection.execute(
        select(inside.c.member_id, inside.c.first, func.max(MemberDay.day))
        .join(MemberDay, MemberDay.member_id == inside.c.member_id)
        .where(
            MemberDay.guild_id == guild_id,
            MemberDay.day < quiet_from,
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
    row = (
        await connection.execute(
            select(func.min(MemberDay.day), func.max(MemberDay.day)).where(
                MemberDay.guild_id == guild_id
            )
        )
    ).one()
    activity = None if row[0] is None else (row[0], row[1])
    return Known.of(activity, census_at, now, zone)


# -- membership ------------------------------------------------------------------------------


async def members_at(connection: AsyncConnection, guild_id: int, instant: datetime) -> int:
    """Count the members at ``instant`` by the stays that cover it."""
    return (
        await connection.scalar(
            select(func.count(func.distinct(Stay.member_id))).where(
                Stay.guild_id == guild_id,
                Stay.joined_at < instant,
                or_(Stay.left_at.is_(None), Stay.left_at >= instant),
            )
        )
        or 0
    )


async def writers_before(connection: AsyncConnection, guild_id: int, day: int) -> int:
    """Count who has written before local ``day`` began."""
    return (
        await connection.scalar(
            select(func.count()).where(FirstMessage.guild_id == guild_id, FirstMessage.day < day)
        )
        or 0
    )


async def joins(connection: AsyncConnection, guild_id: int, start: datetime, end: datetime) -> int:
    """Count the memberships that began."""
    return (
        await connection.scalar(
            select(func.count()).where(
                Stay.guild_id == guild_id, Stay.joined_at >= start, Stay.joined_at < end
            )
        )
        or 0
    )


async def leaves(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> dict[str, int]:
    """Count the memberships that ended, by cause."""
    rows = await connection.execute(
        select(func.coalesce(Stay.cause, "left"), func.count())
        .where(Stay.guild_id == guild_id, Stay.left_at >= start, Stay.left_at < end)
        .group_by(func.coalesce(Stay.cause, "left"))
    )
    return {row[0]: row[1] for row in rows}


async def newcomers(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> int:
    """Count the members who joined; who joined twice is one."""
    return (
        await connection.scalar(
            select(func.count(func.distinct(Stay.member_id))).where(
                Stay.guild_id == guild_id, Stay.joined_at >= start, Stay.joined_at < end
            )
        )
        or 0
    )


async def activated(
    connection: AsyncConnection, guild_id: int, start: datetime, end: datetime
) -> int:
    """Count the joiners with three messages, or a minute in voice, within seven days of joining.

    Who joined twice in the window may have done so after either.
    """
    joined = and_(Stay.guild_id == guild_id, Stay.joined_at >= start, Stay.joined_at < end)
    deadline = type_coerce(
        type_coerce(Stay.joined_at, BigInteger) + literal(_ACTIVATION_US, BigInteger), UtcTime()
    )
    wrote = (
        select(Stay.member_id)
        .join(
            Message,
            and_(
                Message.guild_id == Stay.guild_id,
                Message.author_id == Stay.member_id,
                Message.at >= Stay.joined_at,
                Message.at < deadline,
            ),
        )
        .where(joined)
        .group_by(Stay.member_id, Stay.joined_at)
        .having(func.count() >= ACTIVATION_MESSAGES)
    )
    spoke = (
        select(Stay.member_id)
        .join(
            Voice,
            and_(
                Voice.guild_id == Stay.guild_id,
                Voice.member_id == Stay.member_id,
                Voice.at >= Stay.joined_at,
                Voice.at < deadline,
            ),
        )
        .where(joined)
        .group_by(Stay.member_id, Stay.joined_at)
        .having(func.sum(Voice.together_s) >= VOICE_S)
    )
    return await _count(connection, wrote.union(spoke).subquery())


# -- cohorts ---------------------------------------------------------------------------------


def _active_stretches(guild_id: int, base_day: int, end: int, length: int) -> Subquery:
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
    active = _active_stretches(guild_id, base_day, end, length)
    rows = await connection.execute(
        select(active.c.stretch, func.count()).group_by(active.c.stretch)
    )
    return {int(row[0]): row[1] for row in rows}


async def cohorts_of_joiners(
    connection: AsyncConnection, guild_id: int, base_day: int, end: int, borders: Sequence[datetime]
) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """Return the sizes of the weekly cohorts, and how many of each were active in which week.

    ``borders`` are the starts of the weeks and the end of the last; weeks are counted from 0.
    Who joined in two weeks belongs to both.
    """
    which = case(
        *((Stay.joined_at < border, index) for index, border in enumerate(borders[1:])),
        else_=-1,
    )
    cohort = (
        select(Stay.member_id, which.label("cohort"))
        .where(
            Stay.guild_id == guild_id,
            Stay.joined_at >= borders[0],
            Stay.joined_at < borders[-1],
        )
        .distinct()
        .subquery()
    )
    return await _cohorts(connection, cohort, _active_stretches(guild_id, base_day, end, 7))


async def cohorts_of_writers(
    connection: AsyncConnection, guild_id: int, base_day: int, end: int
) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    """The same with the week of the first message in the place of the week of joining."""
    cohort = (
        select(
            FirstMessage.member_id,
            ((FirstMessage.day - base_day) // 7).label("cohort"),
        )
        .where(
            FirstMessage.guild_id == guild_id,
            FirstMessage.day >= base_day,
            FirstMessage.day < end,
        )
        .subquery()
    )
    return await _cohorts(connection, cohort, _active_stretches(guild_id, base_day, end, 7))


async def _cohorts(
    connection: AsyncConnection, cohort: Subquery, weeks: Subquery
) -> tuple[dict[int, int], dict[tuple[int, int], int]]:
    sizes = await connection.execute(
        select(cohort.c.cohort, func.count()).group_by(cohort.c.cohort)
    )
    active = await connection.execute(
        select(cohort.c.cohort, weeks.c.stretch, func.count())
        .join(weeks, weeks.c.member_id == cohort.c.member_id)
        .group_by(cohort.c.cohort, weeks.c.stretch)
    )
    return (
        {int(row[0]): row[1] for row in sizes},
        {(int(row[0]), int(row[1])): row[2] for row in active},
    )


# -- queries and answers ---------------------------------------------------------------------


async def queries(
    connection: AsyncConnection,
    guild_id: int,
    start: datetime,
    end: datetime,
    help_channels: Collection[int],
) -> list[Query]:
    """Return the queries of a window: questions in help channels, and forum posts.

    A question that replies to somebody or addresses somebody continues a talk: it opens
    nothing. Without ``help_channels`` every forum counts, and no other channel.
    """
    forum_post = Message.flags.op("&")(int(MessageFlag.FORUM_POST)) != 0
    question = and_(
        Message.flags.op("&")(int(MessageFlag.QUESTION)) != 0,
        Message.reply_to.is_(None),
        Message.mentions.is_(None),
        Message.channel_id.in_(help_channels),
    )
    post = forum_post
    if help_channels:
        here = or_(Message.parent_id.in_(help_channels), Message.channel_id.in_(help_channels))
        post = and_(forum_post, here)
    rows = await connection.execute(
        select(Message.channel_id, Message.message_id, Message.author_id, Message.at, forum_post)
        .where(
            Message.guild_id == guild_id,
            Message.at >= start,
            Message.at < end,
            or_(post, question) if help_channels else post,
        )
        .order_by(Message.at, Message.message_id)
    )
    return [Query(Post(row[0], row[1], row[2], row[3]), bool(row[4])) for row in rows]


async def possible_answers(
    connection: AsyncConnection,
    guild_id: int,
    start: datetime,
    end: datetime,
    asked: Collection[Query],
) -> list[Post]:
    """Return what may answer the queries ``asked`` from ``start`` up to ``end``.

    In their channels the messages that reply to or address somebody, in their threads every
    message.
    """
    channels = {query.post.channel_id for query in asked if not query.is_post}
    addressed = or_(Message.reply_to.is_not(None), Message.mentions.is_not(None))
    found = await _posts_in(connection, guild_id, start, end, channels, addressed)
    threads = {query.thread_id for query in asked}
    return found + await _posts_in(connection, guild_id, start, end, threads)


async def _posts_in(
    connection: AsyncConnection,
    guild_id: int,
    start: datetime,
    end: datetime,
    channels: Collection[int],
    *conditions: ColumnElement[bool],
) -> list[Post]:
    # One channel's stretch of time is one stretch of an index; the channels go in pages,
    # for a statement has a limited number of parameters.
    ordered = sorted(channels)
    found: list[Post] = []
    for page in range(0, len(ordered), _CHANNELS_AT_ONCE):
        rows = await connection.execute(
            select(
                Message.channel_id,
                Message.message_id,
                Message.author_id,
                Message.at,
                Message.reply_to,
                Message.mentions,
            ).where(
                Message.guild_id == guild_id,
                Message.channel_id.in_(ordered[page : page + _CHANNELS_AT_ONCE]),
                Message.at >= start,
                Message.at <= end + ANSWER_WITHIN,
                *conditions,
            )
        )
        found += [
            Post(row[0], row[1], row[2], row[3], row[4], tuple(map(int, (row[5] or "").split())))
            for row in rows
        ]
    return found
