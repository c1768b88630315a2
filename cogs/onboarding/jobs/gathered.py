"""One greeting in the welcome channel for everyone who waits there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog

from bot.jobs import GiveUp, Job
from bot.signals import WelcomeOutcome
from cogs.onboarding.jobs.quiet import quiet_guild
from cogs.onboarding.jobs.welcome import present
from cogs.onboarding.service.services import Services
from cogs.onboarding.views.channels import welcome_channel
from cogs.onboarding.views.greeting import ChannelGreeting

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class GatheredJob:
    """Handles the jobs of kind ``onboarding-gathered``."""

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._welcomes = services.welcomes

    async def __call__(self, job: Job) -> None:
        """Greet all who belong together and are still here, and write down how it ended."""
        batch = str(job.payload["batch"])
        waiting = await self._welcomes.gathered(job.guild_id, batch)
        if all(each.outcome is not None for each in waiting):
            return
        guild = await quiet_guild(self._bot, job.guild_id)
        members = [(each.membership, await present(guild, each.membership)) for each in waiting]
        gone = [membership for membership, member in members if member is None]
        await self._welcomes.conclude(gone, WelcomeOutcome.LEFT)
        present_ones = [(one, member) for one, member in members if member is not None]
        unwilling = await self._welcomes.unwilling(guild.id, [one for one, _ in present_ones])
        await self._welcomes.conclude(unwilling, WelcomeOutcome.DECLINED)
        here = [member for one, member in present_ones if one not in unwilling]
        reached = [one for one, _ in present_ones if one not in unwilling]
        if not reached:
            return
        try:
            outcome = await self._greet(job, guild, here, batch)
        except GiveUp:
            await self._welcomes.conclude(reached, WelcomeOutcome.UNREACHED)
            raise
        await self._welcomes.conclude(reached, outcome)

    async def _greet(
        self, job: Job, guild: discord.Guild, here: list[discord.Member], batch: str
    ) -> WelcomeOutcome:
        settings = await self._welcomes.settings(guild.id)
        channel = welcome_channel(guild, settings)
        if settings.mode == "off":
            return WelcomeOutcome.OFF
        if channel is None:
            return WelcomeOutcome.UNREACHED
        mentions = [member.mention for member in here]
        try:
            await self._bot.delivery.deliver(
                job,
                channel,
                view=ChannelGreeting(guild, mentions, batch, str(guild.preferred_locale)),
                allowed_mentions=discord.AllowedMentions(
                    everyone=False, roles=False, users=here, replied_user=False
                ),
            )
        except (discord.Forbidden, discord.NotFound) as error:
            _log.warning("greeting not sent to the channel", guild_id=guild.id, code=error.code)
            return WelcomeOutcome.UNREACHED
        return WelcomeOutcome.PRESS if settings.mode == "press" else WelcomeOutcome.CHANNEL
