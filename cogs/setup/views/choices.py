"""What Discord suggests while somebody types an option."""

from __future__ import annotations

from typing import Any, cast

import discord
from discord import app_commands

from bot.errors import UserError
from bot.text.truncate import truncate
from cogs.setup.domain.names import Names
from cogs.setup.service.settings import SettingsService
from cogs.setup.service.values import LABEL, SUGGESTIONS, suggest, suggest_zones, switchable
from cogs.setup.views.snapshot import names_of

Choices = list[app_commands.Choice[str]]


def _service(interaction: discord.Interaction[Any]) -> SettingsService:
    return cast("SettingsService", interaction.client.ports.get(SettingsService))


async def zones(_interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Suggest time zones."""
    return [app_commands.Choice(name=zone, value=zone) for zone in suggest_zones(typed)]


async def features(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Suggest features that can be switched."""
    names = switchable(Names(features=_service(interaction).features))
    return _fitting(names, typed)


async def sections(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Suggest features that have settings."""
    return _fitting(_service(interaction).sections, typed)


async def setting_names(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Suggest settings, by their names and what they are for."""
    wanted = typed.strip().lower()
    labels = [
        (f"{setting.name} — {setting.description}", setting.name)
        for setting in _service(interaction).all
    ]
    found = [(label, name) for label, name in labels if wanted in label.lower()]
    found.sort(key=lambda offer: wanted not in offer[1])
    return [
        app_commands.Choice(name=truncate(label, LABEL), value=name)
        for label, name in found[:SUGGESTIONS]
    ]


async def setting_values(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """Suggest values for the setting that was chosen: channels and roles by their names."""
    guild = interaction.guild
    if guild is None:
        return []
    service = _service(interaction)
    try:
        setting = service.find(str(interaction.namespace.key or ""))
    except UserError:
        return []  # the option before is not filled yet
    current = await service.value(guild.id, setting)
    offers = suggest(setting, typed, current, names_of(guild), str(interaction.locale))
    return [app_commands.Choice(name=label, value=value) for label, value in offers]


def _fitting(names: tuple[str, ...], typed: str) -> Choices:
    wanted = typed.strip().lower()
    fitting = [name for name in names if wanted in name.lower()]
    return [app_commands.Choice(name=name, value=name) for name in fitting[:SUGGESTIONS]]
