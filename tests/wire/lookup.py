"""Finding what a path names, with Discord's error where it is not there.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

from tests.wire.rest import Ask, RefusalError
from tests.wire.world import Channel, Guild, Kind

MAX_CONTENT = 2_000


def guild_of(ask: Ask) -> Guild:
    """Return the server of the path. Raises RefusalError (10004)."""
    guild = ask.wire.world.guilds.get(ask.number("guild"))
    if guild is None:
        raise RefusalError(404, 10004, "Unknown Guild")
    return guild


def channel_of(ask: Ask) -> Channel:
    """Return the channel of the path. Raises RefusalError (10003)."""
    channel = ask.wire.world.channels.get(ask.number("channel"))
    if channel is None:
        raise RefusalError(404, 10003, "Unknown Channel")
    return channel


def writable(ask: Ask) -> Channel:
    """Return a channel that the bot may write to. Raises RefusalError (50007, 50008)."""
    channel = channel_of(ask)
    if channel.recipient_id in ask.wire.world.closed_dms:
        raise RefusalError(403, 50007, "Cannot send messages to this user")
    if channel.kind in {Kind.CATEGORY, Kind.FORUM}:
        raise RefusalError(400, 50008, "Cannot send messages in a non-text channel")
    return channel


def place_of(ask: Ask, channel: Channel) -> int:
    """Return the index of the message of the path. Raises RefusalError (10008)."""
    place = channel.messages.place(ask.number("message"))
    if place is None:
        raise RefusalError(404, 10008, "Unknown Message")
    return place


def member_of(ask: Ask, guild: Guild) -> int:
    """Return the id of the member of the path. Raises RefusalError (10007)."""
    user_id = ask.number("user")
    if guild.joined_at_ms(user_id) is None:
        raise RefusalError(404, 10007, "Unknown Member")
    return user_id
