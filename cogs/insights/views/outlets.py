"""Places outside Discord: what is set, a form for another one, and a menu to remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import discord
from discord import app_commands

from bot.checks import Access, require
from bot.ui.modals import BaseModal
from bot.ui.views import FromMatch, forwards_errors
from cogs.insights.domain.outlets import OutletKind, shown
from cogs.insights.models import ADDRESS_LIMIT
from cogs.insights.repository.recipients import Outlet
from cogs.insights.service.outlets import MOST_OUTLETS, OutletService
from cogs.insights.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_DROP: Final = "insights-outlet-drop"


def _name(outlet: Outlet, locale: str) -> str:
    kind = T.plain(f"outlet-kind-{outlet.kind}", locale)
    return f"{kind}: {shown(outlet.kind, outlet.address)}"


def outlets_text(outlets: list[Outlet], locale: str) -> str:
    """Return in words where the report goes; of an address only what is no secret."""
    if not outlets:
        return T.say("outlets-none", locale)
    lines = [T.say("outlet-line", locale, outlet=_name(one, locale)) for one in outlets]
    return "\n".join([T.say("outlets-some", locale), *lines])


def outlets_view(service: OutletService, outlets: list[Outlet], locale: str) -> discord.ui.View:
    """Return the buttons and the menu below it."""
    view = discord.ui.View(timeout=None)
    if len(outlets) < MOST_OUTLETS:
        for kind in service.kinds:
            view.add_item(OutletButton(kind, locale))
    if outlets:
        options = [
            discord.SelectOption(label=_name(one, locale)[:100], value=str(one.number))
            for one in outlets
        ]
        view.add_item(
            discord.ui.Select(
                custom_id=_DROP, options=options, placeholder=T.plain("outlet-drop", locale)
            )
        )
    return view


def _service(interaction: discord.Interaction[Any]) -> tuple[OutletService, int]:
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return cast("Steward", interaction.client).ports.get(OutletService), interaction.guild_id


class OutletButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"insights-outlet-add:(?P<kind>slack|teams|mail)",
):
    """Opens the form for another place."""

    def __init__(self, kind: str, locale: str = "en") -> None:
        self.kind = OutletKind(kind)
        super().__init__(
            discord.ui.Button(
                label=T.plain(f"button-outlet-{kind}", locale),
                custom_id=f"insights-outlet-add:{kind}",
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for the address, in a form: nothing of it stays in a channel."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.send_modal(OutletModal(self.kind, str(interaction.locale)))


class OutletMenu(FromMatch, discord.ui.DynamicItem[discord.ui.Select[Any]], template=_DROP):
    """Removes a place."""

    def __init__(self) -> None:
        super().__init__(discord.ui.Select(custom_id=_DROP))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Remove it, and show what is left."""
        await require(interaction, Access.MANAGERS)
        service, guild_id = _service(interaction)
        await interaction.response.defer()
        locale = str(interaction.locale)
        await service.drop(guild_id, int(self.item.values[0]), locale)
        left = await service.all(guild_id)
        await interaction.edit_original_response(
            content=outlets_text(left, locale), view=outlets_view(service, left, locale)
        )


class OutletModal(BaseModal):
    """Asks for the address of a place outside."""

    def __init__(self, kind: OutletKind, locale: str) -> None:
        super().__init__(T.plain(f"outlet-form-{kind}", locale), locale=locale)
        self.kind = kind
        self.address: discord.ui.TextInput[OutletModal] = discord.ui.TextInput(
            max_length=ADDRESS_LIMIT, custom_id="insights-outlet-address"
        )
        self.add_item(
            discord.ui.Label(text=T.plain(f"outlet-field-{kind}", locale), component=self.address)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Add the place, and let the last report go there as a trial."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        service, guild_id = _service(interaction)
        place = await service.add(
            guild_id, self.kind, self.address.value, interaction.id, self.locale
        )
        told = T.say("outlet-added", self.locale, place=place)
        await interaction.edit_original_response(content=told)
