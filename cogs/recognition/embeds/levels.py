"""Levels and their roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from bot.text.catalogue import Raw
from bot.ui.embeds import EmbedBuilder
from cogs.recognition.settings import GuildSettings
from cogs.recognition.texts import T


def roles_embed(
    guild: discord.Guild, roles: Mapping[int, int], settings: GuildSettings, locale: str
) -> discord.Embed:
    """Return the roles of levels, and which of them cannot be given."""
    lines = []
    for level, role_id in sorted(roles.items()):
        role = guild.get_role(role_id)
        key = "level-line"
        if role is None:
            key = "level-line-gone"
        elif not role.is_assignable():
            key = "level-line-above"
        xp = settings.curve.begins_at(level)
        lines.append(T.say(key, locale, level=level, xp=xp, role=Raw(f"<@&{role_id}>")))
    key = "roles-stacked" if settings.level_roles_stack else "roles-highest"
    text = "\n".join([*lines, "", T.say(key, locale)])
    return EmbedBuilder(T.plain("roles-title", locale), text, locale=locale).build()


def changed_sentence(key: str, before: Any, after: Any, locale: str) -> str:
    """Say what a setting was and is, and that the past follows."""
    name = "setting-changed-roles" if key == "level_roles_stack" else "setting-changed"
    if before == after:
        name = "setting-same"
    return T.say(name, locale, setting=Raw(f"`{key}`"), before=str(before), after=str(after))
