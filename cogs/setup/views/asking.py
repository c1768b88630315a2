"""The wizard's questions about how a feature works: one press answers one."""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import UserError
from bot.text.catalogue import ENGLISH
from bot.ui.views import FromMatch, forwards_errors
from cogs.setup.service.wizard import Chosen, Page
from cogs.setup.texts import T
from cogs.setup.views.choosing import ChannelMenu, CreateButton
from cogs.setup.views.pages import answer_to
from cogs.setup.views.screen import manager, redraw, there

_LABEL = 80


class AnswerButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"setup-answer:(?P<name>[a-z_.]{1,60}):(?P<value>[a-z_]{1,20}):(?P<step>asked-\d)",
):
    """One answer to a question; the one that holds is green."""

    def __init__(
        self, name: str, value: str, step: str, label: str = "", *, chosen: bool = False
    ) -> None:
        self.name, self.value, self.step = name, value, step
        style = discord.ButtonStyle.success if chosen else discord.ButtonStyle.secondary
        super().__init__(
            discord.ui.Button(
                label=label[:_LABEL] or value,
                style=style,
                custom_id=f"setup-answer:{name}:{value}:{step}",
                row=0,
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Take the answer. Raises UserError for one that is not offered any more."""
        guild, wizard = await manager(interaction)
        setting = wizard.settings.find(self.name, str(interaction.locale))
        if self.value not in setting.choices:
            raise UserError(T.say("answer-gone", str(interaction.locale)))
        await wizard.settings.put(guild.id, setting, self.value, interaction.user.id)
        await redraw(interaction, guild, await wizard.page(guild.id, self.step))


def asked_items(
    page: Page, asked: Chosen, guild: discord.Guild, locale: str = ENGLISH
) -> list[discord.ui.Item[Any]]:
    """Return the answers to a question, and the channel that goes with them once it matters."""
    setting = asked.setting
    items: list[discord.ui.Item[Any]] = [
        AnswerButton(
            setting.name,
            value,
            page.step,
            answer_to(setting, value, locale),
            chosen=value == asked.value,
        )
        for value in setting.choices
    ]
    if page.beside is not None:
        items.append(ChannelMenu.showing(page.beside, page.step, guild, locale))
        if not there(page.beside, guild):
            items.append(CreateButton.of(page.beside, page.step, locale))
    return items
