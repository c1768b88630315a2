"""What Discord's cache says of a server, as plain data for the rules and use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import discord

from bot.features import discover
from bot.needs import reason
from cogs.setup.domain.names import Names
from cogs.setup.domain.server import ChannelState, RoleState, ServerState

if TYPE_CHECKING:
    from bot.client import Steward


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


def state_of(interaction: discord.Interaction[Any], guild: discord.Guild) -> ServerState:
    """Return what the server lets the bot do, now."""
    bot = cast("Steward", interaction.client)
    locale = str(interaction.locale)
    return ServerState(
        permissions=_allowed(guild.me.guild_permissions),
        channel_level=_allowed(discord.Permissions.all_channel()),
        needs=[(need.feature, need.permission, reason(need, locale)) for need in bot.needs],
        channels={
            channel_id: _channel(guild, channel_id) for channel_id in names_of(guild).channels
        },
        roles={role.id: RoleState(role.name, role.position, role.managed) for role in guild.roles},
        top=guild.me.top_role.position,
        message_content=bot.intents.message_content,
        members=bot.intents.members,
        ahead=bot.clock.now() - interaction.created_at,
        refused=[(str(one.action), one.again_at) for one in bot.outbound.refusals(guild.id)],
    )


def _allowed(permissions: discord.Permissions) -> frozenset[str]:
    # Iterating leaves out aliases, and view_channel is one of read_messages.
    return frozenset(name for name in permissions.VALID_FLAGS if getattr(permissions, name))


def _channel(guild: discord.Guild, channel_id: int) -> ChannelState:
    channel = cast("discord.abc.GuildChannel", guild.get_channel(channel_id))
    allowed = channel.permissions_for(guild.me)
    return ChannelState(channel.name, _allowed(allowed), mendable=allowed.manage_roles)


def _place(channel: discord.abc.GuildChannel) -> tuple[int, bool, int, int]:
    category = channel.category
    voice = isinstance(channel, discord.VoiceChannel | discord.StageChannel)
    return (-1 if category is None else category.position, voice, channel.position, channel.id)
