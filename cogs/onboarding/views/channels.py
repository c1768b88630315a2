"""The channels that a server chose, where the bot may write to them."""

from __future__ import annotations

import discord

from bot.ui.dm import OPENING_DMS_TOO_FAST
from cogs.onboarding.settings import GuildSettings


def refuses_dms(error: discord.HTTPException) -> bool:
    """Tell whether Discord lets no direct message through, for whatever reason."""
    return isinstance(error, discord.Forbidden) or error.code == OPENING_DMS_TOO_FAST


def welcome_channel(guild: discord.Guild, settings: GuildSettings) -> discord.TextChannel | None:
    """Return the welcome channel, None where there is none or it is closed to the bot."""
    return writable(guild, settings.welcome_channel_id)


def greeters_channel(guild: discord.Guild, settings: GuildSettings) -> discord.TextChannel | None:
    """Return the channel of the greeters, None where there is none or it is closed to the bot."""
    return writable(guild, settings.greeters_channel_id)


def writable(guild: discord.Guild, channel_id: int | None) -> discord.TextChannel | None:
    """Return a text channel where the bot may write, None for any other."""
    channel = guild.get_channel(channel_id or 0)
    if not isinstance(channel, discord.TextChannel):
        return None
    may = channel.permissions_for(guild.me)
    return channel if may.view_channel and may.send_messages else None
