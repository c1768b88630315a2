"""What every button and menu of the wizard stands on: who may press, and the screen it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

import discord

from bot.checks import Access, require
from cogs.setup.service.wizard import Chosen, Page, WizardService

if TYPE_CHECKING:
    from bot.client import Steward


class Screen(Protocol):
    """Draws a step in place of the one before."""

    async def redraw(
        self,
        interaction: discord.Interaction[Any],
        guild: discord.Guild,
        page: Page,
        zones: list[str] | None = None,
    ) -> None:
        """Show ``page`` on the message that was pressed; ``zones`` to choose from, if given."""
        ...


def wizard_of(interaction: discord.Interaction[Any]) -> WizardService:
    """Return the use cases of the wizard."""
    return cast("Steward", interaction.client).ports.get(WizardService)


async def manager(
    interaction: discord.Interaction[Any], *, defer: bool = True
) -> tuple[discord.Guild, WizardService]:
    """Return where a manager pressed something, and tell Discord that an answer comes.

    Raises NotAllowedError for anybody else.
    """
    await require(interaction, Access.MANAGERS)
    if defer:
        await interaction.response.defer()
    return cast("discord.Guild", interaction.guild), wizard_of(interaction)


async def redraw(
    interaction: discord.Interaction[Any],
    guild: discord.Guild,
    page: Page,
    zones: list[str] | None = None,
) -> None:
    """Show a step in place of the one before."""
    screen = cast("Steward", interaction.client).ports.get(Screen)  # type: ignore[type-abstract]
    await screen.redraw(interaction, guild, page, zones)


def there(chosen: Chosen, guild: discord.Guild) -> list[int]:
    """Return those of the chosen channels that are still there."""
    ids = chosen.value if chosen.setting.many else [chosen.value]
    return [one for one in ids if one and guild.get_channel(one) is not None]
