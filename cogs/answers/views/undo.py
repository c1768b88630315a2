"""Taking back that an answer helped: a button that outlives a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.ui.views import FromMatch, forwards_errors
from cogs.answers.service.marks import MarkService
from cogs.answers.texts import T
from cogs.answers.views.people import by, who

if TYPE_CHECKING:
    from bot.client import Steward


class TakeBackButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"answers-back:(?P<answer>\d+)",
):
    """Takes back that the message ``answer`` helped."""

    def __init__(self, answer: str, locale: str = "en") -> None:
        self._answer_id = int(answer)
        label = T.plain("button-take-back", locale)
        super().__init__(discord.ui.Button(label=label, custom_id=f"answers-back:{answer}"))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take it back and say so."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot, locale = cast("Steward", interaction.client), str(interaction.locale)
        member = who(interaction)
        doer = await by(bot.guild_settings, member, locale)
        await bot.ports.get(MarkService).take_back(member.guild.id, self._answer_id, doer)
        await interaction.edit_original_response(content=T.say("taken-back", locale))
