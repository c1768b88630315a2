"""Commands of setup: ``/doctor``."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.client import Steward
from bot.outbound import Guards
from bot.ui.embeds import CAUTION, GOOD, EmbedBuilder
from cogs.setup.service import DoctorService
from cogs.setup.texts import T
from cogs.setup.views import RetryButton, retry_buttons


class Setup(commands.Cog):
    """What a manager needs to have the bot well in their server."""

    def __init__(self, service: DoctorService, outbound: Guards) -> None:
        self._service = service
        self._outbound = outbound

    @app_commands.command(name="doctor", description=T.plain("command-doctor"))
    @managers()
    async def doctor(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with everything that is not as it should be, and its remedy."""
        guild = interaction.guild
        if guild is None:
            raise app_commands.NoPrivateMessage
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        examination = await self._service.examine(
            guild.id,
            unseen_channel_ids=_unseen(guild),
            message_content=interaction.client.intents.message_content,
            refused=[
                (str(refusal.action), refusal.again_at)
                for refusal in self._outbound.refusals(guild.id)
            ],
            locale=locale,
        )
        count = len(examination.findings)
        embed = EmbedBuilder(
            title=T.say("doctor-title", locale),
            description=T.say("doctor-findings", locale, count=count)
            if count
            else T.say("doctor-fine", locale),
            colour=CAUTION if count else GOOD,
        )
        for finding in examination.findings:
            embed.field(finding.what, finding.remedy)
        await interaction.edit_original_response(
            embed=embed.build(), view=retry_buttons(examination, locale)
        )


def _unseen(guild: discord.Guild) -> list[int]:
    """Return the channels with messages or voices that the bot may not view."""
    return [
        channel.id
        for channel in guild.channels
        if not isinstance(channel, discord.CategoryChannel)
        and not channel.permissions_for(guild.me).view_channel
    ]


async def setup(bot: Steward) -> None:
    """Compose the feature."""
    service = DoctorService(bot.database, bot.jobs, bot.clock)
    bot.ports.provide(DoctorService, service)
    bot.add_dynamic_items(RetryButton)
    await bot.add_cog(Setup(service, bot.outbound))
