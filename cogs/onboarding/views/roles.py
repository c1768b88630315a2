"""Which roles onboarding may hand out."""

from __future__ import annotations

import discord

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


def may_give(guild: discord.Guild, role: discord.Role) -> bool:
    """Tell whether the bot can give a role, and giving it hands nobody any power."""
    if role.is_default() or not role.is_assignable():
        return False
    return not role.permissions.value & POWERS.value
