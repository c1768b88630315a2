"""The host's view: the next question, and what becomes of it."""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import UserError
from bot.ui.views import FromMatch, forwards_errors
from cogs.events.domain.ama import ANSWER_LIMIT, QuestionState
from cogs.events.embeds.ama import host_embed
from cogs.events.service.ama_room import Desk
from cogs.events.service.ama_stage import AmaStage, next_up
from cogs.events.texts import T
from cogs.events.views.ama_base import button, guild_of, must_lead, service
from cogs.events.views.ama_modal import AmaModal


async def show_host(
    interaction: discord.Interaction[Any], event_id: int, note: str | None = None
) -> None:
    """Show the next question on an interaction that was deferred."""
    guild, locale = guild_of(interaction), str(interaction.locale)
    desk = await service(interaction, AmaStage).desk(guild.id, event_id, locale)
    host_id = desk.plan.host_id
    if host_id is None or (guild.chunked and guild.get_member(host_id) is None):
        gone = T.say("ama-host-left", locale)
        note = f"{note}\n{gone}" if note else gone
    await interaction.edit_original_response(
        content=note, embed=host_embed(desk, locale), view=_host_view(desk, locale)
    )


def _host_view(desk: Desk, locale: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    event_id, one = desk.ama.event_id, next_up(desk)
    styles = {
        "write": discord.ButtonStyle.primary,
        "voice": discord.ButtonStyle.success,
        "skip": discord.ButtonStyle.secondary,
        "later": discord.ButtonStyle.secondary,
    }
    for what, style in styles.items():
        if one is None or (what == "later" and one.question.state is QuestionState.LATER):
            continue
        custom_id = f"events-ama-h:{what}:{event_id}:{one.number}"
        view.add_item(button(f"ama-button-h-{what}", custom_id, locale, style))
    view.add_item(button("ama-button-refresh", f"events-ama-h:again:{event_id}:0", locale))
    return view


class HostButton(
    FromMatch,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-ama-h:(?P<what>show|again|write|voice|skip|later)"
    r":(?P<event>\d{1,9}):(?P<number>\d{1,5})",
):
    """Shows the next question, or says what becomes of one."""

    def __init__(self, what: str, event: str, number: str) -> None:
        super().__init__(discord.ui.Button(custom_id=f"events-ama-h:{what}:{event}:{number}"))
        self.what, self.event_id, self.number = what, int(event), int(number)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, for the host and who helps them alone."""
        await must_lead(interaction, self.event_id)
        if self.what == "write":
            form = await answer_form(interaction, self.event_id, self.number)
            await interaction.response.send_modal(form)
            return
        if self.what == "show":
            await interaction.response.defer(ephemeral=True, thinking=True)
        else:
            await interaction.response.defer()
        note = None if self.what in {"show", "again"} else await self._act(interaction)
        await show_host(interaction, self.event_id, note)

    async def _act(self, interaction: discord.Interaction[Any]) -> str:
        guild, locale = guild_of(interaction), str(interaction.locale)
        stage = service(interaction, AmaStage)
        about = (guild.id, self.event_id, self.number)
        try:
            if self.what == "voice":
                await stage.answer(*about, interaction.user.id, None, locale)
            elif self.what == "skip":
                await stage.skip(*about, locale)
            else:
                await stage.later(*about, locale)
        except UserError as error:
            # Somebody was quicker: said above what comes next instead of leaving it there.
            return str(error)
        return T.say(f"ama-done-{self.what}", locale, number=self.number)


async def answer_form(
    interaction: discord.Interaction[Any], event_id: int, number: int
) -> AnswerModal:
    """Return the form for an answer. Raises UserError where the question is gone."""
    locale = str(interaction.locale)
    await must_lead(interaction, event_id)
    desk = await service(interaction, AmaStage).desk(guild_of(interaction).id, event_id, locale)
    if desk.find(number) is None:
        raise UserError(T.say("ama-question-gone", locale))
    return AnswerModal(event_id, number, interaction.user.id, locale)


class AnswerModal(AmaModal):
    """Asks for an answer in writing."""

    def __init__(self, event_id: int, number: int, by_id: int, locale: str) -> None:
        super().__init__("ama-form-write", "write", (event_id, number, by_id), locale)
        self.event_id, self.number = event_id, number
        self.text = self.field("ama-form-answer", ANSWER_LIMIT)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep it for everybody to read, and show what comes next."""
        await must_lead(interaction, self.event_id)
        await interaction.response.defer()
        await service(interaction, AmaStage).answer(
            guild_of(interaction).id,
            self.event_id,
            self.number,
            interaction.user.id,
            self.text.value,
            self.locale,
        )
        note = T.say("ama-done-write", self.locale, number=self.number)
        await show_host(interaction, self.event_id, note)
