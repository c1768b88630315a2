"""The composition root of insights."""

from __future__ import annotations

from bot.client import Steward
from bot.reports import ReportWriter
from cogs.insights.commands.report import ReportCommands
from cogs.insights.enricher import QuestionEnricher
from cogs.insights.output import ReportFiles
from cogs.insights.section import CommunitySection
from cogs.insights.service.reports import InsightsService
from cogs.insights.views import ReportButton


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    service = InsightsService(bot.database, bot.ledger, bot.guild_settings, bot.reports, bot.clock)
    bot.ledger.enrichers.register(QuestionEnricher())
    bot.reports.register(CommunitySection(bot.database, bot.clock))
    bot.ports.provide(ReportWriter, ReportFiles(service))  # type: ignore[type-abstract]
    bot.ports.provide(InsightsService, service)
    bot.add_dynamic_items(ReportButton)
    await bot.add_cog(ReportCommands(service))
