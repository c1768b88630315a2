"""Leafing through settings, their history and help; the buttons outlive a restart.

Their ids say what is shown and which page comes next: each press looks anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import discord
from discord import app_commands

from bot.checks import Access, require
from bot.text.kernel import T as Kernel
from bot.ui.views import FromMatch, forwards_errors
from cogs.setup.embeds import history_pages, settings_pages
from cogs.setup.service.settings import SettingsService
from cogs.setup.views.help import overview
from cogs.setup.views.snapshot import names_of

if TYPE_CHECKING:
    from bot.client import Steward

What = Literal["settings", "history", "help"]


class PageButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"setup-page:(?P<what>settings|history|help):(?P<about>[a-z0-9_.]{0,70}):(?P<page>\d{1,4})",
):
    """Shows a page."""

    def __init__(self, what: What, about: str, page: str, label: str = "") -> None:
        self.what, self.about, self.page = what, about, int(page)
        super().__init__(
            discord.ui.Button(
                label=label or page,
                custom_id=f"setup-page:{what}:{about}:{page}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show it in place of the one before."""
        if self.what != "help":
            await require(interaction, Access.MANAGERS)
        await interaction.response.defer()
        embed, view = await _page(interaction, self.what, self.about, self.page)
        await interaction.edit_original_response(embed=embed, view=view)


async def show_pages(interaction: discord.Interaction[Any], what: What, about: str = "") -> None:
    """Answer with the first page, only visible to who asked.

    ``about`` is the section of settings, or the setting of a history; empty: all of them.
    Raises UserError for one that is not there.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    embed, view = await _page(interaction, what, about, 0)
    await interaction.edit_original_response(embed=embed, view=view)


async def _page(
    interaction: discord.Interaction[Any], what: What, about: str, number: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    pages = await _pages(interaction, what, about)
    # There may be fewer by now.
    at = min(number, len(pages) - 1)
    mentions = cast("Steward", interaction.client).command_mentions
    await mentions.load()
    pages[at].description = mentions.linked(pages[at].description or "") or None
    if len(pages) == 1:
        return pages[0], None
    locale = str(interaction.locale)
    view = discord.ui.View(timeout=None)
    buttons = (
        (Kernel.plain("paginator-previous", locale), at - 1, at > 0),
        (Kernel.plain("paginator-page", locale, page=at + 1, pages=len(pages)), at, False),
        (Kernel.plain("paginator-next", locale), at + 1, at + 1 < len(pages)),
    )
    for label, target, pressable in buttons:
        # The page before the first has an id, too, though nobody can press it.
        button = PageButton(what, about, str(target % (len(pages) + 1)), label)
        button.item.disabled = not pressable
        view.add_item(button)
    return pages[at], view


async def _pages(
    interaction: discord.Interaction[Any], what: What, about: str
) -> list[discord.Embed]:
    guild, locale = interaction.guild, str(interaction.locale)
    if guild is None:
        raise app_commands.NoPrivateMessage
    if what == "help":
        return await overview(interaction)
    service = cast("Steward", interaction.client).ports.get(SettingsService)
    names = names_of(guild)
    if what == "settings":
        return settings_pages(await service.shown(guild.id, about or None, locale), names, locale)
    changes = await service.history(guild.id, about or None, locale=locale)
    known = {setting.name: setting for setting in service.all}
    return history_pages(changes, known, names, locale)
