"""The message menu "Wrong sentiment"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.errors import UserError
from cogs.sentiment.service.corrections import CorrectionService
from cogs.sentiment.texts import T
from cogs.sentiment.views.correcting import correcting_view

if TYPE_CHECKING:
    from bot.client import Steward


@app_commands.context_menu(name=T.plain("menu-wrong"))
@managers()
async def wrong_sentiment(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Show as what a message counts, and what else it can count as."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot, locale = cast("Steward", interaction.client), str(interaction.locale)
    if interaction.guild_id is None or message.author.bot or message.webhook_id is not None:
        raise UserError(T.say("correct-not-scored", locale))
    counted = await bot.ports.get(CorrectionService).counted(
        interaction.guild_id, message.id, locale
    )
    await interaction.edit_original_response(
        content=T.say("correct-ask", locale, now=counted.now.value),
        view=correcting_view(message.id, counted, locale),
    )


class CorrectionCommands(commands.Cog):
    """Corrections by managers."""

    def __init__(self, bot: Steward) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Add the message menu, which discord.py keeps outside cogs."""
        self._bot.tree.add_command(wrong_sentiment, override=True)

    async def cog_unload(self) -> None:
        """Take the message menu away."""
        self._bot.tree.remove_command(wrong_sentiment.name, type=discord.AppCommandType.message)
