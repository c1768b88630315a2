"""The moderators' queue: a list to choose from, and a card for each question."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, Final

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.text.truncate import truncate
from bot.ui.pressed import Pressed
from bot.ui.views import FromMatch, forwards_errors
from cogs.events.domain.ama import (
    DECIDABLE,
    QUESTION_LIMIT,
    REASON_LIMIT,
    Question,
    QuestionState,
)
from cogs.events.domain.ama_desk import Alike, Standing, in_state
from cogs.events.embeds.ama import PAGE, card_embed, queue_embed
from cogs.events.service.ama_queue import AmaQueue
from cogs.events.service.ama_room import Desk
from cogs.events.texts import T
from cogs.events.views.ama_base import button, guild_of, service
from cogs.events.views.ama_modal import AmaModal

_OPTION: Final = 100
_STYLE: Final = discord.ButtonStyle


async def show_queue(
    interaction: discord.Interaction[Any], desk: Desk, page: int = 0, note: str | None = None
) -> None:
    """Show the list on an interaction that was deferred."""
    locale = str(interaction.locale)
    # A thousand questions take a moment to be compared: not on the loop.
    embed = await asyncio.to_thread(queue_embed, desk, page, locale)
    await interaction.edit_original_response(
        content=note, embed=embed, view=_queue_view(desk, page, locale)
    )


def _queue_view(desk: Desk, page: int, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    number = desk.ama.event_id
    lists = {
        "waiting": sorted(
            in_state(desk.questions, QuestionState.PENDING), key=lambda one: one.number
        ),
        "ready": in_state(desk.questions, QuestionState.APPROVED),
        "rejected": in_state(desk.questions, QuestionState.REJECTED),
    }
    more = False
    for name, those in lists.items():
        more = more or len(those) > (page + 1) * PAGE
        if shown := those[page * PAGE : (page + 1) * PAGE]:
            view.add_item(
                discord.ui.Select(
                    custom_id=f"events-ama-pick:{number}:{name}",
                    placeholder=T.plain(f"ama-queue-pick-{name}", locale, count=len(those)),
                    options=[_option(one, locale) for one in shown],
                )
            )
    if page:
        view.add_item(button("ama-button-before", _list_id(number, page - 1), locale))
    view.add_item(button("ama-button-refresh", f"events-ama-list:{number}:{page}:again", locale))
    if more:
        view.add_item(button("ama-button-more", _list_id(number, page + 1), locale))
    return view


def _list_id(event_id: int, page: int) -> str:
    return f"events-ama-list:{event_id}:{page}:turn"


def _option(one: Standing, locale: str) -> discord.SelectOption:
    text = " ".join(one.question.shown.split())
    return discord.SelectOption(
        label=truncate(f"#{one.number} · {text}", _OPTION),
        value=str(one.number),
        description=T.plain("ama-queue-option", locale, count=one.votes),
    )


async def show_card(
    interaction: discord.Interaction[Any], desk: Desk, number: int, note: str | None = None
) -> None:
    """Show a question on an interaction that was deferred. Raises UserError where it is gone."""
    locale = str(interaction.locale)
    question = desk.any(number)
    if question is None:
        raise UserError(T.say("ama-question-gone", locale))
    alike = await asyncio.to_thread(Alike(desk.questions).to, question)
    await interaction.edit_original_response(
        content=note,
        embed=card_embed(desk, question, alike, locale),
        view=_card_view(desk, question, alike, locale),
    )


def _card_view(
    desk: Desk, question: Question, alike: Sequence[Standing], locale: str
) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    state, merged = question.state, question.merged_into is not None

    def add(what: str, style: discord.ButtonStyle, row: int) -> None:
        custom_id = f"events-ama-q:{what}:{question.event_id}:{question.number}"
        view.add_item(button(f"ama-button-q-{what}", custom_id, locale, style, row=row))

    if desk.is_on and not merged and state in DECIDABLE:
        if state is not QuestionState.APPROVED:
            add("approve", _STYLE.success, 0)
        if state is not QuestionState.REJECTED:
            add("reject", _STYLE.danger, 0)
    if state is not QuestionState.ANSWERED:
        add("edit", _STYLE.secondary, 0)
    if state is QuestionState.APPROVED and not merged:
        add("pin" if question.pinned_at is None else "unpin", _STYLE.secondary, 0)
    if merged and desk.is_on:
        add("split", _STYLE.secondary, 0)
    add("unblock" if question.blocked else "block", _STYLE.secondary, 0)
    mergeable = desk.is_on and not merged and state in DECIDABLE
    if mergeable and (targets := _targets(desk, question, alike)):
        view.add_item(
            discord.ui.Select(
                custom_id=f"events-ama-merge:{question.event_id}:{question.number}",
                placeholder=T.plain("ama-card-merge", locale),
                options=[_option(one, locale) for one in targets],
                row=1,
            )
        )
    view.add_item(button("ama-button-back", _list_id(question.event_id, 0), locale, row=2))
    return view


def _targets(desk: Desk, question: Question, alike: Sequence[Standing]) -> Sequence[Standing]:
    """Return what a question may be merged into: the most alike first, then what is wanted most."""
    states = (QuestionState.APPROVED, QuestionState.PENDING, QuestionState.ANSWERED)
    others = [one for one in in_state(desk.questions, *states) if one not in alike]
    return [one for one in [*alike, *others] if one.number != question.number][:PAGE]


async def show_next(interaction: discord.Interaction[Any], event_id: int, note: str) -> None:
    """Show the question that waits longest after one was decided; the list where none does."""
    locale = str(interaction.locale)
    queue = service(interaction, AmaQueue)
    desk = await queue.desk(guild_of(interaction).id, event_id, locale)
    waiting = [one.number for one in in_state(desk.questions, QuestionState.PENDING)]
    if waiting:
        await show_card(interaction, desk, min(waiting), note)
    else:
        await show_queue(interaction, desk, note=note)


class QueueButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-ama-list:(?P<event>\d{1,9}):(?P<page>\d{1,3}):(?P<what>turn|again)",
):
    """Shows the list as it is by now."""

    def __init__(self, event: str, page: str, what: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"events-ama-list:{event}:{page}:{what}"))
        self.event_id, self.page = int(event), int(page)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer()
        desk = await service(interaction, AmaQueue).desk(
            guild_of(interaction).id, self.event_id, str(interaction.locale)
        )
        await show_queue(interaction, desk, self.page)


class PickMenu(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"events-ama-pick:(?P<event>\d{1,9}):(?P<name>waiting|ready|rejected)",
):
    """Shows the question that was chosen."""

    KIND = discord.ui.Select

    def __init__(self, item: discord.ui.Select[Any], event: str, name: str) -> None:
        super().__init__(item)
        self.event_id, self.name = int(event), name

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Show its card."""
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer()
        desk = await service(interaction, AmaQueue).desk(
            guild_of(interaction).id, self.event_id, str(interaction.locale)
        )
        await show_card(interaction, desk, int(self.item.values[0]))


class MergeMenu(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"events-ama-merge:(?P<event>\d{1,9}):(?P<number>\d{1,5})",
):
    """Merges a question into the one that was chosen."""

    KIND = discord.ui.Select

    def __init__(self, item: discord.ui.Select[Any], event: str, number: str) -> None:
        super().__init__(item)
        self.event_id, self.number = int(event), int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Merge them, and go on."""
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer()
        locale = str(interaction.locale)
        into = await service(interaction, AmaQueue).merge(
            guild_of(interaction).id,
            self.event_id,
            self.number,
            int(self.item.values[0]),
            interaction.user.id,
            locale,
        )
        note = T.say("ama-done-merge", locale, number=self.number, into=into.number)
        await show_next(interaction, self.event_id, note)


class QuestionButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-ama-q:(?P<what>approve|reject|edit|pin|unpin|split|block|unblock)"
    r":(?P<event>\d{1,9}):(?P<number>\d{1,5})",
):
    """Does something with a question."""

    def __init__(self, what: str, event: str, number: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"events-ama-q:{what}:{event}:{number}"))
        self.what, self.event_id, self.number = what, int(event), int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, once, whoever presses first."""
        await require(interaction, Access.MODERATORS)
        if self.what in {"reject", "edit"}:
            form = await question_form(interaction, self.what, self.event_id, self.number)
            await interaction.response.send_modal(form)
            return
        guild, locale = guild_of(interaction), str(interaction.locale)
        await interaction.response.defer()
        queue, by_id = service(interaction, AmaQueue), interaction.user.id
        about = (guild.id, self.event_id, self.number)
        note = T.say(f"ama-done-{self.what}", locale, number=self.number)
        if self.what == "approve":
            await queue.approve(*about, by_id, locale)
            await show_next(interaction, self.event_id, note)
            return
        if self.what in {"pin", "unpin"}:
            await queue.pin(*about, locale, pinned=self.what == "pin")
        elif self.what == "split":
            await queue.split(*about, locale)
        else:
            await queue.block(*about, by_id, locale, blocked=self.what == "block")
        desk = await queue.desk(guild.id, self.event_id, locale)
        await show_card(interaction, desk, self.number, note)


async def question_form(
    interaction: discord.Interaction[Any], what: str, event_id: int, number: int
) -> QuestionModal:
    """Return the form to reject a question, or to edit it. Raises UserError where it is gone."""
    locale = str(interaction.locale)
    desk = await service(interaction, AmaQueue).desk(guild_of(interaction).id, event_id, locale)
    question = desk.any(number)
    if question is None:
        raise UserError(T.say("ama-question-gone", locale))
    return QuestionModal(what, question, interaction.user.id, locale)


class QuestionModal(AmaModal):
    """Asks why a question is rejected, or for its wording."""

    def __init__(self, what: str, question: Question, by_id: int, locale: str) -> None:
        about = (question.event_id, question.number, by_id)
        super().__init__(f"ama-form-{what}", what, about, locale)
        self.what, self.event_id, self.number = what, question.event_id, question.number
        if what == "reject":
            self.text = self.field("ama-form-reason", REASON_LIMIT, least=3)
        else:
            self.text = self.field("ama-form-wording", QUESTION_LIMIT, question.shown)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Do it, and show what follows."""
        await require(interaction, Access.MODERATORS)
        await interaction.response.defer()
        guild, locale, text = guild_of(interaction), self.locale, self.text.value
        queue = service(interaction, AmaQueue)
        note = T.say(f"ama-done-{self.what}", locale, number=self.number)
        if self.what == "reject":
            await queue.reject(
                guild.id, self.event_id, self.number, interaction.user.id, text, locale
            )
            await show_next(interaction, self.event_id, note)
            return
        await queue.edit(guild.id, self.event_id, self.number, text, locale)
        desk = await queue.desk(guild.id, self.event_id, locale)
        await show_card(interaction, desk, self.number, note)
