"""Choosing reminders, below the answer to an invitation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.reminding import OFFSETS, By, due_at, from_text
from cogs.events.domain.rsvp import Rsvp
from cogs.events.service.reminders import ReminderService
from cogs.events.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_NAMED = r":(?P<event>\d{1,9})\.(?P<number>\d{1,9})"


def reminder_items(
    occurrence: Occurrence, rsvp: Rsvp, now: datetime, locale: str
) -> list[discord.ui.Item[Any]]:
    """Return what somebody who comes chooses their reminders with: two menus.

    Reminders whose time is over are not among them; without any there is no menu.
    """
    offered = [one for one in OFFSETS if now < due_at(occurrence.starts_at, one)]
    if not offered or not occurrence.is_live:
        return []
    return [
        _when_menu(occurrence, offered, from_text(rsvp.remind_minutes), locale),
        _how_menu(occurrence, By(rsvp.remind_by or By.DM), locale),
    ]


class WhenMenu(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"events-remind-when" + _NAMED,
):
    """Takes when a member wants to be reminded."""

    KIND = discord.ui.Select

    def __init__(self, item: discord.ui.Select[Any], event: str, number: str) -> None:
        super().__init__(item)
        self.named = int(event), int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Keep the choice, and show it."""
        minutes = {int(one) for one in self.item.values if one.isdigit()}
        await _choose(interaction, self.named, minutes=minutes & set(OFFSETS))


class HowMenu(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"events-remind-how" + _NAMED,
):
    """Takes how a member wants to be reminded."""

    KIND = discord.ui.Select

    def __init__(self, item: discord.ui.Select[Any], event: str, number: str) -> None:
        super().__init__(item)
        self.named = int(event), int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Keep the choice, and show it."""
        await _choose(interaction, self.named, by=By(self.item.values[0]))


async def _choose(
    interaction: discord.Interaction[Any],
    named: tuple[int, int],
    *,
    minutes: Collection[int] | None = None,
    by: By | None = None,
) -> None:
    if interaction.guild_id is None:
        raise discord.app_commands.NoPrivateMessage
    await interaction.response.defer()
    bot, locale = cast("Steward", interaction.client), str(interaction.locale)
    occurrence, rsvp = await bot.ports.get(ReminderService).choose(
        interaction.guild_id, *named, interaction.user.id, minutes=minutes, by=by, locale=locale
    )
    view = discord.ui.View.from_message(interaction.message, timeout=None)  # type: ignore[arg-type]
    fresh = {
        item.custom_id: item
        for item in reminder_items(occurrence, rsvp, bot.clock.now(), locale)
        if isinstance(item, discord.ui.Select)
    }
    shown = discord.ui.View(timeout=None)
    for item in view.children:
        shown.add_item(fresh.get(getattr(item, "custom_id", ""), item))
    await interaction.edit_original_response(view=shown)


def _when_menu(
    occurrence: Occurrence, offered: list[int], chosen: frozenset[int], locale: str
) -> discord.ui.Select[Any]:
    return discord.ui.Select(
        custom_id=f"events-remind-when:{occurrence.key}",
        placeholder=T.plain("remind-when", locale),
        min_values=0,
        max_values=len(offered),
        options=[
            discord.SelectOption(
                label=T.plain(f"remind-{one}", locale), value=str(one), default=one in chosen
            )
            for one in offered
        ],
    )


def _how_menu(occurrence: Occurrence, by: By, locale: str) -> discord.ui.Select[Any]:
    return discord.ui.Select(
        custom_id=f"events-remind-how:{occurrence.key}",
        placeholder=T.plain("remind-how", locale),
        options=[
            discord.SelectOption(
                label=T.plain(f"remind-by-{one.value}", locale),
                value=one.value,
                default=one is by,
            )
            for one in By
        ],
    )
