"""After an event: the report, and the survey, each thing once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import GiveUp, Job, Postpone
from bot.ui.dm import CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER, OPENING_DMS_TOO_FAST
from cogs.events.domain.occurrence import Occurrence
from cogs.events.embeds.outcomes import report_embed
from cogs.events.jobs.members import member_of
from cogs.events.service.outcomes import OutcomeService
from cogs.events.service.queue import FEATURE
from cogs.events.service.surveys import Held, SurveyService
from cogs.events.texts import T
from cogs.events.views.survey import survey_view

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_TOO_FAST_PAUSE: Final = timedelta(minutes=10)


class AfterJobs:
    """Handles what is due after an event."""

    def __init__(self, bot: Steward, surveys: SurveyService, outcomes: OutcomeService) -> None:
        self._bot = bot
        self._surveys = surveys
        self._outcomes = outcomes

    async def begin(self, job: Job) -> None:
        """Let everything begin that comes after an event."""
        held = await self._held(job)
        if held is not None:
            await self._surveys.begin(held)

    async def ask(self, job: Job) -> None:
        """Ask one member how it was, by direct message; where that is closed, in the thread."""
        held, guild = await self._held(job), self._bot.get_guild(job.guild_id)
        if held is None or guild is None:
            return
        member = await member_of(guild, int(job.payload["member"]))
        if member is None:
            return
        arrived = await self._bot.delivery.has_arrived(job)
        if arrived or not await self._surveys.shall_be_asked(held, member.id):
            return
        locale, one = str(guild.preferred_locale), held.occurrence
        text = T.say("survey-ask", locale, event=held.plan.name, server=guild.name)
        view = survey_view(guild.id, one.event_id, one.number, locale, opt_out=True)
        try:
            await self._bot.delivery.deliver(job, member, content=text, view=view)
        except discord.HTTPException as error:
            if error.code == OPENING_DMS_TOO_FAST:
                until = self._bot.clock.now() + _TOO_FAST_PAUSE
                raise Postpone(until, anew=False) from error
            if error.code not in {CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER}:
                raise
            _log.info("not asked by direct message", guild_id=guild.id, code=error.code)
            await self._surveys.ask_in_thread(one)

    async def post(self, job: Job) -> None:
        """Ask in the event's thread, and ping nobody."""
        held, guild = await self._held(job), self._bot.get_guild(job.guild_id)
        if held is None or guild is None:
            return
        one = held.occurrence
        channel = self._place(guild, one, held.plan.place.channel_id)
        if channel is None:
            return
        locale = str(guild.preferred_locale)
        text = T.say("survey-ask-all", locale, event=held.plan.name)
        view = survey_view(guild.id, one.event_id, one.number, locale, opt_out=False)
        try:
            await self._bot.delivery.deliver(job, channel, content=text, view=view)
        except discord.Forbidden:
            raise GiveUp(T.plain("survey-forbidden", event=held.plan.name)) from None

    async def report(self, job: Job) -> None:
        """Post how it went where managers read it."""
        held, guild = await self._held(job), self._bot.get_guild(job.guild_id)
        settings = await self._surveys.settings(job.guild_id)
        if held is None or guild is None or settings.report_channel_id is None:
            return
        channel = guild.get_channel_or_thread(settings.report_channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            raise GiveUp(T.plain("outcome-channel-gone"))
        report = await self._outcomes.report(held.plan, held.occurrence)
        embed = report_embed(report, str(guild.preferred_locale), quoting=False)
        try:
            sent = await self._bot.delivery.deliver(job, channel, embeds=[embed])
        except discord.Forbidden:
            raise GiveUp(T.plain("outcome-channel-forbidden")) from None
        await self._surveys.reported(held.occurrence, channel.id, sent.id)

    async def result(self, job: Job) -> None:
        """Put what the survey says into the report that was posted."""
        held, guild = await self._held(job), self._bot.get_guild(job.guild_id)
        where = None if held is None else await self._surveys.report_of(held.occurrence)
        if held is None or guild is None or where is None:
            return
        channel = self._bot.get_partial_messageable(where[0], guild_id=guild.id)
        report = await self._outcomes.report(held.plan, held.occurrence)
        embed = report_embed(report, str(guild.preferred_locale), quoting=False)
        try:
            await channel.get_partial_message(where[1]).edit(embed=embed)
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("report is gone", guild_id=guild.id, code=error.code)

    async def comments(self, job: Job) -> None:
        """Drop what was said of an event long ago, and keep the ratings."""
        held = await self._surveys.held(
            job.guild_id, int(job.payload["event"]), int(job.payload["number"])
        )
        if held is not None:
            gone = await self._surveys.forget_comments(held.occurrence)
            _log.info("comments on an event dropped", guild_id=job.guild_id, comments=gone)

    async def _held(self, job: Job) -> Held | None:
        """Return the event that a job is about; None where there is nothing to be done of it."""
        if not await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            return None
        event_id, number = int(job.payload["event"]), int(job.payload["number"])
        return await self._surveys.held(job.guild_id, event_id, number)

    def _place(
        self, guild: discord.Guild, one: Occurrence, room_id: int | None
    ) -> discord.abc.Messageable | None:
        for channel_id in (one.thread_id, room_id, one.card_channel_id):
            channel = guild.get_channel_or_thread(channel_id) if channel_id else None
            if isinstance(channel, discord.abc.Messageable):
                return channel
        return None
