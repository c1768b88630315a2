"""Forms that were opened before a restart: what was typed is not lost."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord.ext import commands

from bot.ui.modals import is_open, take_up
from cogs.moderation.views.log import FORM, ReasonModal


class CaseForms(commands.Cog):
    """Takes up what nobody else takes."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Build the form of a submission anew where it is not open any more."""
        if interaction.type is not discord.InteractionType.modal_submit or is_open(interaction):
            return
        data: Any = interaction.data or {}
        match = re.fullmatch(FORM, str(data.get("custom_id")))
        if match is not None:
            number, locale = int(match["number"]), str(interaction.locale)
            take_up(interaction, ReasonModal(match["form"], number, interaction.user.id, locale))
