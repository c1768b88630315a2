"""Asking those who came how it was, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.text.catalogue import ENGLISH
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan
from cogs.events.domain.survey import BEST, SurveyResult
from cogs.events.repository import attendance, outcomes, plans, surveys
from cogs.events.repository.surveys import Rating
from cogs.events.settings import GuildSettings
from cogs.events.texts import T

AFTER: Final = "events-after"
ASK: Final = "events-survey-ask"
ASK_ALL: Final = "events-survey-all"
REPORT: Final = "events-report"
RESULT: Final = "events-report-result"
COMMENTS: Final = "events-comments"
# Direct messages to one server's members go out at this pace.
_PACE: Final = timedelta(seconds=2)
# To more people the event's thread is asked instead: Discord takes a flood of direct messages
# for spam.
_MOST_MESSAGES: Final = 300


@dataclass(frozen=True, slots=True)
class Held:
    """An event that took place: its plan and the occurrence."""

    plan: Plan
    occurrence: Occurrence


class SurveyService:
    """Surveys of all guilds, and the jobs that come after an event."""

    def __init__(self, database: Database, store: Store, clock: Clock, jobs: JobRunner) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._jobs = jobs

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what the server has set."""
        return await self._store.get(guild_id, GuildSettings)

    async def held(self, guild_id: int, event_id: int, number: int | None = None) -> Held | None:
        """Return an event that was held, without ``number`` the last time; None: never."""
        async with self._database.read() as connection:
            plan = await plans.get(connection, guild_id, event_id)
            found = await outcomes.held(connection, guild_id, event_id, number)
        return Held(plan, found) if plan and found else None

    # -- after the end -----------------------------------------------------------------------

    async def schedule(self, connection: AsyncConnection, occurrence: Occurrence) -> None:
        """Let what comes after an event begin, once it is written down who came.

        In the transaction that writes that; repeating it changes nothing.
        """
        await self._later(connection, AFTER, occurrence, timedelta(0))

    async def begin(self, held: Held) -> None:
        """Let the report be made and everybody who came be asked, once each.

        Hosts are not asked about their own event, nor who wants no surveys.
        """
        plan, occurrence = held.plan, held.occurrence
        guild_id = occurrence.guild_id
        settings = await self.settings(guild_id)
        hosts = {plan.host_id, *plan.cohosts}
        async with self._database.begin() as connection:
            came = await attendance.attended(connection, occurrence) - hosts
            asked = sorted(came - await surveys.unasked(connection, guild_id, came))
            if settings.survey == "off":
                asked = []
            wait = timedelta(minutes=settings.survey_after_minutes)
            answered = wait + timedelta(days=settings.survey_days)
            until = self._clock.now() + answered if asked else None
            if not await surveys.begin(connection, occurrence, len(asked), until):
                return
            await self._later(connection, REPORT, occurrence, timedelta(0))
            if not asked:
                return
            if settings.survey == "dm" and len(asked) <= _MOST_MESSAGES:
                for place, member_id in enumerate(asked):
                    await self._later(connection, ASK, occurrence, wait + place * _PACE, member_id)
            else:
                await self._later(connection, ASK_ALL, occurrence, wait)
            await self._later(connection, RESULT, occurrence, answered)
            kept = timedelta(days=settings.comments_kept_days)
            await self._later(connection, COMMENTS, occurrence, answered + kept)
        self._jobs.wake()

    async def ask_in_thread(self, occurrence: Occurrence) -> None:
        """Let the event's thread be asked as well: somebody takes no direct messages."""
        async with self._database.begin() as connection:
            await self._later(connection, ASK_ALL, occurrence, timedelta(0))
        self._jobs.wake()

    async def forget_comments(self, occurrence: Occurrence) -> int:
        """Drop what was said of an event, not the ratings; return how many comments there were."""
        async with self._database.begin() as connection:
            return await surveys.forget_comments(connection, occurrence)

    async def reported(self, occurrence: Occurrence, channel_id: int, message_id: int) -> None:
        """Remember where the report of an occurrence was posted."""
        async with self._database.begin() as connection:
            await surveys.reported(connection, occurrence, channel_id, message_id)

    async def report_of(self, occurrence: Occurrence) -> tuple[int, int] | None:
        """Return (channel, message) of the report of an occurrence, where one was posted."""
        async with self._database.read() as connection:
            row = await surveys.aftermath(connection, occurrence)
        if row is None or row.report_channel_id is None or row.report_message_id is None:
            return None
        return row.report_channel_id, row.report_message_id

    # -- answering ---------------------------------------------------------------------------

    async def shall_be_asked(self, held: Held, member_id: int) -> bool:
        """Tell whether a member who came is still to be asked."""
        async with self._database.read() as connection:
            row = await surveys.aftermath(connection, held.occurrence)
            if row is None or row.answers_until is None or row.answers_until <= self._clock.now():
                return False
            if await surveys.unasked(connection, held.occurrence.guild_id, [member_id]):
                return False
            return await surveys.rating_of(connection, held.occurrence, member_id) is None

    async def answerable(
        self, guild_id: int, event_id: int, number: int, member_id: int, locale: str = ENGLISH
    ) -> tuple[Held, Rating | None]:
        """Return the event and what a member said of it before; it only looks.

        Raises UserError where they may not answer: they did not come, or it is over.
        """
        held = await self.held(guild_id, event_id, number)
        if held is None:
            raise UserError(T.say("survey-gone", locale))
        async with self._database.read() as connection:
            row = await surveys.aftermath(connection, held.occurrence)
            came = await attendance.attended(connection, held.occurrence)
            before = await surveys.rating_of(connection, held.occurrence, member_id)
        if member_id not in came:
            raise UserError(T.say("survey-not-there", locale, event=held.plan.name))
        if row is None or row.answers_until is None or row.answers_until <= self._clock.now():
            raise UserError(T.say("survey-over", locale, event=held.plan.name))
        return held, before

    async def rate(
        self, held: Held, member_id: int, rating: int, comment: str | None = None
    ) -> None:
        """Keep a member's answer in place of an earlier one; without a comment that one stays."""
        if not 1 <= rating <= BEST:
            raise ValueError(f"a rating is 1 to {BEST}")
        async with self._database.begin() as connection:
            before = await surveys.rating_of(connection, held.occurrence, member_id)
            if comment is None and before is not None:
                comment = before.comment
            made = Rating(member_id, rating, comment or None, self._clock.now())
            await surveys.put_rating(connection, held.occurrence, made)

    async def switch(self, guild_id: int, member_id: int) -> bool:
        """Let a member be asked no more, or again; return whether they are asked from now on."""
        async with self._database.begin() as connection:
            if await surveys.ask_again(connection, guild_id, member_id):
                return True
            await surveys.ask_no_more(connection, guild_id, member_id, self._clock.now())
            return False

    async def result(self, occurrence: Occurrence) -> SurveyResult:
        """Return what an occurrence's survey says so far."""
        async with self._database.read() as connection:
            return await surveys.result(connection, occurrence)

    async def _later(
        self,
        connection: AsyncConnection,
        kind: str,
        occurrence: Occurrence,
        wait: timedelta,
        member_id: int | None = None,
    ) -> None:
        payload: dict[str, Any] = {"event": occurrence.event_id, "number": occurrence.number}
        key = f"{kind}:{occurrence.key}"
        if member_id is not None:
            payload["member"] = member_id
            key += f":{member_id}"
        due_at = self._clock.now() + wait
        await self._jobs.store.schedule(
            connection, occurrence.guild_id, kind, due_at, payload, key, member_id=member_id
        )
