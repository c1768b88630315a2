"""What is below a transcript, and the transcript itself for whoever asks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.faq import FaqPair
from bot.ports import FaqBook
from bot.ui.views import FromMatch, forwards_errors
from cogs.events.domain.ama import AmaState
from cogs.events.domain.ama_desk import pairs
from cogs.events.exports.ama import Names, transcript_files
from cogs.events.service.ama_closing import AmaClosing
from cogs.events.service.ama_room import Desk
from cogs.events.texts import T
from cogs.events.views.ama_base import button, guild_of, must_lead, service

if TYPE_CHECKING:
    from bot.client import Steward


def closing_view(bot: Steward, desk: Desk, locale: str) -> discord.ui.View | None:
    """Return the offer to keep answers as FAQ; None where nobody keeps any, or there are none."""
    if bot.ports.find(FaqBook) is None or not pairs(desk.questions):  # type: ignore[type-abstract]
        return None
    view = discord.ui.View(timeout=None)
    view.add_item(button("ama-button-faq", f"events-ama-c:faq:{desk.ama.event_id}", locale))
    return view


def names_in(guild: discord.Guild, locale: str) -> Names:
    """Return what gives members the names that they have in the server."""

    def name(member_id: int | None) -> str:
        member = guild.get_member(member_id) if member_id is not None else None
        return member.display_name if member is not None else T.plain("ama-somebody-gone", locale)

    return name


async def files_of(guild: discord.Guild, desk: Desk, locale: str) -> list[discord.File]:
    """Return the transcript as files."""
    made = await transcript_files(desk, guild.name, names_in(guild, locale), locale)
    return [discord.File(io.BytesIO(data), filename=name) for name, data in made.items()]


async def show_transcript(interaction: discord.Interaction[Any], event_id: int) -> None:
    """Show the transcript on an interaction that was deferred; before the end to hosts alone."""
    guild, locale = guild_of(interaction), str(interaction.locale)
    desk = await service(interaction, AmaClosing).desk(guild.id, event_id, locale)
    if desk.ama.state is not AmaState.CLOSED:
        await must_lead(interaction, event_id)
    await interaction.edit_original_response(attachments=await files_of(guild, desk, locale))


class ClosingButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-ama-(?P<where>b:file|c:faq):(?P<event>\d{1,9})",
):
    """Gives the transcript, or keeps its answers as FAQ."""

    def __init__(self, where: str, event: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"events-ama-{where}:{event}"))
        self.where, self.event_id = where, int(event)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it; the FAQ is the moderators'."""
        if self.where == "b:file":
            await interaction.response.defer(ephemeral=True, thinking=True)
            await show_transcript(interaction, self.event_id)
            return
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = guild_of(interaction), str(interaction.locale)
        book = cast("Steward", interaction.client).ports.find(FaqBook)  # type: ignore[type-abstract]
        if book is None:
            raise UserError(T.say("ama-faq-nowhere", locale))
        desk = await service(interaction, AmaClosing).desk(guild.id, self.event_id, locale)
        found = _faq(desk)
        kept = await book.keep(guild.id, found, interaction.user.id)
        said = T.say("ama-faq-kept", locale, kept=kept, count=len(found))
        await interaction.edit_original_response(content=said)


def _faq(desk: Desk) -> list[FaqPair]:
    return [
        FaqPair(one.question.shown, one.question.answer or "")
        for one in desk.questions
        if pairs([one])
    ]
