"""Saying that a turn of the mood was none: a button that outlives a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.checks import Access, require
from bot.ui.views import FromMatch, forwards_errors
from cogs.sentiment.service.turns import TurnService
from cogs.sentiment.texts import T

if TYPE_CHECKING:
    from bot.client import Steward


class FalseAlarmButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"sentiment-false:(?P<place>\d+):(?P<began>\d+)",
):
    """Takes an alert for a false one, and lets the next need more evidence."""

    def __init__(self, place: str | int, began: str | int, locale: str = "en") -> None:
        self._place, self._began = int(place), int(began)
        super().__init__(
            discord.ui.Button(
                label=T.plain("button-false-alarm", locale),
                custom_id=f"sentiment-false:{place}:{began}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Note it once, and say how closely is looked from now on."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await require(interaction, Access.MANAGERS)
        bot = cast("Steward", interaction.client)
        sensitivity = await bot.ports.get(TurnService).false_alarm(
            interaction.guild_id or 0, self._place, self._began, interaction.user.id
        )
        locale = str(interaction.locale)
        text = (
            T.say("false-alarm-again", locale)
            if sensitivity is None
            else T.say("false-alarm-noted", locale, sensitivity=sensitivity)
        )
        await interaction.edit_original_response(content=text)
