"""The wizard: its screen, and the buttons that move on.

Buttons and menus outlive a restart, for their ids say what they do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

import discord
from discord import app_commands

from bot.text.catalogue import ENGLISH
from bot.ui.forms import LostForms
from bot.ui.modals import BaseModal
from bot.ui.views import FromMatch, forwards_errors
from cogs.setup.domain.steps import CHANNELS, FEATURES, PREVIEW, ROLES, ZONE, page_of
from cogs.setup.formats import bullets
from cogs.setup.service.values import COMMON_ZONES, switchable
from cogs.setup.service.wizard import Page
from cogs.setup.texts import T
from cogs.setup.views.asking import AnswerButton, asked_items
from cogs.setup.views.choosing import (
    ChannelMenu,
    CreateButton,
    FeatureMenu,
    RoleMenu,
    ZoneButton,
    ZoneForm,
    ZoneMenu,
)
from cogs.setup.views.doctor import show_examination
from cogs.setup.views.help import usable
from cogs.setup.views.pages import step_embed, title_of
from cogs.setup.views.screen import manager, redraw, there, wizard_of
from cogs.setup.views.snapshot import names_of

if TYPE_CHECKING:
    from bot.client import Steward

_MOST: Final = 25
# What comes after the wizard, as far as it is there and on.
_NEXT: Final = ("onboarding preview", "onboarding edit", "rules edit", "automod list", "help")


async def begin(interaction: discord.Interaction[Any], guild: discord.Guild) -> None:
    """Show this manager alone the step where the wizard was left; the answer is deferred."""
    page = await wizard_of(interaction).resume(guild.id)
    embed, view = await _drawn(interaction, guild, page)
    await interaction.edit_original_response(embed=embed, view=view)


class WizardScreen:
    """Draws the wizard."""

    async def redraw(
        self,
        interaction: discord.Interaction[Any],
        guild: discord.Guild,
        page: Page,
        zones: list[str] | None = None,
    ) -> None:
        """Show ``page`` on the message that was pressed; ``zones`` to choose from, if given."""
        embed, view = await _drawn(interaction, guild, page, zones)
        await interaction.edit_original_response(embed=embed, view=view)


async def _drawn(
    interaction: discord.Interaction[Any],
    guild: discord.Guild,
    page: Page,
    zones: list[str] | None = None,
) -> tuple[discord.Embed, discord.ui.View]:
    locale = str(interaction.locale)
    bot = cast("Steward", interaction.client)
    view = discord.ui.View(timeout=None)
    for item in _items(page, guild, locale, zones):
        view.add_item(item)
    if before := page.steps.before(page.step):
        view.add_item(GoButton(before, "back", locale))
    if after := page.steps.after(page.step):
        view.add_item(GoButton(after, "next", locale))
    else:
        view.add_item(FinishButton(locale))
    embed = step_embed(page, names_of(guild), bot.clock.now(), locale)
    await bot.command_mentions.load()
    embed.description = bot.command_mentions.linked(embed.description or "")
    return embed, view


def _items(
    page: Page, guild: discord.Guild, locale: str, zones: list[str] | None
) -> list[discord.ui.Item[Any]]:
    kind = page.step.partition("-")[0]
    if kind == ZONE:
        return [ZoneMenu(zones or _zones(page.zone), page.zone, locale), ZoneButton(locale)]
    if kind == ROLES:
        chosen = {"manager": page.managers, "moderator": page.moderators}
        return [
            RoleMenu(who, [one for one in ids if guild.get_role(one)], locale)
            for who, ids in chosen.items()
        ]
    if kind == FEATURES:
        every = switchable(names_of(guild))
        on = [one for one in every if one not in page.off]
        # Discord refuses a menu without anything to choose.
        return [FeatureMenu(every, on, locale)] if every else []
    if kind == CHANNELS:
        menus = [ChannelMenu.showing(one, page.step, guild, locale) for one in page.asked]
        lacking = [one for one in page.asked if not there(one, guild)]
        return [*menus, *(CreateButton.of(one, page.step, locale) for one in lacking)]
    if page.question is not None:
        return asked_items(page, page.question, guild, locale)
    return [StepMenu([(step, _called(page, step, locale)) for step in page.steps.all], locale)]


def _called(page: Page, step: str, locale: str) -> str:
    number = f" ({page_of(step) + 1})" if step.startswith(CHANNELS) else ""
    return title_of(page, step, locale) + number


def _zones(zone: str) -> list[str]:
    return list(dict.fromkeys([zone, *COMMON_ZONES]))[:_MOST]


class GoButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"setup-go:(?P<step>[a-z0-9-]{1,20})",
):
    """Goes to a step."""

    def __init__(self, step: str, way: str = "next", locale: str = ENGLISH) -> None:
        self.step = step
        style = discord.ButtonStyle.primary if way == "next" else discord.ButtonStyle.secondary
        label = T.plain(f"wizard-{way}", locale)
        super().__init__(
            discord.ui.Button(label=label, style=style, custom_id=f"setup-go:{step}", row=4)
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the step."""
        guild, wizard = await manager(interaction)
        await redraw(interaction, guild, await wizard.go(guild.id, self.step))


class StepMenu(FromMatch, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"setup-step"):
    """Goes to any step, from the preview."""

    def __init__(self, steps: Any = ((PREVIEW, PREVIEW),), locale: str = ENGLISH) -> None:
        options = [discord.SelectOption(label=label, value=step) for step, label in steps]
        super().__init__(
            discord.ui.Select(
                custom_id="setup-step",
                placeholder=T.plain("wizard-change", locale),
                options=options,
                row=0,
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the step."""
        guild, wizard = await manager(interaction)
        await redraw(interaction, guild, await wizard.go(guild.id, self.item.values[0]))


class FinishButton(
    FromMatch, discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"setup-finish"
):
    """Ends the wizard with an examination."""

    def __init__(self, locale: str = ENGLISH) -> None:
        super().__init__(
            discord.ui.Button(
                label=T.plain("wizard-finish", locale),
                style=discord.ButtonStyle.success,
                custom_id="setup-finish",
                row=4,
            )
        )

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Remember that it is done, and examine."""
        guild, wizard = await manager(interaction)
        await wizard.finish(guild.id)
        await show_examination(interaction, guild, after=await _what_next(interaction))


async def _what_next(interaction: discord.Interaction[Any]) -> str:
    """Return the commands that a manager may want now that everything is set up."""
    bot = cast("Steward", interaction.client)
    await bot.command_mentions.load()
    may_use = {command.qualified_name: command for command in await usable(interaction)}
    return bullets(
        [
            f"{bot.command_mentions.of(name)} – {command.description}"
            for name in _NEXT
            if isinstance(command := may_use.get(name), app_commands.Command)
        ]
    )


class SetupForms(LostForms):
    """Builds the form for a city anew where it was opened before a restart."""

    template = ZoneForm.TEMPLATE

    async def build(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> BaseModal:
        """Return the form."""
        return ZoneForm(interaction)


ITEMS: Final = (
    GoButton,
    AnswerButton,
    StepMenu,
    FinishButton,
    ZoneMenu,
    ZoneButton,
    RoleMenu,
    FeatureMenu,
    ChannelMenu,
    CreateButton,
)
