"""The refusal of what belongs to a feature that is off: commands, views, modals, buttons."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.errors import UserError
from bot.feature_switch import FeatureSwitch
from bot.features import feature_of
from bot.text.kernel import T


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
