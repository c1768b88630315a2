"""The composition root of insights."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.client import Steward
from bot.ports import HelpPlaces, QueryBook
from bot.reports import ReportWriter
from cogs.insights.commands.report import ReportCommands
from cogs.insights.jobs.outlets import OutletJob
from cogs.insights.jobs.sending import SendingJobs
from cogs.insights.output import ReportFiles
from cogs.insights.section import CommunitySection
from cogs.insights.service.goals import GoalService
from cogs.insights.service.outlets import OutletService
from cogs.insights.service.outside import Mailer, Webhooks
from cogs.insights.service.reports import InsightsService
from cogs.insights.service.schedule import SEND, WEEKLY, ScheduleService
from cogs.insights.settings import Settings
from cogs.insights.views.outlets import OutletButton, OutletMenu
from cogs.insights.views.report import ReportButton
from cogs.insights.views.schedule import ScheduleButton

# A report of the week before last is no news.
_USEFUL_FOR: Final = timedelta(days=6)


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    service = InsightsService(bot.database, bot.ledger, bot.guild_settings, bot.reports, bot.clock)
    bot.reports.register(
        CommunitySection(
            bot.database,
            bot.clock,
            lambda: bot.ports.find(QueryBook),  # type: ignore[type-abstract]
        )
    )
    bot.ports.provide(ReportWriter, ReportFiles(service))  # type: ignore[type-abstract]
    bot.ports.provide(InsightsService, service)
    bot.ports.provide(HelpPlaces, service)  # type: ignore[type-abstract]
    schedule = ScheduleService(bot.database, bot.guild_settings, bot.clock, bot.jobs)
    bot.ports.provide(ScheduleService, schedule)
    goals = GoalService(bot.database, bot.clock, bot.reports, service)
    given = bot.settings.feature(Settings)
    outlets = OutletService(
        bot.database,
        bot.clock,
        bot.jobs,
        schedule,
        service,
        webhooks=Webhooks(given.webhook_hosts),
        mailer=Mailer(given),
        mail_domains=given.mail_domains,
    )
    bot.ports.provide(OutletService, outlets)
    jobs = SendingJobs(bot, service, schedule, OutletJob(bot, service, outlets))
    bot.jobs.register(WEEKLY, jobs.weekly)
    bot.jobs.register(SEND, jobs.send, useful_for=_USEFUL_FOR)
    bot.add_dynamic_items(ReportButton, ScheduleButton, OutletButton, OutletMenu)
    await bot.add_cog(ReportCommands(bot, service, schedule, goals, outlets))
