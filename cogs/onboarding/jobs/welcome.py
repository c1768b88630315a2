"""The greeting of one newcomer, when it is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord
import structlog

from bot.clock import Clock
from bot.jobs import Job, Postpone
from bot.signals import WelcomeOutcome
from bot.ui.dm import CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER, OPENING_DMS_TOO_FAST
from cogs.onboarding.domain.steps import Membership
from cogs.onboarding.jobs.quiet import quiet_guild
from cogs.onboarding.jobs.roles import give_roles_back
from cogs.onboarding.repository.newcomers import SAME, Standing
from cogs.onboarding.service.services import Services
from cogs.onboarding.service.welcomes import membership_of
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.views.channels import welcome_channel
from cogs.onboarding.views.greeting import GreetingLayout
from cogs.onboarding.views.present import greeting_for

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

_SCREENING_WAIT = timedelta(hours=6)
_CLOSED = {CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER}


class WelcomeJob:
    """Handles the jobs of kind ``onboarding-welcome``."""

    def __init__(self, bot: Steward, services: Services, clock: Clock) -> None:
        self._bot = bot
        self._services = services
        self._welcomes = services.welcomes
        self._clock = clock
        # Discord counts opened direct messages for the whole bot, so the pause is everyone's.
        self._paused_until: datetime | None = None
        # When the last greeting of each guild left.
        self._left_at: dict[int, datetime] = {}

    async def __call__(self, job: Job) -> None:
        """Greet the newcomer, or bring them one step nearer to it."""
        membership = membership_of(job)
        standing = await self._welcomes.standing(membership)
        if standing is None or standing.outcome is not None:
            return
        if await self._bot.delivery.has_arrived(job):
            # Sent before a kill: whatever would put the greeting off now comes too late.
            await self._welcomes.conclude([membership], WelcomeOutcome.DM)
            return
        settings = await self._welcomes.settings(job.guild_id)
        guild = await quiet_guild(self._bot, job.guild_id)
        member = await present(guild, membership)
        if member is None:
            await self._welcomes.conclude([membership], WelcomeOutcome.LEFT)
            return
        if member.pending:
            raise Postpone(self._clock.now() + _SCREENING_WAIT)
        if standing.returning and settings.rejoin_roles != "none":
            await give_roles_back(self._services, guild, member, settings)
        outcome = await self._greet(job, guild, member, standing, settings)
        if outcome is not None:
            await self._welcomes.conclude([membership], outcome)

    async def _greet(
        self,
        job: Job,
        guild: discord.Guild,
        member: discord.Member,
        standing: Standing,
        settings: GuildSettings,
    ) -> WelcomeOutcome | None:
        """Return how it ended; None where the greeting of several will tell."""
        if settings.mode == "off":
            return WelcomeOutcome.OFF
        if standing.queued_at is not None:
            await self._welcomes.gather(standing.membership)
            return None
        reach = await self._welcomes.reach(guild.id, member.id)
        if reach.muted_at is not None or not await self._welcomes.is_watched(guild.id, member.id):
            return WelcomeOutcome.DECLINED
        by_dm = (
            settings.mode == "dm" and reach.closed_at is None and not self._paused(guild, settings)
        )
        if by_dm:
            await self._keep_pace(job)
        if by_dm and await self._sent_dm(job, guild, member, standing):
            return WelcomeOutcome.DM
        if welcome_channel(guild, settings) is None:
            return WelcomeOutcome.UNREACHED
        raise Postpone(await self._welcomes.queue(standing.membership))

    async def _keep_pace(self, job: Job) -> None:
        """Wait until the next greeting of the guild may leave.

        What became due while the bot was down goes to the end of the row: otherwise it would
        all leave at once, and keep whatever else is due in the guild waiting.
        """
        now = self._clock.now()
        if job.late:
            due = await self._welcomes.next_place(job.guild_id)
            if due > now:
                raise Postpone(due)
        interval = timedelta(seconds=self._welcomes.pace.dm_interval_s)
        last = self._left_at.get(job.guild_id)
        if last is not None and now - last < interval:
            await self._bot.waiting.sleep(last + interval - now, "the pace of greetings")
        self._left_at[job.guild_id] = self._clock.now()

    def _paused(self, guild: discord.Guild, settings: GuildSettings) -> bool:
        if self._paused_until is None or self._clock.now() >= self._paused_until:
            return False
        if welcome_channel(guild, settings) is None:
            raise Postpone(self._paused_until)
        return True

    async def _sent_dm(
        self, job: Job, guild: discord.Guild, member: discord.Member, standing: Standing
    ) -> bool:
        greeting = await greeting_for(self._services, guild, member, standing)
        try:
            await self._bot.delivery.deliver(job, member, view=GreetingLayout(greeting))
        except discord.HTTPException as error:
            if error.code == OPENING_DMS_TOO_FAST:
                self._pause()
            elif error.code in _CLOSED:
                await self._welcomes.note_closed(guild.id, member.id, closed=True)
            elif not isinstance(error, discord.Forbidden):
                raise
            _log.info("greeting not sent as a direct message", guild_id=guild.id, code=error.code)
            return False
        return True

    def _pause(self) -> None:
        pause = timedelta(seconds=self._welcomes.pace.dm_pause_s)
        self._paused_until = self._clock.now() + pause
        _log.warning("direct messages to newcomers paused", until=self._paused_until.isoformat())


async def present(guild: discord.Guild, membership: Membership) -> discord.Member | None:
    """Return the member where that membership still lasts, None where it ended."""
    member = guild.get_member(membership.member_id)
    if member is None:
        try:
            member = await guild.fetch_member(membership.member_id)
        except discord.NotFound:
            return None
    if member.joined_at is None or abs(member.joined_at - membership.joined_at) < SAME:
        return member
    # They left, came back, and are greeted for that.
    return None
