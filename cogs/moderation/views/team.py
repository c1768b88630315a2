"""Who the moderators of a server are."""

from __future__ import annotations

import asyncio

import discord

from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings

# So many members are looked at before others get a turn.
_STRIDE = 2_000


async def moderators_of(guild: discord.Guild, store: Store) -> dict[int, discord.Member]:
    """Return everyone who may moderate, but bots, by id."""
    staff = staff_roles(guild, await store.get(guild.id, ServerSettings))
    found = {}
    for count, member in enumerate(tuple(guild.members), start=1):
        if not member.bot and _is_staff(member, guild, staff):
            found[member.id] = member
        if count % _STRIDE == 0:
            await asyncio.sleep(0)
    return found


async def is_moderator(member: discord.Member, store: Store) -> bool:
    """Tell whether a member may moderate."""
    settings = await store.get(member.guild.id, ServerSettings)
    return not member.bot and _is_staff(member, member.guild, staff_roles(member.guild, settings))


def staff_roles(guild: discord.Guild, settings: ServerSettings) -> set[int]:
    """Return the roles that make a moderator: by permission, or because the server says so."""
    chosen = {*settings.moderator_role_ids, *settings.manager_role_ids}
    for role in guild.roles:
        may = role.permissions
        if may.moderate_members or may.manage_guild or may.administrator:
            chosen.add(role.id)
    return chosen


def _is_staff(member: discord.Member, guild: discord.Guild, staff: set[int]) -> bool:
    if member.id == guild.owner_id:
        return True
    return any(member.get_role(role_id) is not None for role_id in staff)
