"""The greeting once more, because somebody asked for it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog

from bot.jobs import Job
from cogs.onboarding.service.services import Services
from cogs.onboarding.views.channels import refuses_dms, welcome_channel
from cogs.onboarding.views.greeting import ChannelGreeting, GreetingLayout
from cogs.onboarding.views.present import greeting_for

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class ResendJob:
    """Handles the jobs of kind ``onboarding-resend``.

    Whoever asks is waited for and told how it went; the job itself finishes, once, what a
    restart cut off.
    """

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._services = services

    async def __call__(self, job: Job) -> None:
        """Send the greeting where the member is still there."""
        guild = self._bot.get_guild(job.guild_id)
        member = guild.get_member(int(job.payload["member"])) if guild is not None else None
        if member is None:
            return
        key = await self.send(job, member)
        _log.info("greeting sent again", guild_id=job.guild_id, outcome=key)

    async def send(self, job: Job, member: discord.Member) -> str:
        """Greet ``member`` directly, or in the welcome channel; return the key of how it went.

        It is ``resent``, ``resent-channel``, or ``resend-closed`` where neither is possible.
        Raises discord.HTTPException for anything but closed direct messages.
        """
        guild, welcomes = member.guild, self._services.welcomes
        standing = await welcomes.latest(guild.id, member.id)
        greeting = await greeting_for(self._services, guild, member, standing)
        try:
            await self._bot.delivery.deliver(job, member, view=GreetingLayout(greeting))
        except discord.HTTPException as error:
            if not refuses_dms(error):
                raise
            if isinstance(error, discord.Forbidden):
                await welcomes.note_closed(guild.id, member.id, closed=True)
        else:
            await welcomes.note_closed(guild.id, member.id, closed=False)
            return "resent"
        channel = welcome_channel(guild, await welcomes.settings(guild.id))
        if channel is None:
            return "resend-closed"
        layout = ChannelGreeting(
            guild, [member.mention], str(job.payload["batch"]), str(guild.preferred_locale)
        )
        await self._bot.delivery.deliver(
            job,
            channel,
            view=layout,
            allowed_mentions=discord.AllowedMentions(
                everyone=False, roles=False, users=[member], replied_user=False
            ),
            part="channel",
        )
        return "resent-channel"
