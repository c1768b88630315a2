"""Tiers of members, behind a button of ``/badge list``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.ui.forms import LostForms
from bot.ui.modals import BaseModal
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.recognition.domain.seasons import COUNTED, MOST_TIERS, Tier, parse_needs
from cogs.recognition.embeds.tiers import moves_embed, programme_embed
from cogs.recognition.service.awards import REASON
from cogs.recognition.service.seasons import PAGE, Moves, Programme, Seasons
from cogs.recognition.texts import T
from cogs.recognition.views.asking import asking_view
from cogs.recognition.views.giveable import must_be_giveable
from cogs.recognition.views.revoking import add_leafing, name_of, revoking_menu

if TYPE_CHECKING:
    from bot.client import Steward

_FIGURES: Final = ", ".join(one.value for one in COUNTED)


def programme_view(programme: Programme, locale: str) -> discord.ui.View:
    """Return what can be done about tiers."""
    view = discord.ui.View(timeout=None)
    there = len(programme.tiers)
    for what, disabled in (("add", there >= MOST_TIERS), ("drop", not there), ("moves", False)):
        view.add_item(
            discord.ui.Button(
                custom_id=f"recognition-tiers-{what}:0",
                label=T.plain(f"tiers-{what}", locale),
                disabled=disabled,
            )
        )
    return view


def moves_view(guild: discord.Guild, moves: Moves, locale: str) -> discord.ui.View:
    """Return what a page of who rose and fell can do: leaf, and take somebody's tier."""
    view = discord.ui.View(timeout=None)
    menu = revoking_menu(
        "recognition-tier-take",
        T.plain("moves-take", locale),
        ((str(one.member_id), name_of(guild, one.member_id)) for one in moves.moves),
    )
    if menu is not None:
        view.add_item(menu)
    add_leafing(view, "recognition-tiers-moves", moves.skip, PAGE, moves.total, locale)
    return view


class TiersButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"recognition-tiers-(?P<what>show|add|drop|moves):(?P<skip>\d{1,9})",
):
    """Shows the tiers, or changes them."""

    def __init__(self, item: discord.ui.Button[Any], what: str, skip: str) -> None:
        super().__init__(item)
        self.what = what
        self.skip = int(skip)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it."""
        await require(interaction, Access.MANAGERS)
        guild, locale = interaction.guild, str(interaction.locale)
        if guild is None:
            return
        if self.what == "add":
            await interaction.response.send_modal(TierModal(locale))
        elif self.what == "drop":
            await _drop(interaction, guild, locale)
        else:
            await interaction.response.defer()
            seasons = _seasons(interaction)
            if self.what == "moves":
                moves = await seasons.moves(guild.id, self.skip)
                embed, view = moves_embed(moves, locale), moves_view(guild, moves, locale)
            else:
                programme = await seasons.programme(guild.id)
                embed = programme_embed(guild, programme, locale)
                view = programme_view(programme, locale)
            await interaction.edit_original_response(content=None, embed=embed, view=view)


async def _drop(interaction: discord.Interaction[Any], guild: discord.Guild, locale: str) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    seasons = _seasons(interaction)
    programme = await seasons.programme(guild.id)
    if not programme.tiers:
        raise UserError(T.say("tiers-none", locale))
    question = T.say("tiers-ask-drop", locale, tier=programme.tiers[-1].name)
    view = asking_view("drop", programme.tiers[-1].level, locale)
    await interaction.edit_original_response(content=question, view=view)


class TakeTierMenu(
    Pressed, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"recognition-tier-take"
):
    """Chooses whose tier is taken."""

    KIND = discord.ui.Select

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for the reason."""
        await require(interaction, Access.MANAGERS)
        form = TakeTierModal(int(self.item.values[0]), str(interaction.locale))
        await interaction.response.send_modal(form)


class TierModal(BaseModal):
    """A tier above the others."""

    def __init__(self, locale: str) -> None:
        super().__init__(
            T.plain("tier-form", locale), locale=locale, custom_id="recognition-tier-form:0"
        )
        self.name: discord.ui.TextInput[TierModal] = discord.ui.TextInput(
            max_length=40, custom_id="recognition-tier-name"
        )
        self.needs: discord.ui.TextInput[TierModal] = discord.ui.TextInput(
            max_length=100, custom_id="recognition-tier-needs"
        )
        self.perks: discord.ui.TextInput[TierModal] = discord.ui.TextInput(
            max_length=100, required=False, custom_id="recognition-tier-perks"
        )
        self.role: discord.ui.RoleSelect[Any] = discord.ui.RoleSelect(
            required=False, min_values=0, custom_id="recognition-tier-role"
        )
        about = T.plain("tier-form-needs-about", locale)
        for key, item in (
            ("name", self.name),
            ("needs", self.needs),
            ("perks", self.perks),
            ("role", self.role),
        ):
            self.add_item(
                discord.ui.Label(
                    text=T.plain(f"tier-form-{key}", locale),
                    description=about if key == "needs" else None,
                    component=cast("Any", item),
                )
            )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Add the tier, and say so."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = interaction.guild, self.locale
        if guild is None:
            return
        try:
            needs = parse_needs(self.needs.value)
        except ValueError:
            raise UserError(T.say("tier-needs-wrong", locale, figures=_FIGURES)) from None
        role = self.role.values[0] if self.role.values else None
        if role is not None:
            must_be_giveable(guild, role, interaction, locale)
        given = Tier(
            0,
            self.name.value.strip(),
            needs,
            self.perks.value.strip(),
            role.id if role else None,
        )
        made = await _seasons(interaction).add(guild.id, given, locale)
        await interaction.edit_original_response(
            content=T.say("tier-added", locale, tier=made.name)
        )


class TakeTierModal(BaseModal):
    """Asks why a tier is taken."""

    def __init__(self, member_id: int, locale: str) -> None:
        super().__init__(
            T.plain("moves-take", locale),
            locale=locale,
            custom_id=f"recognition-tier-form:{member_id}",
        )
        self.member_id = member_id
        self.reason: discord.ui.TextInput[TakeTierModal] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=REASON,
            required=False,
            custom_id="recognition-tier-reason",
        )
        self.add_item(
            discord.ui.Label(text=T.plain("badge-audit-revoke-why", locale), component=self.reason)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Take it, and say so."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await _seasons(interaction).revoke(
            interaction.guild_id or 0,
            self.member_id,
            interaction.user.id,
            self.reason.value.strip() or None,
            self.locale,
        )
        await interaction.edit_original_response(
            content=T.say("tier-taken", self.locale, member=Raw(f"<@{self.member_id}>")),
            allowed_mentions=discord.AllowedMentions.none(),
        )


class TierForms(LostForms):
    """Takes up the forms of before a restart."""

    template = r"recognition-tier-form:(?P<member>\d{1,20})"

    async def build(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> BaseModal:
        """Return the form anew."""
        locale = str(interaction.locale)
        member = int(match["member"])
        return TakeTierModal(member, locale) if member else TierModal(locale)


def _seasons(interaction: discord.Interaction[Any]) -> Seasons:
    return cast("Steward", interaction.client).ports.get(Seasons)
