"""Being named among the helpers, or not: a button that outlives a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.ui.views import FromMatch, forwards_errors
from cogs.answers.service.marks import MarkService
from cogs.answers.texts import T

if TYPE_CHECKING:
    from bot.client import Steward


class ListingButton(
    FromMatch, discord.ui.DynamicItem[discord.ui.Button[Any]], template="answers-listing"
):
    """Takes whoever presses off the list of helpers, or puts them back."""

    def __init__(self, locale: str = "en") -> None:
        super().__init__(
            discord.ui.Button(label=T.plain("button-listing", locale), custom_id="answers-listing")
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn it over and say how it is now."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot = cast("Steward", interaction.client)
        service = bot.ports.get(MarkService)
        named = await service.turn_listing(interaction.guild_id or 0, interaction.user.id)
        key = "listing-on" if named else "listing-off"
        await interaction.edit_original_response(content=T.say(key, str(interaction.locale)))
