"""A gentle nudge for newcomers, and a note to the greeters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog

from bot.jobs import Job
from bot.text.catalogue import Raw
from cogs.onboarding.domain.steps import finished
from cogs.onboarding.jobs.welcome import present
from cogs.onboarding.service.services import Services
from cogs.onboarding.service.welcomes import membership_of
from cogs.onboarding.texts import T
from cogs.onboarding.views.channels import greeters_channel
from cogs.onboarding.views.greeting import GreetingLayout, as_nudge
from cogs.onboarding.views.present import greeting_for

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class ReminderJobs:
    """Handles the jobs of kind ``onboarding-nudge`` and ``onboarding-unanswered``."""

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._services = services

    async def nudge(self, job: Job) -> None:
        """Remind a newcomer once of what is left, unless they want no messages or tracking."""
        membership = membership_of(job)
        guild = self._bot.get_guild(job.guild_id)
        settings = await self._services.welcomes.settings(job.guild_id)
        standing = await self._services.welcomes.standing(membership)
        if guild is None or standing is None or settings.mode != "dm":
            return
        member = await present(guild, membership)
        reach = await self._services.welcomes.reach(guild.id, membership.member_id)
        if member is None or reach.muted_at is not None or reach.closed_at is not None:
            return
        if not await self._services.welcomes.is_watched(guild.id, member.id):
            return
        greeting = await greeting_for(self._services, guild, member, standing)
        if finished(greeting.steps, greeting.progress):
            return
        try:
            layout = GreetingLayout(as_nudge(greeting, guild))
            await self._bot.delivery.deliver(job, member, view=layout)
        except discord.Forbidden as error:
            # A reminder is worth no mention in public.
            _log.info("nudge not delivered", guild_id=guild.id, code=error.code)
        await self._services.welcomes.note_nudge(membership)

    async def unanswered(self, job: Job) -> None:
        """Tell the greeters of a first message that nobody answered."""
        membership = membership_of(job)
        channel_id, message_id = int(job.payload["channel"]), int(job.payload["message"])
        guild = self._bot.get_guild(job.guild_id)
        settings = await self._services.welcomes.settings(job.guild_id)
        channel = None if guild is None else greeters_channel(guild, settings)
        if guild is None or channel is None or await present(guild, membership) is None:
            return
        if not await self._services.first_words.needs_a_human(membership, channel_id, message_id):
            return
        link = f"https://discord.com/channels/{guild.id}/{channel_id}/{message_id}"
        await self._bot.delivery.deliver(
            job,
            channel,
            content=T.say(
                "unanswered",
                str(guild.preferred_locale),
                member=Raw(f"<@{membership.member_id}>"),
                channel=Raw(f"<#{channel_id}>"),
                minutes=settings.unanswered_after_minutes,
                link=Raw(link),
            ),
        )
