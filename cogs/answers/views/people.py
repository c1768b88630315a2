"""Who counts as a helper, and what a message is to the rules."""

from __future__ import annotations

from typing import Any

import discord

from bot.checks import entrusted
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
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


def helpers_of(guild: discord.Guild, settings: GuildSettings) -> set[int]:
    """Return who has a helper's role, or may moderate by a permission of their own."""
    found: set[int] = set()
    for role_id in settings.helper_role_ids:
        role = guild.get_role(role_id)
        found |= {member.id for member in role.members} if role is not None else set()
    for role in guild.roles:
        if role.permissions.moderate_members and not role.is_default():
            found |= {member.id for member in role.members}
    return {one for one in found if not getattr(guild.get_member(one), "bot", True)}
