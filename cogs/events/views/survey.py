"""The survey after an event: a press rates it, a form takes a comment, another press ends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.errors import UserError
from bot.ui.forms import LostForms
from bot.ui.modals import BaseModal
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.events.domain.survey import BEST, COMMENT_LIMIT, LEAST_ANSWERS
from cogs.events.service.queue import FEATURE
from cogs.events.service.surveys import Held, SurveyService
from cogs.events.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_WHAT: Final = r"(?P<guild>\d{1,20}):(?P<event>\d{1,9}):(?P<number>\d{1,9})"
FORM: Final = rf"events-comment:{_WHAT}:(?P<rating>[1-5]):\d{{1,20}}"
_COMMENT_ID: Final = "events-comment-text"


def survey_view(
    guild_id: int, event_id: int, number: int, locale: str, *, opt_out: bool
) -> discord.ui.View:
    """Return the five buttons; with ``opt_out`` one more, to be asked no more."""
    view = discord.ui.View(timeout=None)
    for rating in range(1, BEST + 1):
        view.add_item(
            discord.ui.Button(
                label=T.plain("survey-star", locale, rating=rating),
                style=discord.ButtonStyle.primary,
                custom_id=f"events-rate:{guild_id}:{event_id}:{number}:{rating}",
            )
        )
    if opt_out:
        label = T.plain("survey-button-unasked", locale)
        view.add_item(discord.ui.Button(label=label, custom_id=f"events-unasked:{guild_id}", row=1))
    return view


class RateButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"events-rate:{_WHAT}:(?P<rating>[1-5])",
):
    """Rates an event; who came may press, and press again to change their mind."""

    def __init__(
        self, item: discord.ui.Button[Any], guild: str, event: str, number: str, rating: str
    ) -> None:
        super().__init__(item)
        self.guild_id = int(guild)
        self.event_id = int(event)
        self.number = int(number)
        self.rating = int(rating)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form for a comment; what was pressed counts also where it is left empty."""
        locale = str(interaction.locale)
        service = await _service(interaction, self.guild_id)
        held, before = await service.answerable(
            self.guild_id, self.event_id, self.number, interaction.user.id, locale
        )
        comment = before.comment if before else None
        await interaction.response.send_modal(
            CommentForm(held, self.rating, interaction.user.id, locale, comment)
        )
        await service.rate(held, interaction.user.id, self.rating)


class CommentForm(BaseModal):
    """Takes what somebody has to say of an event."""

    def __init__(
        self, held: Held, rating: int, member_id: int, locale: str, comment: str | None = None
    ) -> None:
        one = held.occurrence
        super().__init__(
            T.plain("survey-form-title", locale, rating=rating),
            locale=locale,
            custom_id=f"events-comment:{one.guild_id}:{one.event_id}:{one.number}:{rating}:{member_id}",
        )
        self.held = held
        self.rating = rating
        self.comment: discord.ui.TextInput[CommentForm] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=COMMENT_LIMIT,
            default=comment,
            custom_id=_COMMENT_ID,
        )
        self.add_item(
            discord.ui.Label(
                text=T.plain("survey-form-comment", locale),
                description=T.plain("survey-form-who", locale, least=LEAST_ANSWERS),
                component=self.comment,
            )
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Keep the answer, and thank."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        one = self.held.occurrence
        service = await _service(interaction, one.guild_id)
        # It may have ended while somebody wrote.
        held, _ = await service.answerable(
            one.guild_id, one.event_id, one.number, interaction.user.id, self.locale
        )
        comment = " ".join(self.comment.value.split())
        await service.rate(held, interaction.user.id, self.rating, comment)
        thanks = T.say("survey-thanks", self.locale, event=held.plan.name, rating=self.rating)
        await interaction.edit_original_response(content=thanks)


class CommentForms(LostForms):
    """Takes up comments whose form was opened before a restart."""

    template = FORM

    async def build(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> BaseModal:
        """Return the form that the id names."""
        locale = str(interaction.locale)
        guild_id = int(match["guild"])
        service = await _service(interaction, guild_id)
        held, _ = await service.answerable(
            guild_id, int(match["event"]), int(match["number"]), interaction.user.id, locale
        )
        return CommentForm(held, int(match["rating"]), interaction.user.id, locale)


class UnaskedButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"events-unasked:(?P<guild>\d{1,20})",
):
    """Ends surveys for whoever presses; pressed again, they begin anew."""

    def __init__(self, item: discord.ui.Button[Any], guild: str) -> None:
        super().__init__(item)
        self.guild_id = int(guild)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Switch, and say how it is now."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        service = cast("Steward", interaction.client).ports.get(SurveyService)
        asked = await service.switch(self.guild_id, interaction.user.id)
        key = "survey-asked-again" if asked else "survey-asked-no-more"
        await interaction.edit_original_response(content=T.say(key, str(interaction.locale)))


async def _service(interaction: discord.Interaction[Any], guild_id: int) -> SurveyService:
    # A press in a direct message names no server: the switch is asked here.
    bot = cast("Steward", interaction.client)
    if not await bot.feature_switch.is_on(guild_id, FEATURE):
        raise UserError(T.say("survey-gone", str(interaction.locale)))
    return bot.ports.get(SurveyService)
