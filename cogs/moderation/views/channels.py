"""The channel of the queue, where the bot may write to it."""

from __future__ import annotations

import discord

from cogs.moderation.settings import GuildSettings


def queue_channel(guild: discord.Guild, settings: GuildSettings) -> discord.TextChannel | None:
    """Return where items are shown: the queue's channel, else the mod log's, else None."""
    for channel_id in (settings.queue_channel_id, settings.log_channel_id):
        channel = guild.get_channel(channel_id or 0)
        if not isinstance(channel, discord.TextChannel):
            continue
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages and may.embed_links:
            return channel
    return None
