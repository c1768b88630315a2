"""Deciding on a micro-community that was suggested."""

from __future__ import annotations

from typing import Any

import discord

from bot.checks import Access, require
from bot.errors import UserError
from bot.text.catalogue import Raw
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.onboarding.texts import T
from cogs.onboarding.views.context import Place, place_of
from cogs.onboarding.views.interests import make_interest

MADE, REFUSED = "made", "no"
# Discord keeps roles that are given in one go few and slow: a first group is enough to begin.
_FIRST = 50


class SuggestionButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"onboarding-suggest-(?P<decision>made|no):(?P<topic>.{1,60})",
):
    """Makes the role and the channel, or turns the suggestion down."""

    def __init__(self, item: discord.ui.Button[Any], decision: str, topic: str) -> None:
        super().__init__(item)
        self.decision = decision
        self.topic = topic

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Carry the decision out, once."""
        await require(interaction, Access.MANAGERS)
        place = await place_of(interaction)
        await interaction.response.defer()
        interests = place.services.interests
        if not await interests.decide(place.guild.id, self.topic, self.decision):
            raise UserError(T.say("suggestion-decided", place.locale))
        if self.decision == REFUSED:
            text = T.say("suggestion-refused", place.locale, topic=self.topic)
        else:
            text = await self._make(place)
        await interests.forget_wishes(place.guild.id, self.topic)
        await interaction.edit_original_response(content=text, view=None)

    async def _make(self, place: Place) -> str:
        guild, interests = place.guild, place.services.interests
        try:
            role, channel = await make_interest(place.services, guild, self.topic)
        except UserError:
            await interests.reopen(guild.id, self.topic)
            raise
        for member_id in (await interests.wishers(guild.id, self.topic))[:_FIRST]:
            member = guild.get_member(member_id)
            if member is not None:
                await member.add_roles(role, reason=T.plain("reason-interest"))
        return T.say(
            "suggestion-made",
            place.locale,
            role=Raw(role.mention),
            channel=Raw(channel.mention),
        )


def suggestion_id(decision: str, topic: str) -> str:
    """Return the id of the button of a decision."""
    return f"onboarding-suggest-{decision}:{topic}"


def suggestion_buttons(topic: str, locale: str) -> discord.ui.View:
    """Return the two decisions."""
    view = discord.ui.View(timeout=None)
    styles = {MADE: discord.ButtonStyle.success, REFUSED: discord.ButtonStyle.secondary}
    for decision, style in styles.items():
        view.add_item(
            discord.ui.Button(
                label=T.plain(f"button-suggest-{decision}", locale),
                style=style,
                custom_id=suggestion_id(decision, topic),
            )
        )
    return view
