"""What was asked, and what may have answered it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ledger.facts import MessageFlag
from bot.ledger.models import MAY_ASK, Message
from cogs.insights.domain.responses import ANSWER_WITHIN, Post, Query

_CHANNELS_AT_ONCE = 500


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
            MAY_ASK,
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
