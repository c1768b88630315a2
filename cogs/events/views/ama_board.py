"""The board that everybody sees: asking, and voting for what others asked."""

from __future__ import annotations

from typing import Any, Final

import discord

from bot.text.truncate import truncate
from bot.ui.pressed import Pressed
from bot.ui.views import FromMatch, forwards_errors
from cogs.events.domain.ama import QUESTION_LIMIT, Question, QuestionState
from cogs.events.domain.ama_desk import in_state
from cogs.events.embeds.ama import PAGE, ballot_embed
from cogs.events.service.ama_asking import AmaAsking, Ballot
from cogs.events.service.ama_room import Desk
from cogs.events.texts import T
from cogs.events.views.ama_base import button, guild_of, service
from cogs.events.views.ama_modal import AmaModal

_OPTION: Final = 100


def board_view(desk: Desk, locale: str, *, anonymous: bool) -> discord.ui.View:
    """Return what can be pressed below the board; ``anonymous``: whether names may be left out."""
    view = discord.ui.View(timeout=None)
    number = desk.ama.event_id
    if not desk.is_on:
        view.add_item(button("ama-button-transcript", f"events-ama-b:file:{number}", locale))
        return view
    primary = discord.ButtonStyle.primary
    view.add_item(button("ama-button-ask", f"events-ama-b:ask:{number}", locale, primary))
    if anonymous:
        view.add_item(button("ama-button-ask-anonymously", f"events-ama-b:anon:{number}", locale))
    success = discord.ButtonStyle.success
    view.add_item(button("ama-button-vote", f"events-ama-b:vote:{number}", locale, success))
    view.add_item(button("ama-button-host", f"events-ama-h:show:{number}:0", locale))
    return view


async def ask_form(
    interaction: discord.Interaction[Any], event_id: int, *, anonymous: bool
) -> AskModal:
    """Return the form for a question. Raises UserError where the member cannot ask now."""
    guild, locale = guild_of(interaction), str(interaction.locale)
    await service(interaction, AmaAsking).must_be_askable(
        guild.id, event_id, interaction.user.id, locale, anonymous=anonymous
    )
    return AskModal(event_id, interaction.user.id, locale, anonymous=anonymous)


class AskModal(AmaModal):
    """Asks for a question."""

    def __init__(self, event_id: int, member_id: int, locale: str, *, anonymous: bool) -> None:
        what = "anon" if anonymous else "ask"
        super().__init__(f"ama-form-{what}", what, (event_id, 0, member_id), locale)
        self.event_id, self.anonymous = event_id, anonymous
        self.question = self.field("ama-form-question", QUESTION_LIMIT)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Take the question in, seen by its asker alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        asked = await service(interaction, AmaAsking).ask(
            guild_of(interaction).id,
            self.event_id,
            interaction.user.id,
            self.question.value,
            self.locale,
            anonymous=self.anonymous,
        )
        await interaction.edit_original_response(content=asked_text(asked, self.locale))


def asked_text(asked: Question, locale: str) -> str:
    """Return what its asker is told when a question is in."""
    key = "ama-asked-anonymous" if asked.anonymous else "ama-asked-named"
    return T.say(key, locale, number=asked.number)


async def show_ballot(interaction: discord.Interaction[Any], ballot: Ballot, page: int) -> None:
    """Show what can be voted for on an interaction that was deferred."""
    locale = str(interaction.locale)
    await interaction.edit_original_response(
        embed=ballot_embed(ballot.desk, ballot.mine, page, locale),
        view=_ballot_view(ballot, page, locale),
    )


def _ballot_view(ballot: Ballot, page: int, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    number = ballot.desk.ama.event_id
    those = in_state(ballot.desk.questions, QuestionState.APPROVED)
    if shown := those[page * PAGE : (page + 1) * PAGE]:
        options = [
            discord.SelectOption(
                label=truncate(" ".join(one.question.shown.split()), _OPTION),
                value=str(one.number),
                default=one.number in ballot.mine,
            )
            for one in shown
        ]
        view.add_item(
            discord.ui.Select(
                custom_id=f"events-ama-votes:{number}:{page}",
                placeholder=T.plain("ama-ballot-choose", locale),
                options=options,
                min_values=0,
                max_values=len(options),
            )
        )
    if page:
        view.add_item(button("ama-button-before", f"events-ama-ballot:{number}:{page - 1}", locale))
    if len(those) > (page + 1) * PAGE:
        view.add_item(button("ama-button-more", f"events-ama-ballot:{number}:{page + 1}", locale))
    return view


class BoardButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-ama-b:(?P<what>ask|anon|vote):(?P<event>\d{1,9})",
):
    """Opens the form for a question, or shows what can be voted for."""

    def __init__(self, what: str, event: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"events-ama-b:{what}:{event}"))
        self.what, self.event_id = what, int(event)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it for whoever pressed."""
        if self.what != "vote":
            form = await ask_form(interaction, self.event_id, anonymous=self.what == "anon")
            await interaction.response.send_modal(form)
            return
        guild = guild_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        ballot = await service(interaction, AmaAsking).ballot(
            guild.id, self.event_id, interaction.user.id, str(interaction.locale)
        )
        await show_ballot(interaction, ballot, 0)


class BallotButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-ama-ballot:(?P<event>\d{1,9}):(?P<page>\d{1,3})",
):
    """Turns the page of what can be voted for."""

    def __init__(self, event: str, page: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"events-ama-ballot:{event}:{page}"))
        self.event_id, self.page = int(event), int(page)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show the page."""
        guild = guild_of(interaction)
        await interaction.response.defer()
        ballot = await service(interaction, AmaAsking).ballot(
            guild.id, self.event_id, interaction.user.id, str(interaction.locale)
        )
        await show_ballot(interaction, ballot, self.page)


class VotesMenu(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"events-ama-votes:(?P<event>\d{1,9}):(?P<page>\d{1,3})",
):
    """Makes the votes of a member those that they chose."""

    KIND = discord.ui.Select

    def __init__(self, item: discord.ui.Select[Any], event: str, page: str) -> None:
        super().__init__(item)
        self.event_id, self.page = int(event), int(page)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Count them, and show how they stand."""
        guild = guild_of(interaction)
        await interaction.response.defer()
        ballot = await service(interaction, AmaAsking).vote(
            guild.id,
            self.event_id,
            interaction.user.id,
            {int(option.value) for option in self.item.options},
            {int(value) for value in self.item.values},
            str(interaction.locale),
        )
        await show_ballot(interaction, ballot, self.page)
