"""Marking questions, accepting answers, solving; and who helped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.db.types import to_micros
from bot.deeds import Deed, DeedKind
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.ledger.forgotten import not_to_be_written
from bot.ledger.transaction import lock_guild
from bot.ports import DeedBook
from cogs.answers.domain.responses import Post, Query
from cogs.answers.repository import marks
from cogs.answers.repository import queries as asked
from cogs.answers.repository.marks import Acceptance, Helper
from cogs.answers.service.queue import Queue
from cogs.answers.service.responses import ResponseService
from cogs.answers.settings import GuildSettings
from cogs.answers.texts import T

_SHOWN: Final = 15


class Span(StrEnum):
    """A window of time up to now."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


_DAYS: Final = {Span.WEEK: 7, Span.MONTH: 30}


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and whether they are a helper or moderator."""

    member_id: int
    helps: bool
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it: the query, and whether anything is new."""

    query: Query
    new: bool


class MarkService:
    """Use cases of marks."""

    def __init__(
        self,
        database: Database,
        jobs: JobRunner,
        store: Store,
        clock: Clock,
        responses: ResponseService,
        book: Callable[[], DeedBook | None],
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._store = store
        self._clock = clock
        self._responses = responses
        self._book = book
        self._queue = Queue(jobs)

    async def mark(self, guild_id: int, post: Post, by: By) -> bool:
        """Let a message count as a question; return whether it did not before.

        Raises UserError where its author switched tracking off.
        """
        settings = await self._store.get(guild_id, GuildSettings)
        async with self._database.begin() as connection:
            if await not_to_be_written(connection, guild_id, {post.author_id: self._clock.now()}):
                raise UserError(T.say("mark-untracked", by.locale))
            known = await asked.known(connection, guild_id, post.message_id)
            if known is not None and post.reply_to is None and not post.addressed:
                return False
            query = Query(post, post.channel_id == post.message_id)
            if not await marks.mark(connection, guild_id, query, by.member_id):
                return False
            await self._queue.look_at(connection, guild_id, settings, query, self._clock.now())
        self._jobs.wake()
        return True

    async def accept(self, guild_id: int, answer: Post, by: By) -> Settled:
        """Take an answer as one that helped; its question is solved.

        Raises UserError where it answers nothing, or who says so may not.
        """
        query = await self._query_of(guild_id, answer, by)
        if query is None:
            raise UserError(T.say("accept-what", by.locale))
        post = query.post
        if not (by.helps or by.member_id == post.author_id):
            raise UserError(T.say("accept-not-yours", by.locale))
        if answer.author_id == post.author_id:
            raise UserError(T.say("accept-own-question", by.locale))
        if answer.author_id == by.member_id:
            raise UserError(T.say("accept-own-answer", by.locale))
        now = self._clock.now()
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            people = {answer.author_id: now, post.author_id: now}
            hidden = await not_to_be_written(connection, guild_id, people)
            new = False
            # A message answers one question, and is one deed.
            before = await marks.acceptances(connection, guild_id, answer_id=answer.message_id)
            if before:
                return Settled(query, new=False)
            if not hidden:
                said = answer.message_id, answer.author_id
                new = await marks.accept(connection, guild_id, query, said, by.member_id, now)
            if post.author_id not in hidden:
                new |= await self._solve(connection, guild_id, query, by, now)
            book = self._book()
            if book is not None and not hidden and new:
                key = _deed(answer.message_id, now)
                deed = Deed(
                    guild_id, DeedKind.ANSWER, key, answer.author_id, answer.at, by.member_id
                )
                await book.note(connection, [deed])
        self._jobs.wake()
        return Settled(query, new)

    async def solve(self, guild_id: int, channel_id: int, by: By) -> Settled:
        """Take the question of a thread, or one's own newest one in a channel, as solved.

        Raises UserError where there is none, or who says so may not.
        """
        now = self._clock.now()
        query = await self._question(guild_id, channel_id, by)
        async with self._database.begin() as connection:
            new = await self._solve(connection, guild_id, query, by, now)
        self._jobs.wake()
        return Settled(query, new)

    async def take_back(self, guild_id: int, answer_id: int, by: By) -> None:
        """Let an answer count as accepted no more; without another its question is open again.

        The asker, helpers, moderators, and who accepted it may. Raises UserError for anybody
        else, as for a message that was not accepted.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            found = await marks.acceptances(connection, guild_id, answer_id=answer_id)
            mine = [
                one for one in found if by.helps or by.member_id in {one.asker_id, one.accepted_by}
            ]
            if not mine:
                raise UserError(T.say("back-what", by.locale))
            for one in mine:
                await self._unaccept(connection, guild_id, one)
                left = await marks.acceptances(connection, guild_id, query_id=one.query_id)
                if not left:
                    await self._reopen(connection, guild_id, one.query_id)
        self._jobs.wake()

    async def reopen(self, guild_id: int, channel_id: int, by: By) -> bool:
        """Take back that a question is solved, and what was accepted; return whether it was.

        Which question, and who may, is as with ``solve``; raises UserError as that does.
        """
        query = await self._question(guild_id, channel_id, by)
        query_id = query.post.message_id
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            for one in await marks.acceptances(connection, guild_id, query_id=query_id):
                await self._unaccept(connection, guild_id, one)
            was = await self._reopen(connection, guild_id, query_id)
        self._jobs.wake()
        return was

    async def helpers(self, guild_id: int, span: Span) -> list[Helper]:
        """Return who helped most in a window."""
        days = _DAYS.get(span)
        since = None if days is None else self._clock.now() - timedelta(days=days)
        async with self._database.read() as connection:
            return await marks.helpers(connection, guild_id, since, _SHOWN)

    async def turn_listing(self, guild_id: int, member_id: int) -> bool:
        """Name a member among the helpers, or no more; return whether they are named now."""
        async with self._database.begin() as connection:
            hidden = await marks.is_unlisted(connection, guild_id, member_id)
            change = marks.list_again if hidden else marks.unlist
            await change(connection, guild_id, member_id)
        return hidden

    async def _question(self, guild_id: int, channel_id: int, by: By) -> Query:
        """Return the question of a thread, or one's own newest one in a channel."""
        async with self._database.read() as connection:
            query = await asked.known(connection, guild_id, channel_id)
        if query is None:
            soon = self._clock.now() + timedelta(seconds=1)
            query = await self._responses.newest(guild_id, channel_id, soon, by.member_id)
        if query is None:
            raise UserError(T.say("solve-what", by.locale))
        if not (by.helps or by.member_id == query.post.author_id):
            raise UserError(T.say("solve-not-yours", by.locale))
        return query

    async def _unaccept(self, connection: AsyncConnection, guild_id: int, one: Acceptance) -> None:
        await marks.unaccept(connection, guild_id, one)
        book = self._book()
        if book is not None:
            key = _deed(one.answer_id, one.at)
            await book.void(connection, guild_id, DeedKind.ANSWER, key, one.helper_id)

    async def _reopen(self, connection: AsyncConnection, guild_id: int, query_id: int) -> bool:
        was = await marks.reopen(connection, guild_id, query_id)
        query = await asked.known(connection, guild_id, query_id)
        if not was or query is None:
            return was
        now = self._clock.now()
        settings = await self._store.read(connection, guild_id, GuildSettings)
        await self._queue.look_at(connection, guild_id, settings, query, now)
        if query.is_post:
            why = f"open:{to_micros(now)}"
            await self._queue.tag(connection, guild_id, query.post.channel_id, why, now)
        return was

    async def _solve(
        self, connection: AsyncConnection, guild_id: int, query: Query, by: By, now: datetime
    ) -> bool:
        new = await marks.solve(connection, guild_id, query, by.member_id, now)
        if new and query.is_post:
            why = f"solved:{to_micros(now)}"
            await self._queue.tag(connection, guild_id, query.post.channel_id, why, now)
        return new

    async def _query_of(self, guild_id: int, answer: Post, by: By) -> Query | None:
        """Return what a message answers: by its thread, by its reply, else the newest question."""
        async with self._database.read() as connection:
            for message_id in (answer.channel_id, answer.reply_to):
                if message_id is not None:
                    found = await asked.known(connection, guild_id, message_id)
                    if found is not None:
                        return found
        asker = None if by.helps else by.member_id
        return await self._responses.newest(guild_id, answer.channel_id, answer.at, asker)


def _deed(answer_id: int, accepted_at: datetime) -> str:
    """Return the key of the deed; one that was voided counts no more, so each has its own."""
    return f"{answer_id}:{to_micros(accepted_at)}"
