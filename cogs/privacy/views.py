"""Buttons below the answers of /privacy; they outlive a restart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands

from bot.db.patience import hurried
from bot.text.catalogue import ENGLISH
from bot.ui.views import FromMatch, forwards_errors
from cogs.privacy.service import PrivacyService
from cogs.privacy.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

# To delete takes as long as it takes; but who waits is told when the database is away.
DELETING = timedelta(seconds=20)


class _OwnButton(
    FromMatch, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"privacy-none"
):
    """A button that concerns whoever presses it."""

    ID: str
    LABEL: str

    def __init__(self, locale: str = ENGLISH) -> None:
        super().__init__(
            discord.ui.Button(
                label=T.plain(self.LABEL, locale),
                style=discord.ButtonStyle.danger,
                custom_id=self.ID,
            )
        )


class ForgetFactsButton(_OwnButton, template=r"privacy-forget-facts"):
    """Deletes what was counted before tracking was switched off."""

    ID, LABEL = "privacy-forget-facts", "tracking-forget"

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Delete it and say how much it was."""
        guild_id, locale = guild_of(interaction).id, str(interaction.locale)
        await interaction.response.defer()
        with hurried(DELETING):
            removed = await service_of(interaction).forget_facts(guild_id, interaction.user.id)
        await interaction.edit_original_response(
            content=T.say("tracking-forgotten", locale, count=removed), view=None
        )


class StopTrackingButton(_OwnButton, template=r"privacy-stop"):
    """Lets nothing be counted any more, after a deletion."""

    ID, LABEL = "privacy-stop", "tracking-stop"

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Switch tracking off, and delete what was counted since the deletion."""
        guild_id, locale = guild_of(interaction).id, str(interaction.locale)
        await interaction.response.defer()
        with hurried(DELETING):
            service = service_of(interaction)
            await service.track(guild_id, interaction.user.id, on=False)
            await service.forget_facts(guild_id, interaction.user.id)
        await interaction.edit_original_response(
            content=T.say("tracking-off", locale), embed=None, view=None
        )


def with_button(button: discord.ui.DynamicItem[Any]) -> discord.ui.View:
    """Return a view of one button that outlives a restart."""
    view = discord.ui.View(timeout=None)
    view.add_item(button)
    return view


def service_of(interaction: discord.Interaction[Any]) -> PrivacyService:
    """Return the use cases of the running bot."""
    return cast("Steward", interaction.client).ports.get(PrivacyService)


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """Return the server of an interaction. Raises NoPrivateMessage outside of one."""
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild
