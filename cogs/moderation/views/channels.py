"""The channel of the queue, where the bot may write to it."""

from __future__ import annotations

import discord

from cogs.moderation.settings import GuildSettings


def queue_channel(guild: discord.Guild, settings: GuildSettings) -> discord.TextChannel | None:
    """Return where items are shown, None where there is no such channel.

    That is the queue's channel, else the mod log's, else the one where Discord itself writes to
    the moderators, if only they see it.
    """
    for channel_id in (settings.queue_channel_id, settings.log_channel_id):
        channel = guild.get_channel(channel_id or 0)
        if isinstance(channel, discord.TextChannel) and _writable(channel):
            return channel
    for known in (guild.safety_alerts_channel, guild.public_updates_channel):
        if known is None or not _writable(known):
            continue
        if not known.permissions_for(guild.default_role).view_channel:
            return known
    return None


def _writable(channel: discord.TextChannel) -> bool:
    may = channel.permissions_for(channel.guild.me)
    return may.view_channel and may.send_messages and may.embed_links
