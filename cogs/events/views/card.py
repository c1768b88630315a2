"""The buttons under a card, and those of an offered place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.errors import UserError
from bot.ui.views import FromMatch, forwards_errors
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.rsvp import CONCERNED, Answer
from cogs.events.service.answers import AnswerService
from cogs.events.service.queue import FEATURE
from cogs.events.texts import T
from cogs.events.views.reminders import reminder_items
from cogs.events.wording import answered_text

if TYPE_CHECKING:
    from bot.client import Steward

_STYLES: Final = {
    Answer.GOING: discord.ButtonStyle.success,
    Answer.MAYBE: discord.ButtonStyle.secondary,
    Answer.NO: discord.ButtonStyle.secondary,
}
# What is pressed under an offer, and what that answers.
_OFFERS: Final = {"take": Answer.GOING, "leave": Answer.NO}


def card_view(occurrence: Occurrence, locale: str) -> discord.ui.View:
    """Return the buttons under a card; none where there is nothing to answer any more."""
    view = discord.ui.View(timeout=None)
    if not occurrence.is_live:
        return view
    for answer, style in _STYLES.items():
        view.add_item(
            discord.ui.Button(
                label=T.plain(f"button-{answer}", locale),
                style=style,
                custom_id=f"events-rsvp-{answer}:{occurrence.key}",
            )
        )
    return view


def offer_view(occurrence: Occurrence, locale: str) -> discord.ui.View:
    """Return the buttons of an offered place; they work in direct messages, too."""
    view = discord.ui.View(timeout=None)
    for what, style in (("take", discord.ButtonStyle.success), ("leave", _STYLES[Answer.NO])):
        view.add_item(
            discord.ui.Button(
                label=T.plain(f"button-offer-{what}", locale),
                style=style,
                custom_id=f"events-offer-{what}:{occurrence.guild_id}:{occurrence.key}",
            )
        )
    return view


class RsvpButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-rsvp-(?P<answer>going|maybe|no):(?P<event>\d{1,9})\.(?P<number>\d{1,9})",
):
    """Keeps what whoever presses answers."""

    def __init__(self, answer: str, event: str, number: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"events-rsvp-{answer}:{event}.{number}"))
        self.answer = Answer(answer)
        self.event_id = int(event)
        self.number = int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer, only visible to them; the card follows."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        member = interaction.user
        if not isinstance(member, discord.Member):
            raise discord.app_commands.NoPrivateMessage
        locale = str(interaction.locale)
        found = (
            await cast("Steward", interaction.client)
            .ports.get(AnswerService)
            .answer(
                member.guild.id,
                self.event_id,
                self.number,
                member.id,
                self.answer,
                [role.id for role in member.roles],
                locale,
            )
        )
        view = discord.ui.View(timeout=None)
        if found.rsvp.answer in CONCERNED:
            now = cast("Steward", interaction.client).clock.now()
            for item in reminder_items(found.occurrence, found.rsvp, now, locale):
                view.add_item(item)
        await interaction.edit_original_response(content=answered_text(found, locale), view=view)


class OfferButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-offer-(?P<what>take|leave):(?P<guild>\d{1,20}):"
    r"(?P<event>\d{1,9})\.(?P<number>\d{1,9})",
):
    """Takes a place that is kept for whoever presses, or leaves it to the next."""

    def __init__(self, what: str, guild: str, event: str, number: str) -> None:
        named = f"events-offer-{what}:{guild}:{event}.{number}"
        super().__init__(discord.ui.Button(custom_id=named))
        self.answer = _OFFERS[what]
        self.guild_id = int(guild)
        self.event_id = int(event)
        self.number = int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer in place of the offer in a direct message, else only visible to them."""
        if interaction.guild_id is None:
            await interaction.response.defer()
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        bot = cast("Steward", interaction.client)
        locale = str(interaction.locale)
        guild = bot.get_guild(self.guild_id)
        member = guild.get_member(interaction.user.id) if guild is not None else None
        if guild is None or member is None:
            raise UserError(T.say("offer-not-there", locale))
        if not await bot.feature_switch.is_on(guild.id, FEATURE):
            raise UserError(T.say("events-off", locale, server=guild.name))
        found = await bot.ports.get(AnswerService).answer(
            guild.id,
            self.event_id,
            self.number,
            member.id,
            self.answer,
            [role.id for role in member.roles],
            locale,
        )
        text = answered_text(found, locale)
        if interaction.guild_id is None:
            await interaction.edit_original_response(content=text, view=None)
        else:
            await interaction.edit_original_response(content=text)
