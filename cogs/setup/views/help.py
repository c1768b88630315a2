"""``/help``: what this person may use here, and how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, cast

import discord
from discord import app_commands

from bot.checks import may_use
from bot.errors import UserError
from bot.features import feature_of, text_of
from bot.text.catalogue import ENGLISH, Raw
from bot.text.truncate import truncate
from bot.ui.embeds import EmbedBuilder
from cogs.setup.formats import bullets
from cogs.setup.service.settings import SettingsService
from cogs.setup.service.values import LABEL, SUGGESTIONS
from cogs.setup.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

Leaf = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
_ECHOED = 60
# A command's ``extras`` may hold an example: a key of its feature's catalogue, or a text.
EXAMPLE: Final = "example"
_ENTRANCES: Final = ("rules show", "faq get", "privacy policy")
_SAMPLES: Final = {
    discord.AppCommandOptionType.string: "…",
    discord.AppCommandOptionType.integer: "5",
    discord.AppCommandOptionType.number: "5",
    discord.AppCommandOptionType.boolean: "True",
    discord.AppCommandOptionType.user: "@member",
    discord.AppCommandOptionType.role: "@role",
    discord.AppCommandOptionType.channel: "#channel",
    discord.AppCommandOptionType.mentionable: "@member",
    discord.AppCommandOptionType.attachment: "(file)",
}


async def explained(interaction: discord.Interaction[Any], name: str) -> discord.Embed:
    """Return how one command is used.

    Raises UserError for a command that is not there, or not for this person.
    """
    locale = str(interaction.locale)
    wanted = name.strip().lstrip("/").lower()
    found = next((c for c in await usable(interaction) if _name(c).lower() == wanted), None)
    if found is None:
        given = truncate(name.strip() or "—", _ECHOED)
        raise UserError(T.say("help-unknown", locale, given=given))
    bot = cast("Steward", interaction.client)
    await bot.command_mentions.load()
    return _detail(bot, found, locale)


async def usable(interaction: discord.Interaction[Any]) -> list[Leaf]:
    """Return the commands and menus that the person may use here, in alphabetical order."""
    bot, guild_id = cast("Steward", interaction.client), interaction.guild_id
    if guild_id is None:
        raise app_commands.NoPrivateMessage
    found = []
    for command in _leaves(bot.tree):
        feature = feature_of(command.callback)
        on = feature is None or await bot.feature_switch.is_on(guild_id, feature)
        if on and await may_use(interaction, command):
            found.append(command)
    return sorted(found, key=_name)


async def suggest_commands(
    interaction: discord.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    """Suggest the commands that the person may use."""
    wanted = typed.strip().lstrip("/").lower()
    names = [_name(command) for command in await usable(interaction)]
    fitting = [name for name in names if wanted in name.lower()]
    return [
        app_commands.Choice(name=truncate(name, LABEL), value=name)
        for name in fitting[:SUGGESTIONS]
    ]


def _leaves(tree: app_commands.CommandTree[Any]) -> Iterator[Leaf]:
    for kind in discord.AppCommandType:
        for command in tree.walk_commands(type=kind):
            if not isinstance(command, app_commands.Group):
                yield command


def _name(command: Leaf) -> str:
    return command.qualified_name


async def overview(interaction: discord.Interaction[Any]) -> list[discord.Embed]:
    """Return everything that this person may use, as pages."""
    locale = str(interaction.locale)
    bot = cast("Steward", interaction.client)
    await bot.command_mentions.load()
    commands = await usable(interaction)
    builder = EmbedBuilder(
        title=T.say("help-title", locale),
        description="\n".join(
            [T.say("help-intro", locale), *await _entrances(interaction, commands)]
        ),
        locale=locale,
    )
    by_feature: dict[str, list[str]] = {}
    for command in commands:
        line = f"{_called(bot, command, locale)} {_about(command)}".strip()
        by_feature.setdefault(feature_of(command.callback) or "", []).append(line)
    for feature, lines in sorted(by_feature.items()):
        for number, part in enumerate(_parts(lines)):
            builder.field(feature.capitalize() if number == 0 else "", part)
    return builder.build_pages()


def _parts(lines: list[str], room: int = 1_024) -> Iterator[str]:
    """Give ``lines`` in texts that each fit into a field."""
    text = ""
    for line in lines:
        if text and len(text) + len(line) + 1 > room:
            yield text
            text = ""
        text = f"{text}\n{line}" if text else line
    if text:
        yield text


def _called(bot: Steward, command: Leaf, locale: str) -> str:
    if isinstance(command, app_commands.ContextMenu):
        return T.say(f"help-menu-{command.type.name}", locale, name=command.name)
    return bot.command_mentions.of(command.qualified_name)


def _about(command: Leaf) -> str:
    return "" if isinstance(command, app_commands.ContextMenu) else f"– {command.description}"


def _sees(user: discord.User | discord.Member, channel: discord.abc.GuildChannel) -> bool:
    return isinstance(user, discord.Member) and channel.permissions_for(user).view_channel


async def _entrances(interaction: discord.Interaction[Any], commands: list[Leaf]) -> list[str]:
    """Return where the server's own rules and answers are, as far as it has them."""
    guild, bot = interaction.guild, cast("Steward", interaction.client)
    if guild is None:
        return []
    locale = str(interaction.locale)
    channels = await _channels_called(bot, guild, ("rules_channel_id", "faq_channel_id"))
    if guild.rules_channel is not None:
        channels.setdefault("rules_channel_id", guild.rules_channel.id)
    lines = []
    for key, channel_id in channels.items():
        channel = guild.get_channel(channel_id)
        if channel is not None and _sees(interaction.user, channel):
            lines.append(T.say(f"help-{key}", locale, channel=Raw(channel.mention)))
    names = {_name(command) for command in commands}
    there = [bot.command_mentions.of(name) for name in _ENTRANCES if name in names]
    if there:
        lines.append(T.say("help-entrances", locale, commands=Raw(" · ".join(there))))
    return [bullets(lines)] if lines else []


async def _channels_called(
    bot: Steward, guild: discord.Guild, keys: tuple[str, ...]
) -> dict[str, int]:
    """Return the channels that settings of these names hold, of features that are on."""
    service = bot.ports.get(SettingsService)
    found: dict[str, int] = {}
    off = await service.off(guild.id)
    for setting in service.all:
        if setting.key in keys and setting.section not in off:
            value = await service.value(guild.id, setting)
            if isinstance(value, int):
                found.setdefault(setting.key, value)
    return found


def _detail(bot: Steward, command: Leaf, locale: str) -> discord.Embed:
    builder = EmbedBuilder(
        title=command.qualified_name
        if isinstance(command, app_commands.ContextMenu)
        else f"/{command.qualified_name}",
        description=f"{_called(bot, command, locale)} {_about(command)}",
        locale=locale,
    )
    if isinstance(command, app_commands.ContextMenu):
        return builder.build()
    for option in command.parameters:
        key = "help-required" if option.required else "help-optional"
        name = T.say(key, locale, name=Raw(option.display_name))
        builder.field(name, str(option.description))
    builder.field(T.say("help-example", locale), f"`{example_of(command, locale)}`")
    return builder.build()


def example_of(command: app_commands.Command[Any, ..., Any], locale: str = ENGLISH) -> str:
    """Return how a command can be typed: its own example, else one made from its options."""
    given, feature = command.extras.get(EXAMPLE), feature_of(command.callback)
    if given is not None:
        return text_of(feature, str(given), locale) if feature else str(given)
    parts = [f"/{command.qualified_name}"]
    for option in command.parameters:
        if option.required:
            sample = str(option.choices[0].name) if option.choices else _SAMPLES[option.type]
            parts.append(f"{option.display_name}:{sample}")
    return " ".join(parts)
