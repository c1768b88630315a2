"""What was asked, and what may have answered it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from bot.ledger.facts import MessageFlag
from bot.ledger.models import MAY_ASK, Message
from cogs.answers.domain.inference import LOOKS_AHEAD
from cogs.answers.domain.responses import ANSWER_WITHIN, Post, Query
from cogs.answers.models import MARKED

_AT_ONCE = 500  # channels or messages
_later, _post = aliased(Message), aliased(Message)
_COLUMNS = (
    _post.channel_id,
    _post.message_id,
    _post.author_id,
    _post.at,
    _post.reply_to,
    _post.mentions,
    _post.flags,
)
_ME_TOO = int(MessageFlag.ME_TOO)


async def queries(
    connection: AsyncConnection,
    guild_id: int,
    start: datetime,
    end: datetime,
    help_channels: Collection[int],
) -> list[Query]:
    """Return the queries of a window: questions in help channels, and forum posts.

    A question that replies to somebody or addresses somebody continues a talk: it opens
    nothing. Without ``help_channels`` every forum counts, and no other channel. What somebody
    marked as a question counts wherever it is.
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
        select(
            Message.channel_id,
            Message.message_id,
            Message.author_id,
            Message.at,
            forum_post,
            Message.parent_id,
        )
        .where(
            Message.guild_id == guild_id,
            Message.at >= start,
            Message.at < end,
            MAY_ASK,
            or_(post, question) if help_channels else post,
        )
        .order_by(Message.at, Message.message_id)
    )
    found = {
        row[1]: Query(Post(*row[:4]), bool(row[4]), row[5] if row[4] else None) for row in rows
    }
    marked = await connection.execute(
        select(MARKED.c.channel_id, MARKED.c.message_id, MARKED.c.asker_id, MARKED.c.at).where(
            MARKED.c.guild_id == guild_id, MARKED.c.at >= start, MARKED.c.at < end
        )
    )
    for row in marked:
        found.setdefault(row[1], Query(Post(*row), row[0] == row[1]))
    return sorted(found.values(), key=lambda query: (query.post.at, query.post.message_id))


async def possible_answers(
    connection: AsyncConnection, guild_id: int, end: datetime, asked: Collection[Query]
) -> list[Post]:
    """Return what may be the first answer to each of the queries ``asked`` before ``end``.

    In their channels somebody else's first reply to each, and the messages that address
    anybody; in their threads somebody else's first message.
    """
    questions = [query for query in asked if not query.is_post]
    found = await _first(connection, guild_id, asked, lambda query: _later.reply_to == query)
    found += await _first(connection, guild_id, asked, lambda query: _later.channel_id == query)
    posts = [query for query in asked if query.is_post]
    found += await _first(
        connection, guild_id, posts, lambda _: _later.channel_id == Message.channel_id
    )
    if questions:
        start = min(query.post.at for query in questions)
        channels = {query.post.channel_id for query in questions}
        found += await _addressing(connection, guild_id, start, end, channels)
    return found


async def around(
    connection: AsyncConnection, guild_id: int, asked: Collection[Query]
) -> list[Post]:
    """Return all that was said soon after each of the queries, in its channel."""
    found: dict[int, Post] = {}
    # One stretch of the index for each run of queries that overlap.
    for channel_id, start, end in _stretches(asked):
        rows = await connection.execute(
            select(*_COLUMNS).where(
                _post.guild_id == guild_id,
                _post.channel_id == channel_id,
                _post.at >= start,
                _post.at <= end,
            )
        )
        found |= {post.message_id: post for post in _posts(rows)}
    return list(found.values())


def _stretches(asked: Collection[Query]) -> list[tuple[int, datetime, datetime]]:
    stretches: list[tuple[int, datetime, datetime]] = []
    for query in sorted(asked, key=lambda one: (one.post.channel_id, one.post.at)):
        post = query.post
        end = post.at + LOOKS_AHEAD
        if stretches and stretches[-1][0] == post.channel_id and post.at <= stretches[-1][2]:
            stretches[-1] = (post.channel_id, stretches[-1][1], end)
        else:
            stretches.append((post.channel_id, post.at, end))
    return stretches


async def known(connection: AsyncConnection, guild_id: int, message_id: int) -> Query | None:
    """Return the query that a message is, None where it is none."""
    marked = await connection.execute(
        select(MARKED.c.channel_id, MARKED.c.message_id, MARKED.c.asker_id, MARKED.c.at).where(
            MARKED.c.guild_id == guild_id, MARKED.c.message_id == message_id
        )
    )
    row = marked.first()
    if row is None:
        rows = await connection.execute(
            select(Message.channel_id, Message.message_id, Message.author_id, Message.at).where(
                Message.guild_id == guild_id, Message.message_id == message_id, MAY_ASK
            )
        )
        row = rows.first()
    return None if row is None else Query(Post(*row), row[0] == row[1])


async def _first(
    connection: AsyncConnection,
    guild_id: int,
    asked: Collection[Query],
    refers: Callable[[Any], ColumnElement[bool]],
) -> list[Post]:
    """Return of the messages that refer to a query the first by another human than its author."""
    first = (
        select(_later.message_id)
        .where(
            _later.guild_id == guild_id,
            refers(Message.message_id),
            _later.flags.op("&")(_ME_TOO) == 0,
            _later.author_id != Message.author_id,
            _later.at >= Message.at,
            or_(_later.at > Message.at, _later.message_id > Message.message_id),
        )
        .order_by(_later.at, _later.message_id)
        .limit(1)
        .correlate(Message)
        .scalar_subquery()
    )
    ids = sorted(query.post.message_id for query in asked)
    found: list[Post] = []
    for page in range(0, len(ids), _AT_ONCE):
        answers = select(first).where(
            Message.guild_id == guild_id, Message.message_id.in_(ids[page : page + _AT_ONCE])
        )
        rows = await connection.execute(
            select(*_COLUMNS).where(_post.guild_id == guild_id, _post.message_id.in_(answers))
        )
        found += _posts(rows)
    return found


async def _addressing(
    connection: AsyncConnection,
    guild_id: int,
    start: datetime,
    end: datetime,
    channels: Collection[int],
) -> list[Post]:
    # One channel's stretch of time is one stretch of an index; the channels go in pages,
    # for a statement has a limited number of parameters.
    ordered = sorted(channels)
    found: list[Post] = []
    for page in range(0, len(ordered), _AT_ONCE):
        rows = await connection.execute(
            select(*_COLUMNS).where(
                _post.guild_id == guild_id,
                _post.channel_id.in_(ordered[page : page + _AT_ONCE]),
                _post.at >= start,
                _post.at <= end + ANSWER_WITHIN,
                _post.mentions.is_not(None),
            )
        )
        found += _posts(rows)
    return found


def _posts(rows: Iterable[Any]) -> list[Post]:
    return [
        Post(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            tuple(map(int, (row[5] or "").split())),
            asks=bool(row[6] & int(MessageFlag.QUESTION)),
            me_too=bool(row[6] & _ME_TOO),
        )
        for row in rows
    ]
