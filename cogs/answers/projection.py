"""What follows from new questions and new words in forum posts: looks at them that are due.

It keeps no figures: all is computed from the facts when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.guild_settings import GuildSettings as Store
from bot.ledger.facts import MessageFact, MessageFlag
from bot.ledger.projections import Batch, GuildContext
from cogs.answers.domain.responses import Post, Query
from cogs.answers.repository.queries import known
from cogs.answers.service.queue import FRESH, Queue
from cogs.answers.service.responses import Places
from cogs.answers.settings import GuildSettings


class QuestionProjection:
    """Lets questions be looked at once they have waited, and tags be kept in step."""

    name = "answers"
    version = 1
    tables: Sequence[Table] = ()

    def __init__(self, store: Store, clock: Clock, queue: Queue, places: Places) -> None:
        self._store = store
        self._clock = clock
        self._queue = queue
        self._places = places

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Schedule what follows from new messages; old ones, read from history, have no effect."""
        since = self._clock.now() - FRESH
        asks = [fact for fact in facts.messages if fact.at > since and _may_ask(fact)]
        # A thread may be a forum post that this answers; most channels have no parent.
        inside = {
            (fact.channel_id, fact.author_id)
            for fact in facts.messages
            if fact.parent_id is not None and fact.at > since and _may_answer(fact)
        }
        if not asks and not inside:
            return
        places = await self._places(guild.guild_id)
        settings = await self._store.read(connection, guild.guild_id, GuildSettings)
        now = self._clock.now()
        for fact in asks:
            if _is_query(fact, places):
                post = Post(fact.channel_id, fact.message_id, fact.author_id, fact.at)
                query = Query(post, _is_post(fact))
                await self._queue.look_at(connection, guild.guild_id, settings, query, now)
                if query.is_post:
                    await self._queue.tag(connection, guild.guild_id, post.channel_id, "new", now)
        for thread_id, author_id in sorted(inside):
            found = await known(connection, guild.guild_id, thread_id)
            if found is not None and found.is_post and found.post.author_id != author_id:
                await self._queue.tag(connection, guild.guild_id, thread_id, "answered", now)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Do nothing: whoever looks later finds them gone."""

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Do nothing: nothing is kept."""


def _is_post(fact: MessageFact) -> bool:
    return MessageFlag.FORUM_POST in fact.flags


def _may_answer(fact: MessageFact) -> bool:
    return not fact.flags & (MessageFlag.FORUM_POST | MessageFlag.ME_TOO)


def _may_ask(fact: MessageFact) -> bool:
    return bool(fact.flags & (MessageFlag.FORUM_POST | MessageFlag.QUESTION))


def _is_query(fact: MessageFact, places: frozenset[int]) -> bool:
    if _is_post(fact):
        return not places or not places.isdisjoint({fact.parent_id, fact.channel_id})
    return fact.channel_id in places and fact.reply_to is None and not fact.mentions
