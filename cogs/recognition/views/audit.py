"""Who got what and why, for managers; taking kudos back with a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.checks import Access, require
from bot.text.truncate import truncate
from bot.ui.embeds import EmbedBuilder
from bot.ui.forms import LostForms
from bot.ui.modals import BaseModal
from bot.ui.views import FromMatch, forwards_errors
from cogs.recognition.domain.kudos import REASON_LIMIT
from cogs.recognition.repository.kudos import Kudos
from cogs.recognition.service.kudos import KudosService
from cogs.recognition.texts import T
from cogs.recognition.wording import audit_text, who

if TYPE_CHECKING:
    from bot.client import Steward

FORM: Final = r"recognition-revoke:(?P<kudos>\d{1,20}):(?P<receiver>\d{1,20}):\d{1,20}"
_PICK_ID: Final = "recognition-audit-pick"
_SHOWN: Final = 10
_OPTION: Final = 100


def audit_button(locale: str) -> discord.ui.View:
    """Return the button that opens the view of who got what and why."""
    view = discord.ui.View(timeout=None)
    view.add_item(
        discord.ui.Button(label=T.plain("button-audit", locale), custom_id=_page_id("open", 0))
    )
    return view


def _page_id(what: str, page: int) -> str:
    return f"recognition-audit-{what}:{page}"


async def show_audit(interaction: discord.Interaction[Any], page: int) -> None:
    """Show a page; the interaction was deferred, visible to the manager alone."""
    guild = interaction.guild
    if guild is None:
        raise discord.app_commands.NoPrivateMessage
    locale = str(interaction.locale)
    kudos = cast("Steward", interaction.client).ports.get(KudosService)
    audit = await kudos.audit(guild.id, page, _SHOWN)
    text = audit_text(audit.page, audit.odd, locale) or T.say("audit-none", locale)
    view = discord.ui.View(timeout=None)
    if standing := [one for one in audit.page if one.revoked_at is None]:
        view.add_item(_menu(guild, standing, locale))
    if page:
        view.add_item(_turn("newer", page - 1, locale))
    if audit.more:
        view.add_item(_turn("older", page + 1, locale))
    await interaction.edit_original_response(
        embed=EmbedBuilder(T.plain("audit-title", locale), text, locale=locale).build(), view=view
    )


def _turn(way: str, page: int, locale: str) -> discord.ui.Button[Any]:
    return discord.ui.Button(
        label=T.plain(f"button-audit-{way}", locale), custom_id=_page_id("page", page)
    )


def _menu(guild: discord.Guild, standing: list[Kudos], locale: str) -> discord.ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=truncate(
                T.plain(
                    "audit-option",
                    locale,
                    giver=_name(guild, one.giver_id),
                    receiver=_name(guild, one.receiver_id),
                ),
                _OPTION,
            ),
            value=f"{one.kudos_id}:{one.receiver_id}",
            description=truncate(one.reason, _OPTION) if one.reason else None,
        )
        for one in standing
    ]
    return discord.ui.Select(
        custom_id=_PICK_ID, options=options, placeholder=T.plain("audit-pick", locale)
    )


def _name(guild: discord.Guild, member_id: int) -> str:
    member = guild.get_member(member_id)
    return member.display_name if member is not None else str(member_id)


class AuditButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"recognition-audit-(?P<what>open|page):(?P<page>\d{1,6})",
):
    """Opens the view, or turns its page."""

    def __init__(self, what: str, page: str) -> None:
        super().__init__(discord.ui.Button(custom_id=_page_id(what, int(page))))
        self.what = what
        self.page = int(page)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page, to managers alone."""
        await require(interaction, Access.MANAGERS)
        if self.what == "open":
            await interaction.response.defer(ephemeral=True, thinking=True)
        else:
            await interaction.response.defer()
        await show_audit(interaction, self.page)


class AuditMenu(FromMatch, discord.ui.DynamicItem[discord.ui.Select[Any]], template=_PICK_ID):
    """Picks kudos to revoke."""

    def __init__(self) -> None:
        super().__init__(discord.ui.Select(custom_id=_PICK_ID))

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for the reason."""
        await require(interaction, Access.MANAGERS)
        kudos_id, _, receiver = self.item.values[0].partition(":")
        await interaction.response.send_modal(
            RevokeModal(int(kudos_id), int(receiver), interaction.user.id, str(interaction.locale))
        )


class RevokeModal(BaseModal):
    """Asks why kudos shall count no more."""

    def __init__(self, kudos_id: int, receiver_id: int, by_id: int, locale: str) -> None:
        super().__init__(
            T.plain("revoke-title", locale),
            locale=locale,
            custom_id=f"recognition-revoke:{kudos_id}:{receiver_id}:{by_id}",
        )
        self.kudos_id = kudos_id
        self.receiver_id = receiver_id
        self.reason: discord.ui.TextInput[RevokeModal] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=REASON_LIMIT,
            min_length=3,
            custom_id="recognition-revoke-reason",
        )
        self.add_item(
            discord.ui.Label(text=T.plain("revoke-reason", locale), component=self.reason)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Revoke them, and say so to the manager; both members are told by a job."""
        await require(interaction, Access.MANAGERS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if interaction.guild_id is None:
            raise discord.app_commands.NoPrivateMessage
        kudos = cast("Steward", interaction.client).ports.get(KudosService)
        gone = await kudos.revoke(
            interaction.guild_id,
            self.kudos_id,
            self.receiver_id,
            interaction.user.id,
            " ".join(self.reason.value.split()),
            self.locale,
        )
        names = {"giver": who(gone.giver_id), "receiver": who(gone.receiver_id)}
        await interaction.edit_original_response(content=T.say("revoked", self.locale, **names))


class KudosForms(LostForms):
    """Takes up reasons that were asked for before a restart."""

    template = FORM

    async def build(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> BaseModal:
        """Return the form that the id names."""
        return RevokeModal(
            int(match["kudos"]),
            int(match["receiver"]),
            interaction.user.id,
            str(interaction.locale),
        )
