"""Giving the roles of an earlier membership back."""

from __future__ import annotations

from datetime import datetime

import discord
import structlog

from cogs.onboarding.service.services import Services
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.texts import T
from cogs.onboarding.views.roles import may_give

_log = structlog.get_logger(__name__)
# Ten requests at most; more were banned since only in a large raid.
_BANS = 1_000


async def give_roles_back(
    services: Services, guild: discord.Guild, member: discord.Member, settings: GuildSettings
) -> None:
    """Give ``member`` the roles they had, as the server chooses; those with powers stay out.

    Whoever was banned in between has lost them.
    """
    before = await services.kept_roles.of(guild.id, member.id)
    if before is None:
        return
    if await _was_banned(guild, member.id, before.at):
        await services.kept_roles.drop(guild.id, member.id)
        return
    kept = set(before.role_ids)
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


async def _was_banned(guild: discord.Guild, member_id: int, since: datetime) -> bool:
    """Tell whether a ban is in the audit log; one that the bot saw took the roles at once."""
    if not guild.me.guild_permissions.view_audit_log:
        return False
    try:
        async for entry in guild.audit_logs(
            action=discord.AuditLogAction.ban, after=since, limit=_BANS
        ):
            if entry.target is not None and entry.target.id == member_id:
                return True
    except discord.Forbidden as error:
        _log.info("bans not looked at", guild_id=guild.id, code=error.code)
    return False
