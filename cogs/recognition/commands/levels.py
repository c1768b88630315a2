"""``/levels``: which role a level gives, and what earns how much XP."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.text.catalogue import Raw
from cogs.recognition.embeds import changed_sentence, roles_embed
from cogs.recognition.service.levels import HIGHEST, LevelService
from cogs.recognition.settings import XP_KEYS, GuildSettings
from cogs.recognition.texts import T
from cogs.recognition.views.audit import audit_button

EXAMPLE: Final = "example"
_KEYS = [app_commands.Choice(name=key, value=key) for key in XP_KEYS]
Level = app_commands.Range[int, 1, HIGHEST]


class LevelCommands(commands.Cog):
    """The group ``/levels``."""

    def __init__(self, levels: LevelService, store: Store) -> None:
        self._levels = levels
        self._store = store

    levels = managers()(app_commands.Group(name="levels", description=T.plain("command-levels")))
    roles = app_commands.Group(
        name="roles", description=T.plain("command-levels-roles"), parent=levels
    )

    @roles.command(
        name="add",
        description=T.plain("command-levels-roles-add"),
        extras={EXAMPLE: "example-levels-roles-add"},
    )
    @app_commands.describe(level=T.plain("option-level"), role=T.plain("option-level-role"))
    @managers()
    async def add(
        self, interaction: discord.Interaction[Any], level: Level, role: discord.Role
    ) -> None:
        """Let a level give a role; everybody gets it in the background."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        _must_be_giveable(guild, role, interaction, locale)
        before = await self._levels.add_role(guild.id, level, role.id, locale)
        begins = (await self._levels.curve(guild.id)).begins_at(level)
        key = "role-added" if before in (None, role.id) else "role-replaced"
        await interaction.edit_original_response(
            content=T.say(
                key,
                locale,
                level=level,
                role=Raw(role.mention),
                before=Raw(f"<@&{before}>"),
                xp=begins,
            ),
            allowed_mentions=discord.AllowedMentions.none(),
        )

    @roles.command(
        name="remove",
        description=T.plain("command-levels-roles-remove"),
        extras={EXAMPLE: "example-levels-roles-remove"},
    )
    @app_commands.describe(level=T.plain("option-level"))
    @managers()
    async def remove(self, interaction: discord.Interaction[Any], level: Level) -> None:
        """Let a level give no role any more; members keep it."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        role_id = await self._levels.remove_role(guild.id, level, locale)
        await interaction.edit_original_response(
            content=T.say("role-removed", locale, level=level, role=Raw(f"<@&{role_id}>")),
            allowed_mentions=discord.AllowedMentions.none(),
        )

    @roles.command(name="list", description=T.plain("command-levels-roles-list"))
    @managers()
    async def list(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the roles of levels, with what keeps the bot from giving them."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        roles = await self._levels.roles(guild.id)
        view = audit_button(locale)
        if not roles:
            text = T.say("roles-none", locale)
            await interaction.edit_original_response(content=text, view=view)
            return
        settings = await self._levels.settings(guild.id)
        await interaction.edit_original_response(
            embed=roles_embed(guild, roles, settings, locale), view=view
        )

    @levels.command(
        name="set",
        description=T.plain("command-levels-set"),
        extras={EXAMPLE: "example-levels-set"},
    )
    @app_commands.describe(key=T.plain("option-levels-key"), value=T.plain("option-levels-value"))
    @app_commands.choices(key=_KEYS)
    @managers()
    async def set(self, interaction: discord.Interaction[Any], key: str, value: str) -> None:
        """Give a setting a value; points of the past follow in the background."""
        guild, locale = await _thinking(interaction), str(interaction.locale)
        before = await self._levels.settings(guild.id)
        await self._store.set(guild.id, GuildSettings, key, value.strip(), interaction.user.id)
        after = await self._levels.settings(guild.id)
        await interaction.edit_original_response(
            content=changed_sentence(key, getattr(before, key), getattr(after, key), locale)
        )


async def _thinking(interaction: discord.Interaction[Any]) -> discord.Guild:
    await interaction.response.defer(ephemeral=True, thinking=True)
    if interaction.guild is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild


def _must_be_giveable(
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
