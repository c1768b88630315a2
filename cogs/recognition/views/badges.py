"""What hangs on ``/badge list``: the starter set, and who got what and why."""

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
from cogs.recognition.domain.badges import STARTERS, Badge
from cogs.recognition.embeds.badges import audit_embed, badges_embed
from cogs.recognition.service.awards import PAGE, REASON, Audit, AwardService
from cogs.recognition.service.badges import BadgeService
from cogs.recognition.texts import T
from cogs.recognition.views.revoking import add_leafing, name_of, revoking_menu

if TYPE_CHECKING:
    from bot.client import Steward

_FORM: Final = r"recognition-badge-revoke:(?P<badge>\d{1,9}):(?P<member>\d{1,20})"


def badges_view(locale: str, *, empty: bool) -> discord.ui.View:
    """Return the buttons below a server's badges."""
    view = discord.ui.View(timeout=None)
    if empty:
        view.add_item(
            discord.ui.Button(
                custom_id="recognition-badges-starter:0",
                label=T.plain("badges-starter", locale),
                style=discord.ButtonStyle.primary,
            )
        )
    view.add_item(
        discord.ui.Button(
            custom_id="recognition-badges-audit:0", label=T.plain("badges-audit", locale)
        )
    )
    view.add_item(
        discord.ui.Button(custom_id="recognition-tiers-show:0", label=T.plain("tiers-open", locale))
    )
    return view


def audit_view(guild: discord.Guild, audit: Audit, locale: str) -> discord.ui.View:
    """Return what a page of the audit view can do: leaf, and take a badge back."""
    view = discord.ui.View(timeout=None)
    menu = revoking_menu(
        "recognition-badge-revoke",
        T.plain("badge-audit-revoke", locale),
        (
            (
                f"{one.badge}:{one.member_id}",
                f"{audit.badges[one.badge].name} · {name_of(guild, one.member_id)}",
            )
            for one in audit.awards
            if one.revoked_at is None
        ),
    )
    if menu is not None:
        view.add_item(menu)
    add_leafing(view, "recognition-badges-audit", audit.skip, PAGE, audit.total, locale)
    return view


class BadgesButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"recognition-badges-(?P<what>starter|audit):(?P<skip>\d{1,9})",
):
    """Adds the starter set, or shows a page of who got what."""

    def __init__(self, item: discord.ui.Button[Any], what: str, skip: str) -> None:
        super().__init__(item)
        self.what = what
        self.skip = int(skip)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, in the message that the button is on."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer()
        guild, locale = interaction.guild, str(interaction.locale)
        if guild is None:
            return
        bot = cast("Steward", interaction.client)
        if self.what == "audit":
            audit = await bot.ports.get(AwardService).audit(guild.id, self.skip)
            await interaction.edit_original_response(
                embed=audit_embed(audit, locale), view=audit_view(guild, audit, locale)
            )
            return
        badges = bot.ports.get(BadgeService)
        if await badges.listed(guild.id):
            raise UserError(T.say("starters-there", locale))
        await badges.create(guild.id, starters(str(guild.preferred_locale)), locale)
        listed = await badges.listed(guild.id)
        await interaction.edit_original_response(
            content=T.say("starters-added", locale),
            embed=badges_embed(guild, listed, locale),
            view=badges_view(locale, empty=False),
        )


class RevokeMenu(
    Pressed, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"recognition-badge-revoke"
):
    """Chooses whose badge is taken back."""

    KIND = discord.ui.Select

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for the reason."""
        await require(interaction, Access.MANAGERS)
        badge, _, member = self.item.values[0].partition(":")
        form = RevokeModal(int(badge), int(member), str(interaction.locale))
        await interaction.response.send_modal(form)


class RevokeModal(BaseModal):
    """Asks why a badge is taken back."""

    def __init__(self, badge: int, member_id: int, locale: str) -> None:
        super().__init__(
            T.plain("badge-audit-revoke", locale),
            locale=locale,
            custom_id=f"recognition-badge-revoke:{badge}:{member_id}",
        )
        self.badge = badge
        self.member_id = member_id
        self.reason: discord.ui.TextInput[RevokeModal] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=REASON,
            required=False,
            custom_id="recognition-badge-revoke-reason",
        )
        self.add_item(
            discord.ui.Label(text=T.plain("badge-audit-revoke-why", locale), component=self.reason)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Take it back, and say so."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        awards = cast("Steward", interaction.client).ports.get(AwardService)
        taken = await awards.revoke(
            interaction.guild_id or 0,
            self.badge,
            self.member_id,
            interaction.user.id,
            self.reason.value.strip() or None,
            self.locale,
        )
        await interaction.edit_original_response(
            content=T.say(
                "badge-revoked",
                self.locale,
                member=Raw(f"<@{self.member_id}>"),
                emoji=Raw(taken.emoji),
                badge=taken.name,
            ),
            allowed_mentions=discord.AllowedMentions.none(),
        )


class RevokeForms(LostForms):
    """Takes up the forms of before a restart."""

    template = _FORM

    async def build(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> BaseModal:
        """Return the form anew."""
        return RevokeModal(int(match["badge"]), int(match["member"]), str(interaction.locale))


def starters(locale: str) -> list[Badge]:
    """Return the starter set, named in the server's language."""
    return [
        Badge(
            0,
            T.plain(f"starter-{key}", locale),
            emoji,
            T.plain(f"starter-{key}.about", locale),
            figure,
            tiers,
        )
        for key, emoji, figure, tiers in STARTERS
    ]
