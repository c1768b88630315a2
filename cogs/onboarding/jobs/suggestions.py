"""Suggesting a micro-community that enough members wish for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.jobs import Job
from cogs.onboarding.service.services import Services
from cogs.onboarding.texts import T
from cogs.onboarding.views.channels import greeters_channel
from cogs.onboarding.views.suggestions import suggestion_buttons

if TYPE_CHECKING:
    from bot.client import Steward


class SuggestionJob:
    """Handles the jobs of kind ``onboarding-suggest``."""

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._services = services

    async def __call__(self, job: Job) -> None:
        """Write to the greeters' channel; where there is none the wishes wait in the report."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None:
            return
        channel = greeters_channel(guild, await self._services.welcomes.settings(guild.id))
        if channel is None:
            return
        topic = str(job.payload["topic"])
        locale = str(guild.preferred_locale)
        wishers = await self._services.interests.wishers(guild.id, topic)
        await self._bot.delivery.deliver(
            job,
            channel,
            content=T.say("suggestion", locale, count=len(wishers), topic=topic),
            view=suggestion_buttons(topic, locale),
        )
