"""Sending the scheduled report: to its channel, and to managers who asked for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.checks import is_manager
from bot.jobs import GiveUp, Job, Postpone
from bot.ui.dm import NO_MUTUAL_SERVER, OPENING_DMS_TOO_FAST
from cogs.insights.embeds import report_embed
from cogs.insights.jobs.outlets import OutletJob
from cogs.insights.service.reports import InsightsService
from cogs.insights.service.schedule import ScheduleService
from cogs.insights.texts import T
from cogs.insights.views.report import ReportButtons, file_of, picture

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
FEATURE: Final = "insights"
_AWAY: Final = timedelta(minutes=10)


class SendingJobs:
    """Handles the jobs of kinds ``insights-weekly`` and ``insights-send``."""

    def __init__(
        self,
        bot: Steward,
        reports: InsightsService,
        schedule: ScheduleService,
        outlets: OutletJob,
    ) -> None:
        self._bot = bot
        self._reports = reports
        self._schedule = schedule
        self._outlets = outlets

    async def weekly(self, job: Job) -> None:
        """Let everybody who gets the report have it; comes again each week."""
        if await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            await self._schedule.fan_out(job.guild_id, job.due_at)
        raise Postpone(await self._schedule.next_due(job.guild_id))

    async def send(self, job: Job) -> None:
        """Send one report to one place."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None:
            raise Postpone(self._bot.clock.now() + _AWAY, anew=False)
        if not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        if "outlet" in job.payload:
            await self._outlets.send(job, str(guild.preferred_locale))
        elif "channel" in job.payload:
            await self._to_channel(job, guild)
        else:
            await self._to_member(job, guild)

    async def _to_channel(self, job: Job, guild: discord.Guild) -> None:
        channel = guild.get_channel_or_thread(int(job.payload["channel"]))
        if not isinstance(channel, discord.abc.Messageable):
            raise GiveUp(T.plain("schedule-gone"))
        try:
            await self._deliver(job, guild, channel)
        except discord.Forbidden:
            raise GiveUp(T.plain("schedule-forbidden", channel=channel.name)) from None

    async def _to_member(self, job: Job, guild: discord.Guild) -> None:
        member = guild.get_member(int(job.payload["member"]))
        if member is None or not await is_manager(self._bot.guild_settings, member):
            # Who is no manager any more reads no managers' reports.
            await self._schedule.unfollow(guild.id, int(job.payload["member"]))
            return
        try:
            await self._deliver(job, guild, member)
        except discord.HTTPException as error:
            if error.code == OPENING_DMS_TOO_FAST:
                raise Postpone(self._bot.clock.now() + _AWAY, anew=False) from None
            if not isinstance(error, discord.Forbidden) and error.code != NO_MUTUAL_SERVER:
                raise
            raise GiveUp(T.plain("schedule-dm-closed", member=member.display_name)) from None

    async def _deliver(self, job: Job, guild: discord.Guild, to: discord.abc.Messageable) -> None:
        locale = str(guild.preferred_locale)
        window = await self._reports.window(guild.id, str(job.payload["week"]))
        report = await self._reports.report(guild.id, window, locale=locale)
        private = isinstance(to, discord.Member)
        files = [await picture(report)]
        if private:
            files.append(await file_of(report, "html"))
        await self._bot.delivery.deliver(
            job,
            to,
            embeds=[report_embed(report)],
            files=files,
            # In a direct message there is no server that a button could ask about.
            view=None if private else ReportButtons(report, share=False),
        )
