"""What waits for moderators, and each item opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.checks import Access, require
from bot.text.catalogue import Raw, timestamp
from bot.ui.embeds import GOOD, EmbedBuilder
from bot.ui.views import BaseView
from cogs.moderation.domain.queue import Item
from cogs.moderation.texts import T
from cogs.moderation.views.card import card_of, card_view
from cogs.moderation.views.items import Desk

SHOWN: Final = 25


def modqueue_embed(items: Sequence[Item], total: int, locale: str) -> discord.Embed:
    """Return what waits, what waits longest first."""
    title = T.plain("modqueue-title", locale)
    if not items:
        return EmbedBuilder(
            title, T.say("modqueue-empty", locale), colour=GOOD, locale=locale
        ).build()
    lines = [
        T.say(
            "modqueue-line",
            locale,
            kind=str(item.kind),
            who=Raw(f"<@{item.target_id}>" if item.target_id else T.say("queue-somebody", locale)),
            since=timestamp(item.opened_at, "R"),
            escalated=item.escalated_at is not None,
            claimed=item.claimed_by is not None,
            by=Raw(f"<@{item.claimed_by}>"),
        )
        for item in items
    ]
    if total > len(items):
        lines.append(T.say("modqueue-more", locale, count=total - len(items)))
    return EmbedBuilder(title, "\n".join(lines), locale=locale).build()


class ModqueueView(BaseView):
    """A menu of what waits; picking one opens its card, for this moderator alone."""

    def __init__(
        self, items: Sequence[Item], guild: discord.Guild, *, owner_id: int, locale: str
    ) -> None:
        super().__init__(owner_id=owner_id, locale=locale)
        self._menu: discord.ui.Select[ModqueueView] = discord.ui.Select(
            placeholder=T.plain("modqueue-pick", locale),
            options=[_option(item, guild, locale) for item in items],
        )
        self._menu.callback = self._picked  # type: ignore[method-assign]
        self.add_item(self._menu)

    async def _picked(self, interaction: discord.Interaction[Any]) -> None:
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        desk = Desk.of(interaction)
        item = await desk.items.get(desk.guild.id, int(self._menu.values[0]), locale=desk.locale)
        embed = await card_of(desk.bot, item, desk.locale)
        await interaction.edit_original_response(embed=embed, view=card_view(item, desk.locale))


def _option(item: Item, guild: discord.Guild, locale: str) -> discord.SelectOption:
    what = T.plain("modqueue-option", locale, kind=str(item.kind), number=item.case_number or 0)
    member = guild.get_member(item.target_id or 0)
    if member is not None:
        what = T.plain("modqueue-option-of", locale, what=what, who=member.display_name)
    return discord.SelectOption(label=what[:100], value=str(item.item_id))
