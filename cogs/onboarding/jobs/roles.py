"""Giving the roles of an earlier membership back."""

from __future__ import annotations

import discord
import structlog

from cogs.onboarding.service.services import Services
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.texts import T
from cogs.onboarding.views.roles import may_give

_log = structlog.get_logger(__name__)


async def give_roles_back(
    services: Services, guild: discord.Guild, member: discord.Member, settings: GuildSettings
) -> None:
    """Give ``member`` the roles they had, as the server chooses; those with powers stay out."""
    kept = set(await services.kept_roles.of(guild.id, member.id))
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
    await services.kept_roles.drop(guild.id, member.id)
