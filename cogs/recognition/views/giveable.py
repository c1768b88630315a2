"""Which roles may come with a level or a badge."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.errors import UserError
from cogs.recognition.texts import T


def must_be_giveable(
    guild: discord.Guild,
    role: discord.Role,
    interaction: discord.Interaction[Any],
    locale: str,
) -> None:
    """Raise UserError where the bot cannot give ``role``, or who asks may not."""
    if role.is_default() or role.managed:
        raise UserError(T.say("role-not-for-people", locale, role=role.name))
    if not guild.me.guild_permissions.manage_roles:
        raise UserError(T.say("roles-no-permission", locale))
    if role >= guild.me.top_role:
        raise UserError(T.say("role-above-me", locale, role=role.name))
    user = interaction.user
    if isinstance(user, discord.Member) and user.id != guild.owner_id and role >= user.top_role:
        raise UserError(T.say("role-above-you", locale, role=role.name))
    if role.permissions.value & POWERS.value:
        raise UserError(T.say("role-has-powers", locale, role=role.name))


# A role with one of these is given by people alone: nobody earns it by being active.
POWERS: Final = discord.Permissions(
    administrator=True,
    ban_members=True,
    kick_members=True,
    manage_channels=True,
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
