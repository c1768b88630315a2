"""Composes events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import directory
from cogs.events.jobs.after import AfterJobs
from cogs.events.output import CalendarServer
from cogs.events.section import EventSection
from cogs.events.service.calendars import CalendarService
from cogs.events.service.figures import FigureService
from cogs.events.service.outcomes import OutcomeService
from cogs.events.service.surveys import (
    AFTER,
    ASK,
    COMMENTS,
    POST,
    REPORT,
    RESULT,
    SurveyService,
)
from cogs.events.settings import Settings
from cogs.events.texts import FEATURE
from cogs.events.views.survey import CommentForms, RateButton, UnaskedButton

if TYPE_CHECKING:
    from bot.client import Steward


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    await _set_up_after(bot)


async def _set_up_after(bot: Steward) -> None:
    surveys = SurveyService(bot.database, bot.guild_settings, bot.clock, bot.jobs)
    outcomes = OutcomeService(bot.database)
    bot.ports.provide(SurveyService, surveys)
    bot.ports.provide(OutcomeService, outcomes)
    jobs = AfterJobs(bot, surveys, outcomes)
    bot.jobs.register(AFTER, jobs.begin)
    bot.jobs.register(ASK, jobs.ask)
    bot.jobs.register(POST, jobs.post)
    bot.jobs.register(REPORT, jobs.report)
    bot.jobs.register(RESULT, jobs.result)
    bot.jobs.register(COMMENTS, jobs.comments)
    bot.reports.register(EventSection(FigureService(bot.database)))
    bot.add_dynamic_items(RateButton, UnaskedButton)
    await bot.add_cog(CommentForms())
    await _set_up_calendars(bot)


async def _set_up_calendars(bot: Steward) -> None:
    calendars = CalendarService(bot.database, bot.clock)
    bot.ports.provide(CalendarService, calendars)

    async def name(guild_id: int) -> str | None:
        if not await bot.feature_switch.is_on(guild_id, FEATURE):
            return None
        async with bot.database.read() as connection:
            try:
                known, _ = await directory.guild_entry(connection, guild_id)
            except KeyError:
                return None
        return known

    settings = bot.settings.feature(Settings)
    if settings.calendar_port is not None:
        await bot.add_cog(
            CalendarServer(
                calendars,
                name,
                bot.clock,
                bot.faults,
                settings.calendar_host,
                settings.calendar_port,
            )
        )
