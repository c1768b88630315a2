"""The buttons that correct a message's mood, and the one that takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.checks import Access, require
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.sentiment.domain.labels import Label
from cogs.sentiment.service.corrections import CorrectionService, Counted
from cogs.sentiment.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_UNDO: Final = "undo"


def correcting_view(message_id: int, counted: Counted, locale: str) -> discord.ui.View:
    """Return a button for each label that the message does not count as, and an undo if any."""
    view = discord.ui.View(timeout=None)
    for one in Label:
        if one is not counted.now:
            _add(view, message_id, one.value, locale)
    if counted.now is not counted.scored:
        _add(view, message_id, _UNDO, locale)
    return view


def _add(view: discord.ui.View, message_id: int, what: str, locale: str) -> None:
    view.add_item(
        discord.ui.Button(
            custom_id=f"sentiment-correct-{what}:{message_id}",
            label=T.plain(f"correct-{what}", locale),
        )
    )


class CorrectButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"sentiment-correct-(?P<what>positive|neutral|negative|undo):(?P<message>\d{1,20})",
):
    """Lets a message count as something else, or as the scorer said."""

    def __init__(self, item: discord.ui.Button[Any], what: str, message: str) -> None:
        super().__init__(item)
        self.to = None if what == _UNDO else Label(what)
        self.message_id = int(message)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Correct, and say in place of the question what holds now."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer()
        locale = str(interaction.locale)
        if interaction.guild_id is None:
            raise discord.app_commands.NoPrivateMessage
        counted = (
            await cast("Steward", interaction.client)
            .ports.get(CorrectionService)
            .correct(interaction.guild_id, self.message_id, self.to, locale)
        )
        key = "correct-undone" if counted.now is counted.scored else "correct-done"
        await interaction.edit_original_response(
            content=T.say(key, locale, now=counted.now.value),
            view=correcting_view(self.message_id, counted, locale),
        )
