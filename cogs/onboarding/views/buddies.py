"""Asking for a buddy, and saying how it went."""

from __future__ import annotations

from typing import Any

import discord

from bot.text.catalogue import Raw
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.onboarding.domain.steps import Step
from cogs.onboarding.service.buddies import NoBuddy
from cogs.onboarding.texts import T
from cogs.onboarding.views.context import Place, finish, place_of


async def find_buddy(place: Place) -> str:
    """Pair the person with a buddy where one is free; return the sentence for them."""
    guild, services = place.guild, place.services
    interests = {entry.role_id for entry in await services.interests.all(guild.id)}
    interests_of = {
        member.id: interests & {role.id for role in member.roles}
        for member in guild.members
        if not member.bot
    }
    mine = interests_of.get(place.member.id, set())
    paired = await services.buddies.pair(guild.id, place.member.id, mine, interests_of)
    if isinstance(paired, NoBuddy):
        await place.bot.command_mentions.load()
        offer = Raw(place.bot.command_mentions.of("buddy offer"))
        return T.say(f"buddy-{paired}", place.locale, offer=offer)
    await finish(place, Step.BUDDY)
    key = "buddy-found" if paired.new else "buddy-known"
    return T.say(key, place.locale, buddy=Raw(f"<@{paired.pair.buddy_id}>"))


class BuddyOutcomeButton(
    Pressed,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"onboarding-(?P<outcome>met|missed):(?P<guild>\d{1,20})",
):
    """How it went with the buddy."""

    def __init__(self, item: discord.ui.Button[Any], outcome: str, guild: str) -> None:
        super().__init__(item)
        self.outcome = outcome
        self.guild_id = int(guild)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Write it down, once."""
        place = await place_of(interaction, self.guild_id)
        await interaction.response.defer()
        first = await place.services.buddies.note_outcome(
            place.guild.id, place.member.id, self.outcome
        )
        key = f"outcome-{self.outcome}" if first else "outcome-known"
        await interaction.edit_original_response(content=T.say(key, place.locale), view=None)


def outcome_id(outcome: str, guild_id: int) -> str:
    """Return the id of the button of an answer."""
    return f"onboarding-{outcome}:{guild_id}"


def outcome_buttons(guild_id: int, locale: str) -> discord.ui.View:
    """Return the two answers."""
    view = discord.ui.View(timeout=None)
    for outcome in ("met", "missed"):
        view.add_item(
            discord.ui.Button(
                label=T.plain(f"button-{outcome}", locale),
                custom_id=outcome_id(outcome, guild_id),
            )
        )
    return view
