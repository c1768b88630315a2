"""``/badges``: what a member has, and what is nearest."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import members
from bot.errors import UserError
from cogs.recognition.embeds.badges import shelf_embed
from cogs.recognition.service.awards import AwardService
from cogs.recognition.service.seasons import Seasons
from cogs.recognition.texts import T


class BadgesCommand(commands.Cog):
    """The command ``/badges``."""

    def __init__(self, awards: AwardService, seasons: Seasons) -> None:
        self._awards = awards
        self._seasons = seasons

    @app_commands.command(
        name="badges",
        description=T.plain("command-badges"),
        extras={"example": "example-badges"},
    )
    @app_commands.describe(member=T.plain("option-badges-member"))
    @members()
    async def badges(
        self, interaction: discord.Interaction[Any], member: discord.Member | None = None
    ) -> None:
        """Answer with badges; those of who is not shown are for themselves alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        if interaction.guild is None:
            raise app_commands.NoPrivateMessage
        locale = str(interaction.locale)
        whose = member or interaction.user
        mine = whose.id == interaction.user.id
        shelf = await self._awards.held(interaction.guild.id, whose.id)
        if shelf.hidden and not mine:
            raise UserError(T.say("shelf-hidden", locale, member=whose.display_name))
        tier = await self._seasons.mine(interaction.guild.id, whose.id)
        await interaction.edit_original_response(
            content=T.say("shelf-only-you", locale) if shelf.hidden else None,
            embed=shelf_embed(whose, shelf, tier, locale, mine=mine),
        )
