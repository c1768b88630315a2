"""Telling members of a place that is kept for them, and of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.db.types import from_micros
from bot.jobs import Job
from cogs.events.domain.rsvp import Answer
from cogs.events.jobs.members import member_of
from cogs.events.jobs.reaching import MakeView, Reach
from cogs.events.service.answers import AnswerService
from cogs.events.service.news import NewsService
from cogs.events.service.planning import Details, Planning
from cogs.events.service.queue import FEATURE
from cogs.events.texts import T
from cogs.events.views.card import offer_view
from cogs.events.wording import changed_text

if TYPE_CHECKING:
    from bot.client import Steward


class TellingJobs:
    """Handles the jobs ``events-offer``, ``-offer-over``, ``-changed`` and ``-told``."""

    def __init__(
        self,
        bot: Steward,
        planning: Planning,
        answers: AnswerService,
        news: NewsService,
        reach: Reach,
    ) -> None:
        self._bot = bot
        self._planning = planning
        self._answers = answers
        self._news = news
        self._reach = reach

    async def offer(self, job: Job) -> None:
        """Tell a member of the place that is kept for them, unless they know already."""
        found, guild, member = await self._whom(job)
        if found is None or guild is None or member is None:
            return
        rsvp = await self._planning.said(found, member.id)
        until = from_micros(int(job.payload["until"]))
        if rsvp is None or rsvp.answer is not Answer.OFFERED or rsvp.offered_until != until:
            return
        locale = str(guild.preferred_locale)
        text = T.say(
            "offered",
            locale,
            name=found.plan.name,
            server=guild.name,
            start=found.occurrence.starts_at,
            until=until,
        )
        await self._send(job, member, found, text, lambda: offer_view(found.occurrence, locale))

    async def offer_over(self, job: Job) -> None:
        """Give a place to the next, where its deadline is over."""
        event_id, number = int(job.payload["event"]), int(job.payload["number"])
        await self._answers.lapse(job.guild_id, event_id, number)

    async def changed(self, job: Job) -> None:
        """Let everybody who answered be told, some seconds apart."""
        if await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            await self._news.spread(job.guild_id, job.payload)

    async def told(self, job: Job) -> None:
        """Tell a member of a change."""
        found, guild, member = await self._whom(job)
        if found is None or guild is None or member is None:
            return
        if job.payload["what"] == "moved" and not found.occurrence.is_live:
            return  # cancelled since: that is told, too
        was = job.payload.get("was")
        text = changed_text(
            str(job.payload["what"]),
            found.plan,
            found.occurrence,
            None if was is None else from_micros(int(was)),
            guild.name,
            str(guild.preferred_locale),
        )
        await self._send(job, member, found, text)

    async def _whom(
        self, job: Job
    ) -> tuple[Details | None, discord.Guild | None, discord.Member | None]:
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return None, None, None
        event_id, number = int(job.payload["event"]), int(job.payload["number"])
        found = await self._planning.occurrence(guild.id, event_id, number)
        return found, guild, await member_of(guild, int(job.payload["member"]))

    async def _send(
        self,
        job: Job,
        member: discord.Member,
        found: Details,
        text: str,
        make_view: MakeView | None = None,
    ) -> None:
        """Send a direct message; where these are closed, write into the event's thread."""
        await self._reach.tell(
            job,
            member,
            found.plan,
            found.occurrence,
            text,
            view=make_view or (lambda: None),
            can_wait=True,
        )
