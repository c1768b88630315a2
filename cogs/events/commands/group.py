"""The group ``/event``, which several files put commands in."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands

from bot.checks import members
from cogs.events.texts import T

EXAMPLE: Final = "example"

event = members()(app_commands.Group(name="event", description=T.plain("command-event")))


async def thinking(interaction: discord.Interaction[Any], *, public: bool = False) -> discord.Guild:
    """Acknowledge a command, only visible to who gave it unless ``public``; return the server."""
    await interaction.response.defer(ephemeral=not public, thinking=True)
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild
