"""Who counts as a helper, and what a message is to the rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord

from bot.checks import entrusted
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.intake import message_fact
from cogs.answers.domain.responses import Post
from cogs.answers.service.marks import By
from cogs.answers.settings import GuildSettings
from cogs.answers.texts import T


async def is_helper(store: Store, member: discord.Member) -> bool:
    """Tell whether a member has a helper's role, or may moderate."""
    settings = await store.get(member.guild.id, GuildSettings)
    if any(member.get_role(role_id) is not None for role_id in settings.helper_role_ids):
        return True
    return await entrusted(store, member, "moderate_members")


async def by(store: Store, member: discord.Member, locale: str) -> By:
    """Return who does something."""
    return By(member.id, await is_helper(store, member), locale)


def post_of(message: discord.Message, locale: str) -> Post:
    """Return what the rules know of a message. Raises UserError where no human wrote it."""
    if message.guild is None or message.author.bot or message.webhook_id is not None:
        raise UserError(T.say("not-human", locale))
    fact = message_fact(message, message.guild.id)
    return Post(
        fact.channel_id, fact.message_id, fact.author_id, fact.at, fact.reply_to, fact.mentions
    )


def who(interaction: discord.Interaction[Any]) -> discord.Member:
    """Return the member of an interaction in a server."""
    if not isinstance(interaction.user, discord.Member):
        raise discord.app_commands.NoPrivateMessage
    return interaction.user


def helpers_of(guild: discord.Guild, settings: GuildSettings, server: ServerSettings) -> set[int]:
    """Return who has a helper's role, or is staff."""
    return staff_of(guild, server) | _humans(guild, settings.helper_role_ids)


def staff_of(guild: discord.Guild, server: ServerSettings) -> set[int]:
    """Return who may moderate or manage now.

    The owner, and who has a role with that permission, or one that the server named.
    """
    ids = {*server.moderator_role_ids, *server.manager_role_ids}
    for role in guild.roles:
        held = role.permissions
        if (held.moderate_members or held.manage_guild) and not role.is_default():
            ids.add(role.id)
    owner = {guild.owner_id} if guild.owner_id is not None else set[int]()
    return owner | _humans(guild, ids)


def _humans(guild: discord.Guild, role_ids: Iterable[int]) -> set[int]:
    roles = [role for role_id in role_ids if (role := guild.get_role(role_id)) is not None]
    return {member.id for role in roles for member in role.members if not member.bot}
