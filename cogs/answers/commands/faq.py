"""``/faq``: short answers under names."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import members, moderators
from bot.ui.paginator import Paginator
from cogs.answers.embeds import faq_embed, faq_list_embeds
from cogs.answers.models import NAME_LIMIT, TEXT_LIMIT
from cogs.answers.service.faq import FaqService
from cogs.answers.texts import T

_SUGGESTED = 25


class FaqCommands(commands.Cog):
    """The group ``/faq``."""

    def __init__(self, service: FaqService) -> None:
        self._service = service

    faq = members()(app_commands.Group(name="faq", description=T.plain("command-faq")))

    @faq.command(
        name="get", description=T.plain("command-faq-get"), extras={"example": "example-faq-get"}
    )
    @app_commands.describe(name=T.plain("option-faq-name"))
    @members()
    async def get(
        self, interaction: discord.Interaction[Any], name: app_commands.Range[str, 1, NAME_LIMIT]
    ) -> None:
        """Answer, for everyone to see, with an entry."""
        await interaction.response.defer(thinking=True)
        entry = await self._service.get(_guild(interaction), name, str(interaction.locale))
        await interaction.edit_original_response(
            embed=faq_embed(entry), allowed_mentions=discord.AllowedMentions.none()
        )

    @faq.command(
        name="set", description=T.plain("command-faq-set"), extras={"example": "example-faq-set"}
    )
    @app_commands.describe(name=T.plain("option-faq-name"), text=T.plain("option-faq-text"))
    @moderators()
    async def write(
        self,
        interaction: discord.Interaction[Any],
        name: app_commands.Range[str, 1, NAME_LIMIT],
        text: app_commands.Range[str, 1, TEXT_LIMIT],
    ) -> None:
        r"""Keep an entry; ``\n`` in the text begins a new line."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale, said = str(interaction.locale), text.replace("\\n", "\n")
        new = await self._service.set(_guild(interaction), name, said, interaction.user.id, locale)
        key = "faq-kept" if new else "faq-changed"
        await interaction.edit_original_response(content=T.say(key, locale, name=name))

    @faq.command(
        name="delete",
        description=T.plain("command-faq-delete"),
        extras={"example": "example-faq-delete"},
    )
    @app_commands.describe(name=T.plain("option-faq-name"))
    @moderators()
    async def delete(
        self, interaction: discord.Interaction[Any], name: app_commands.Range[str, 1, NAME_LIMIT]
    ) -> None:
        """Delete an entry."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        gone = await self._service.delete(_guild(interaction), name, locale)
        await interaction.edit_original_response(
            content=T.say("faq-deleted", locale, name=gone.title)
        )

    @faq.command(name="list", description=T.plain("command-faq-list"))
    @moderators()
    async def listed(self, interaction: discord.Interaction[Any]) -> None:
        """Show all entries with how often they were used."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        locale = str(interaction.locale)
        pages = faq_list_embeds(await self._service.every(_guild(interaction)), locale)
        await Paginator(pages, owner_id=interaction.user.id, locale=locale).show(interaction)

    @get.autocomplete("name")
    @write.autocomplete("name")
    @delete.autocomplete("name")
    async def _names(
        self, interaction: discord.Interaction[Any], current: str
    ) -> list[app_commands.Choice[str]]:
        if interaction.guild_id is None:
            return []
        found = await self._service.like(interaction.guild_id, current, _SUGGESTED)
        return [app_commands.Choice(name=one.title, value=one.title) for one in found]


def _guild(interaction: discord.Interaction[Any]) -> int:
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id
