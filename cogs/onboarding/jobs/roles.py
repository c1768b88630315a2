"""Giving the roles of an earlier membership back."""

from __future__ import annotations

import discord
import structlog

from cogs.onboarding.service.services import Services
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.texts import T

_log = structlog.get_logger(__name__)

# A role with one of these is given by people alone: whoever left may not be trusted any more.
POWERS = discord.Permissions(
    administrator=True,
    ban_members=True,
    kick_members=True,
    manage_channels=True,
    manage_expressions=True,
    manage_guild=True,
    manage_messages=True,
    manage_nicknames=True,
    manage_roles=True,
    manage_threads=True,
    manage_webhooks=True,
    mention_everyone=True,
    moderate_members=True,
    view_audit_log=True,
)


async def give_roles_back(
    services: Services, guild: discord.Guild, member: discord.Member, settings: GuildSettings
) -> None:
    """Give ``member`` the roles they had, as the server chooses; those with powers stay out."""
    kept = set(await services.welcomes.kept_roles(guild.id, member.id))
    if settings.rejoin_roles == "picked":
        interests = {interest.role_id for interest in await services.interests.all(guild.id)}
        kept &= interests | {settings.rules_role_id or 0}
    roles = [
        role
        for role in guild.roles
        if role.id in kept and role not in member.roles and may_give(guild, role)
    ]
    if roles and guild.me.guild_permissions.manage_roles:
        reason = T.plain("reason-rejoined", str(guild.preferred_locale))
        try:
            await member.add_roles(*roles, reason=reason)
        except discord.Forbidden as error:
            # The greeting comes all the same.
            _log.warning("roles not given back", guild_id=guild.id, code=error.code)
            return
    await services.welcomes.drop_kept_roles(guild.id, member.id)


def may_give(guild: discord.Guild, role: discord.Role) -> bool:
    """Tell whether the bot can give a role, and giving it hands nobody any power."""
    if role.is_default() or not role.is_assignable():
        return False
    return not role.permissions.value & POWERS.value
