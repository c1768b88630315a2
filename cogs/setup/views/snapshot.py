"""What Discord's cache says of a server, as plain data for the rules and use cases."""

from __future__ import annotations

import discord

from bot.features import discover
from cogs.setup.domain.names import Names


def names_of(guild: discord.Guild) -> Names:
    """Return the names of a server's channels (without categories) and roles, as people see them.

    Roles come highest first; @everyone last.
    """
    channels = [c for c in guild.channels if not isinstance(c, discord.CategoryChannel)]
    channels.sort(key=_place)
    return Names(
        channels={channel.id: channel.name for channel in channels},
        roles={role.id: role.name for role in reversed(guild.roles)},
        features=tuple(discover()),
    )


def _place(channel: discord.abc.GuildChannel) -> tuple[int, bool, int, int]:
    category = channel.category
    voice = isinstance(channel, discord.VoiceChannel | discord.StageChannel)
    return (-1 if category is None else category.position, voice, channel.position, channel.id)
