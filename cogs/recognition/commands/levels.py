"""``/levels``: which role a level gives, and what earns how much XP."""

from __future__ import annotations

from typing import Any, Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import managers
from bot.guild_settings import GuildSettings as Store
from bot.text.catalogue import Raw
from cogs.recognition.embeds.levels import changed_sentence, roles_embed
from cogs.recognition.service.levels import HIGHEST, LevelService
from cogs.recognition.settings import XP_KEYS, GuildSettings
from cogs.recognition.texts import T
from cogs.recognition.views.audit import audit_button
from cogs.recognition.views.giveable import must_be_giveable

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
        must_be_giveable(guild, role, interaction, locale)
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
