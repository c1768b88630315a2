"""What members do: introduce themselves, pick interests, offer and ask for a buddy."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import members
from cogs.onboarding.texts import T
from cogs.onboarding.views.buddies import find_buddy
from cogs.onboarding.views.context import place_of
from cogs.onboarding.views.interests import show_interests
from cogs.onboarding.views.introduce import IntroduceModal

_CAP = 3


class FirstSteps(commands.Cog):
    """Commands for everyone."""

    buddy = members()(app_commands.Group(name="buddy", description=T.plain("command-buddy")))

    @app_commands.command(name="introduce", description=T.plain("command-introduce"))
    @members()
    async def introduce(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form; what is written there becomes a public card."""
        await interaction.response.send_modal(IntroduceModal(await place_of(interaction)))

    @app_commands.command(name="interests", description=T.plain("command-interests"))
    @members()
    async def interests(self, interaction: discord.Interaction[Any]) -> None:
        """Show the menu of interests."""
        await show_interests(interaction, await place_of(interaction))

    @buddy.command(
        name="offer",
        description=T.plain("command-buddy-offer"),
        extras={"example": "example-buddy-offer"},
    )
    @app_commands.describe(daily=T.plain("option-buddy-daily"))
    @members()
    async def offer(
        self, interaction: discord.Interaction[Any], daily: app_commands.Range[int, 1, 20] = _CAP
    ) -> None:
        """Let the person volunteer."""
        place = await place_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await place.services.buddies.offer(place.guild.id, place.member.id, daily)
        await interaction.edit_original_response(
            content=T.say("buddy-offered", place.locale, daily=daily)
        )

    @buddy.command(name="stop", description=T.plain("command-buddy-stop"))
    @members()
    async def stop(self, interaction: discord.Interaction[Any]) -> None:
        """Let the person volunteer no more."""
        place = await place_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        stopped = await place.services.buddies.stop(place.guild.id, place.member.id)
        key = "buddy-stopped" if stopped else "buddy-was-none"
        await interaction.edit_original_response(content=T.say(key, place.locale))

    @buddy.command(name="ask", description=T.plain("command-buddy-ask"))
    @members()
    async def ask(self, interaction: discord.Interaction[Any]) -> None:
        """Find the person a buddy."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await place_of(interaction)
        await interaction.edit_original_response(content=await find_buddy(place))
