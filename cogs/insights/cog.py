"""Commands of insights: ``/report weekly`` and ``/pulse``."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers, members
from bot.client import Steward
from bot.clock import Clock
from bot.ports import HelpPlaces, QueryBook
from bot.reports import ReportWriter
from cogs.insights.embeds import pulse_embed, report_embed
from cogs.insights.output import ReportFiles
from cogs.insights.section import CommunitySection
from cogs.insights.service import InsightsService
from cogs.insights.texts import T
from cogs.insights.views import ReportButton, ReportButtons, asked_report, picture

_SUGGESTED_WEEKS = 25


class Insights(commands.Cog):
    """The report and the pulse."""

    def __init__(self, service: InsightsService, clock: Clock) -> None:
        self._service = service
        self._clock = clock

    report = managers()(app_commands.Group(name="report", description=T.plain("command-report")))

    @report.command(
        name="weekly",
        description=T.plain("command-report-weekly"),
        extras={"example": "example-report-weekly"},
    )
    @app_commands.describe(week=T.plain("option-report-week"))
    @managers()
    async def report_weekly(
        self, interaction: discord.Interaction[Any], week: str | None = None
    ) -> None:
        """Answer with the report of a week, to the manager alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        report = await asked_report(interaction, self._service, week)
        await interaction.edit_original_response(
            embed=report_embed(report),
            attachments=[await picture(report)],
            view=ReportButtons(report),
        )

    @report_weekly.autocomplete("week")
    async def _weeks(
        self, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        if interaction.guild_id is None:
            return []
        newest = await self._service.window(interaction.guild_id, None)
        labels = [newest.shifted(-7 * ago).label for ago in range(_SUGGESTED_WEEKS * 4)]
        wanted = current.strip().lower()
        return [
            app_commands.Choice(name=label, value=label)
            for label in labels
            if wanted in label.lower()
        ][:_SUGGESTED_WEEKS]

    @app_commands.command(name="pulse", description=T.plain("command-pulse"))
    @members()
    async def pulse(self, interaction: discord.Interaction[Any]) -> None:
        """Answer, for everyone to see, how the community is doing."""
        if interaction.guild_id is None:
            return
        await interaction.response.defer(thinking=True)
        pulse = await self._service.pulse(interaction.guild_id)
        await interaction.edit_original_response(
            embed=pulse_embed(pulse, str(interaction.guild_locale or "en"))
        )


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
    bot.add_dynamic_items(ReportButton)
    await bot.add_cog(Insights(service, bot.clock))
