"""What every button of an AMA needs: whose press it is, and the use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import discord

from bot.checks import Access, has
from bot.errors import UserError
from cogs.events.service.ama_stage import AmaStage
from cogs.events.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

P = TypeVar("P")


def service(interaction: discord.Interaction[Any], kind: type[P]) -> P:
    """Return the use cases of the running bot."""
    return cast("Steward", interaction.client).ports.get(kind)


def guild_of(interaction: discord.Interaction[Any]) -> discord.Guild:
    """Return the server of an interaction. Raises NoPrivateMessage outside of one."""
    if interaction.guild is None:
        raise discord.app_commands.NoPrivateMessage
    return interaction.guild


async def must_lead(interaction: discord.Interaction[Any], event_id: int) -> None:
    """Raise UserError for who neither hosts the AMA nor moderates; it only looks."""
    guild = guild_of(interaction)
    if await has(interaction, Access.MODERATORS):
        return
    if not await service(interaction, AmaStage).is_host(guild.id, event_id, interaction.user.id):
        raise UserError(T.say("ama-host-only", str(interaction.locale)))


def button(
    key: str,
    custom_id: str,
    locale: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    *,
    row: int | None = None,
    disabled: bool = False,
) -> discord.ui.Button[Any]:
    """Return a button whose label is the sentence ``key``."""
    return discord.ui.Button(
        label=T.plain(key, locale), custom_id=custom_id, style=style, row=row, disabled=disabled
    )
