"""Whether a feature is on in a server, and the refusal of what belongs to one that is off."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands

from bot.errors import UserError
from bot.features import feature_of
from bot.guild_settings import GuildSettings, ServerSettings
from bot.text.kernel import T

# Without these a server could not be set up, nor anybody get their data.
ALWAYS_ON: Final = frozenset({"setup", "privacy"})


class FeatureSwitch:
    """Reads the switches that managers set."""

    def __init__(self, settings: GuildSettings) -> None:
        self._settings = settings

    async def is_on(self, guild_id: int, feature: str) -> bool:
        """Tell whether ``feature`` (the name of its folder) is on in the guild."""
        if feature in ALWAYS_ON:
            return True
        settings = await self._settings.get(guild_id, ServerSettings)
        return feature not in settings.features_off


async def require_on(interaction: discord.Interaction[Any], thing: object) -> None:
    """Raise UserError where ``thing`` belongs to a feature that is off in the server.

    ``thing`` is a command's callback, a view, a modal or a dynamic item. What the kernel
    brings is always on.
    """
    switch = getattr(interaction.client, "feature_switch", None)
    feature = feature_of(thing)
    if feature is None or interaction.guild_id is None or not isinstance(switch, FeatureSwitch):
        return
    if not await switch.is_on(interaction.guild_id, feature):
        raise UserError(T.say("feature-off", str(interaction.locale), feature=feature))


async def command_gate(interaction: discord.Interaction[Any]) -> None:
    """Refuse the commands of a feature that is off: a gate of the tree."""
    command = interaction.command
    if isinstance(command, app_commands.Command | app_commands.ContextMenu):
        await require_on(interaction, command.callback)
