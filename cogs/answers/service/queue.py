"""The feature's due work, written down in the transaction that it follows from."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.types import to_micros
from bot.jobs import JobRunner
from cogs.answers.domain.responses import Query
from cogs.answers.settings import GuildSettings

WAITING: Final = "answers-waiting"
TAGS: Final = "answers-tags"
# Questions that come due within so long are told of together.
TOGETHER: Final = timedelta(minutes=10)
# What is older has become known late, by reading history: nobody waits for it any more.
FRESH: Final = timedelta(days=3)


class Queue:
    """Schedules looks at questions."""

    def __init__(self, jobs: JobRunner) -> None:
        self._jobs = jobs

    async def look_at(
        self,
        connection: AsyncConnection,
        guild_id: int,
        settings: GuildSettings,
        query: Query,
        now: datetime,
    ) -> None:
        """Let a question be looked at when it has waited long enough.

        Questions of one stretch of time share a job: it looks for all that were asked in it.
        """
        post = query.post
        if settings.escalation_channel_id is None or now - post.at > FRESH:
            return
        length = to_micros(post.at) // (TOGETHER // timedelta(microseconds=1))
        start = post.at - (post.at - _EPOCH) % TOGETHER
        waits = timedelta(minutes=settings.escalate_after_minutes)
        late = post.at + waits < now
        # One that was marked after its stretch was looked at is looked at by itself.
        key = f"{WAITING}:{post.message_id}" if late else f"{WAITING}:{length}"
        payload = {"from": to_micros(start), "to": to_micros(start + TOGETHER)}
        await self._jobs.store.schedule(
            connection,
            guild_id,
            WAITING,
            now if late else start + TOGETHER + waits,
            {"query": post.message_id} if late else payload,
            key,
        )

    async def tag(
        self, connection: AsyncConnection, guild_id: int, post_id: int, why: str, now: datetime
    ) -> None:
        """Let the tags of a forum post be brought in step; once for each ``why``."""
        await self._jobs.store.schedule(
            connection, guild_id, TAGS, now, {"post": post_id}, f"{TAGS}:{post_id}:{why}"
        )


_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
