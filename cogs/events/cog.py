"""Composes events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs.events.jobs.after import AfterJobs
from cogs.events.section import EventSection
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
