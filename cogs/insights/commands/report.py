"""``/report``: a week, any days, two stretches side by side, files; and ``/pulse``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers, members
from bot.errors import UserError
from bot.guild_settings import ServerSettings
from bot.signals import CensusTaken, GuildSettingChanged
from bot.text.catalogue import Raw
from bot.text.truncate import truncate
from bot.ui.paginator import Paginator
from cogs.insights.domain.report import Report
from cogs.insights.embeds import details_pages, pulse_embed, report_embed
from cogs.insights.formats import goal_text
from cogs.insights.service.goals import GoalService
from cogs.insights.service.outlets import OutletService
from cogs.insights.service.reports import InsightsService
from cogs.insights.service.schedule import ScheduleService
from cogs.insights.settings import GuildSettings
from cogs.insights.texts import T
from cogs.insights.views.outlets import outlets_text, outlets_view
from cogs.insights.views.report import ReportButtons, asked_report, attach, picture
from cogs.insights.views.schedule import schedule_text, schedule_view

if TYPE_CHECKING:
    from bot.client import Steward

EXAMPLE: Final = "example"
_FORMATS: Final = [
    app_commands.Choice(name=T.plain(f"export-{kind}"), value=kind)
    for kind in ("html", "csv", "json")
]
_SUGGESTED_WEEKS = 25
_CHOICE: Final = 100
_DAYS: Final = [
    app_commands.Choice(name=T.plain(f"weekday-{number}"), value=number) for number in range(7)
]
_WHEN: Final = frozenset({"report_day", "report_time", "report_channel_id"})


class ReportCommands(commands.Cog):
    """The report and the pulse."""

    def __init__(
        self,
        bot: Steward,
        service: InsightsService,
        schedule: ScheduleService,
        goals: GoalService,
        outlets: OutletService,
    ) -> None:
        self._bot = bot
        self._service = service
        self._schedule = schedule
        self._goals = goals
        self._outlets = outlets
        bot.signals.listen(GuildSettingChanged, self._setting_changed)
        bot.signals.listen(CensusTaken, self._census_taken)

    report = managers()(app_commands.Group(name="report", description=T.plain("command-report")))

    @report.command(
        name="weekly",
        description=T.plain("command-report-weekly"),
        extras={EXAMPLE: "example-report-weekly"},
    )
    @app_commands.describe(week=T.plain("option-report-week"))
    @managers()
    async def report_weekly(
        self, interaction: discord.Interaction[Any], week: str | None = None
    ) -> None:
        """Answer with the report of a week, to the manager alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        report = await asked_report(interaction, self._service, week)
        await _show(interaction, report)

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

    @report.command(
        name="range",
        description=T.plain("command-report-range"),
        extras={EXAMPLE: "example-report-range"},
    )
    @app_commands.rename(first="from", last="to")
    @app_commands.describe(first=T.plain("option-range-from"), last=T.plain("option-range-to"))
    @managers()
    async def report_range(
        self, interaction: discord.Interaction[Any], first: str, last: str
    ) -> None:
        """Answer with the report of any days, to the manager alone."""
        guild_id = await _thinking(interaction)
        window = await self._service.stretch(guild_id, first, last, str(interaction.locale))
        await _show(
            interaction,
            await self._service.report(guild_id, window, locale=str(interaction.locale)),
        )

    @report.command(
        name="compare",
        description=T.plain("command-report-compare"),
        extras={EXAMPLE: "example-report-compare"},
    )
    @app_commands.describe(a=T.plain("option-compare-a"), b=T.plain("option-compare-b"))
    @managers()
    async def report_compare(self, interaction: discord.Interaction[Any], a: str, b: str) -> None:
        """Answer with every figure of ``b`` beside that of ``a``."""
        guild_id, locale = await _thinking(interaction), str(interaction.locale)
        first = await self._service.stretch(guild_id, a, locale=locale)
        second = await self._service.stretch(guild_id, b, locale=locale)
        report = await self._service.compare(guild_id, first, second, locale=locale)
        pages = [report_embed(report).set_image(url=None), *details_pages(report)]
        await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)

    @report.command(
        name="export",
        description=T.plain("command-report-export"),
        extras={EXAMPLE: "example-report-export"},
    )
    @app_commands.rename(kind="format")
    @app_commands.describe(
        kind=T.plain("option-export-format"), window=T.plain("option-export-window")
    )
    @app_commands.choices(kind=_FORMATS)
    @managers()
    async def report_export(
        self, interaction: discord.Interaction[Any], kind: str, window: str | None = None
    ) -> None:
        """Answer with the report as a file."""
        guild_id, locale = await _thinking(interaction), str(interaction.locale)
        asked = (
            await self._service.window(guild_id, None)
            if window is None
            else await self._service.stretch(guild_id, window, locale=locale)
        )
        report = await self._service.report(guild_id, asked, locale=locale)
        await attach(interaction, report, kind)

    @report.command(
        name="schedule",
        description=T.plain("command-report-schedule"),
        extras={EXAMPLE: "example-report-schedule"},
    )
    @app_commands.describe(
        channel=T.plain("option-schedule-channel"),
        day=T.plain("option-schedule-day"),
        time=T.plain("option-schedule-time"),
    )
    @app_commands.choices(day=_DAYS)
    @managers()
    async def report_schedule(
        self,
        interaction: discord.Interaction[Any],
        channel: discord.TextChannel | None = None,
        day: int | None = None,
        time: str | None = None,
    ) -> None:
        """Post the report each week; without options it only shows what is set."""
        guild_id, locale = await _thinking(interaction), str(interaction.locale)
        if channel is not None and not _writable(channel):
            raise UserError(T.say("schedule-closed", locale, channel=Raw(channel.mention)))
        chosen = {
            "report_time": None if time is None else time.strip(),
            "report_day": day,
            "report_channel_id": None if channel is None else channel.id,
        }
        for key, value in chosen.items():
            if value is not None:
                await self._bot.guild_settings.set(
                    guild_id, GuildSettings, key, str(value), interaction.user.id
                )
        settings = await self._schedule.settings(guild_id)
        await interaction.edit_original_response(
            content=await schedule_text(self._schedule, guild_id, locale),
            view=schedule_view(locale, posted=settings.report_channel_id is not None),
        )

    @report.command(
        name="goal",
        description=T.plain("command-report-goal"),
        extras={EXAMPLE: "example-report-goal"},
    )
    @app_commands.describe(
        figure=T.plain("option-goal-figure"), target=T.plain("option-goal-target")
    )
    @managers()
    async def report_goal(
        self, interaction: discord.Interaction[Any], figure: str, target: str | None = None
    ) -> None:
        """Set what a figure of the week shall reach; without a target the goal goes."""
        guild_id, locale = await _thinking(interaction), str(interaction.locale)
        if target is None:
            label = await self._goals.drop(guild_id, figure, locale)
            told = T.say("goal-gone", locale, figure=label)
        else:
            goal = await self._goals.set(guild_id, figure, target, locale)
            told = T.say("goal-set", locale, figure=goal.label, progress=goal_text(goal, locale))
        await interaction.edit_original_response(content=told)

    @report_goal.autocomplete("figure")
    async def _figures(
        self, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        if interaction.guild_id is None:
            return []
        figures = await self._goals.figures(interaction.guild_id, str(interaction.locale))
        wanted = current.strip().lower()
        return [
            app_commands.Choice(name=truncate(label, _CHOICE), value=key)
            for key, (label, _) in figures.items()
            if wanted in label.lower() or wanted in key
        ][:_SUGGESTED_WEEKS]

    @report.command(name="outside", description=T.plain("command-report-outside"))
    @managers()
    async def report_outside(self, interaction: discord.Interaction[Any]) -> None:
        """Show where the scheduled report goes outside Discord; add a place, remove one."""
        guild_id, locale = await _thinking(interaction), str(interaction.locale)
        outlets = await self._outlets.all(guild_id)
        await interaction.edit_original_response(
            content=outlets_text(outlets, locale),
            view=outlets_view(self._outlets, outlets, locale),
        )

    async def _setting_changed(self, signal: GuildSettingChanged) -> None:
        ours = signal.section == GuildSettings.section and signal.key in _WHEN
        if ours or (signal.section, signal.key) == (ServerSettings.section, "zone"):
            await self._schedule.keep_going(signal.guild_id, moved=True)

    async def _census_taken(self, signal: CensusTaken) -> None:
        # After a kill between a setting and its job.
        await self._schedule.keep_going(signal.guild_id)

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


def _writable(channel: discord.TextChannel) -> bool:
    may = channel.permissions_for(channel.guild.me)
    return may.view_channel and may.send_messages and may.embed_links and may.attach_files


async def _thinking(interaction: discord.Interaction[Any]) -> int:
    await interaction.response.defer(ephemeral=True, thinking=True)
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id


async def _show(interaction: discord.Interaction[Any], report: Report) -> None:
    await interaction.edit_original_response(
        embed=report_embed(report),
        attachments=[await picture(report)],
        view=ReportButtons(report),
    )
