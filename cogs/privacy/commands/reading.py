"""``/privacy policy`` and ``/privacy data``: pages whose buttons outlive a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

import discord

from bot.member_data import declared_notes
from bot.text.kernel import T as KERNEL_TEXTS
from bot.ui.views import FromMatch, forwards_errors
from cogs.privacy.embeds import data_pages, policy_pages
from cogs.privacy.views import guild_of, service_of

if TYPE_CHECKING:
    from bot.client import Steward

What = Literal["policy", "data"]
_COMMANDS = ("privacy data", "privacy export", "privacy delete", "privacy tracking")


class PageButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"privacy-page:(?P<what>policy|data):(?P<page>\d{1,3})",
):
    """Shows a page of what it says then."""

    def __init__(self, what: What, page: str, label: str = "") -> None:
        self.what, self.page = what, int(page)
        super().__init__(
            discord.ui.Button(label=label or page, custom_id=f"privacy-page:{what}:{page}")
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show it in place of the one before."""
        await interaction.response.defer()
        await _show(interaction, self.what, self.page)


async def read(interaction: discord.Interaction[Any], what: What) -> None:
    """Answer with the first page, only visible to who asked."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await _show(interaction, what, 0)


async def _show(interaction: discord.Interaction[Any], what: What, page: int) -> None:
    pages = await (_policy(interaction) if what == "policy" else _data(interaction))
    at, locale = min(page, len(pages) - 1), str(interaction.locale)
    view = discord.ui.View(timeout=None)
    if len(pages) > 1:
        where = KERNEL_TEXTS.plain("paginator-page", locale, page=at + 1, pages=len(pages))
        for label, target, pressable in (
            (KERNEL_TEXTS.plain("paginator-previous", locale), at - 1, at > 0),
            (where, at, False),
            (KERNEL_TEXTS.plain("paginator-next", locale), at + 1, at + 1 < len(pages)),
        ):
            # The page before the first has an id, too, though nobody can press it.
            button = PageButton(what, str(target % (len(pages) + 1)), label)
            button.item.disabled = not pressable
            view.add_item(button)
    await interaction.edit_original_response(embed=pages[at], view=view if view.children else None)


async def _policy(interaction: discord.Interaction[Any]) -> list[discord.Embed]:
    service, bot = service_of(interaction), cast("Steward", interaction.client)
    await bot.command_mentions.load()
    mentions = " · ".join(bot.command_mentions.of(name) for name in _COMMANDS)
    everything = service.everything()
    return policy_pages(
        everything, declared_notes(), service.periods, mentions, str(interaction.locale)
    )


async def _data(interaction: discord.Interaction[Any]) -> list[discord.Embed]:
    guild_id, member_id = guild_of(interaction).id, interaction.user.id
    service = service_of(interaction)
    held = await service.held(guild_id, member_id)
    tracked = await service.is_tracked(guild_id, member_id)
    return data_pages(held, service.periods, tracked=tracked, locale=str(interaction.locale))
