"""Whether something may be done to somebody: looked at before anything is done."""

from __future__ import annotations

from typing import Any, Final, cast

import discord

from bot.checks import can_act, entrusted
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from cogs.moderation.domain.actions import Action
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T

# What the bot's role needs, by Discord's own names.
NEEDED: Final = {
    Action.TIMEOUT: "moderate_members",
    Action.UNTIMEOUT: "moderate_members",
    Action.KICK: "kick_members",
    Action.BAN: "ban_members",
    Action.UNBAN: "ban_members",
    Action.QUARANTINE: "manage_roles",
    Action.ROLE: "manage_roles",
}
_NAMES: Final = {
    "manage_channels": "Manage Channels",
    "manage_messages": "Manage Messages",
    "moderate_members": "Timeout Members",
    "kick_members": "Kick Members",
    "ban_members": "Ban Members",
    "manage_roles": "Manage Roles",
}
# Nobody is given what these roles may.
_STAFF: Final = discord.Permissions(
    administrator=True,
    manage_guild=True,
    manage_roles=True,
    manage_channels=True,
    manage_messages=True,
    manage_webhooks=True,
    moderate_members=True,
    kick_members=True,
    ban_members=True,
)
# These have nobody to act on who is not in the server.
_OF_MEMBERS: Final = frozenset(
    {
        Action.WARN,
        Action.TIMEOUT,
        Action.UNTIMEOUT,
        Action.KICK,
        Action.QUARANTINE,
        Action.ROLE,
    }
)


def check(
    guild: discord.Guild,
    actor: discord.Member | None,
    action: Action,
    target: discord.Member | discord.User,
    locale: str,
) -> None:
    """Raise UserError where ``actor``, or the bot, may not do ``action`` to ``target``.

    ``actor`` None: Steward acts by itself, and needs only what itself needs.
    """
    if target.id == guild.me.id:
        raise UserError(T.say("target-bot", locale))
    permission = NEEDED.get(action)
    if permission is not None and not getattr(guild.me.guild_permissions, permission):
        raise UserError(T.say("i-lack", locale, permission=_NAMES[permission]))
    if not isinstance(target, discord.Member):
        if action in _OF_MEMBERS:
            raise UserError(T.say("target-gone", locale, member=target.name))
        return
    can_act(actor or guild.me, target, guild.me, locale=locale)
    if action is Action.TIMEOUT and target.guild_permissions.administrator:
        # Discord refuses it, whoever asks.
        raise UserError(T.say("target-administrator", locale, member=target.display_name))


# Whoever moderates at all may do the rest: warn, note, time out and take into quarantine.
_OF_ITS_OWN: Final = frozenset({Action.KICK, Action.BAN, Action.UNBAN})


async def check_trust(
    store: Store, actor: discord.Member | None, action: Action, locale: str
) -> None:
    """Raise UserError where ``actor`` might not do ``action`` in Discord, and nobody named them.

    ``actor`` None: Steward acts by itself.
    """
    if actor is None or action not in _OF_ITS_OWN:
        return
    if not await entrusted(store, actor, NEEDED[action]):
        raise UserError(T.say("you-lack", locale, permission=_NAMES[NEEDED[action]]))


async def refuse_untrusted(
    interaction: discord.Interaction[Any],
    permission: str,
    where: discord.abc.GuildChannel | discord.Thread | None = None,
) -> None:
    """Raise UserError where the person has not got what Discord guards by ``permission``."""
    actor = cast("discord.Member", interaction.user)
    if not await entrusted(interaction.client.guild_settings, actor, permission, where):
        locale = str(interaction.locale)
        raise UserError(T.say("you-lack", locale, permission=_NAMES[permission]))


async def in_guild(
    guild: discord.Guild, user: discord.Member | discord.User
) -> discord.Member | discord.User:
    """Return the member where ``user`` is in the guild, also where the cache does not know."""
    if isinstance(user, discord.Member):
        return user
    member = guild.get_member(user.id)
    if member is not None:
        return member
    try:
        return await guild.fetch_member(user.id)
    except discord.NotFound:
        return user


async def quarantine_role(store: Store, guild: discord.Guild) -> discord.Role | None:
    """Return the role of who is in quarantine; None where the server chose none."""
    settings = await store.get(guild.id, GuildSettings)
    return guild.get_role(settings.quarantine_role_id or 0)


def given_role(guild: discord.Guild, role_id: int | None, locale: str) -> discord.Role:
    """Return a role that the bot is to give. Raises UserError where it cannot."""
    role = guild.get_role(role_id or 0)
    if role is None or role.is_default():
        raise UserError(T.say("role-none", locale))
    if not role.is_assignable():
        raise UserError(T.say("role-above", locale, role=role.name))
    if role.permissions.value & _STAFF.value:
        raise UserError(T.say("role-of-staff", locale, role=role.name))
    return role


async def is_banned(guild: discord.Guild, user: discord.abc.Snowflake) -> bool:
    """Tell whether somebody is banned; needs the permission to ban."""
    try:
        await guild.fetch_ban(user)
    except discord.NotFound:
        return False
    return True
