"""Where somebody pressed: in the server or in a direct message, after whatever happened since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import discord

from bot.errors import UserError
from cogs.onboarding.domain.steps import Step
from cogs.onboarding.repository.newcomers import Standing
from cogs.onboarding.service.services import Services
from cogs.onboarding.service.welcomes import FEATURE
from cogs.onboarding.texts import T
from cogs.onboarding.views.greeting import GreetingLayout
from cogs.onboarding.views.present import greeting_for

if TYPE_CHECKING:
    from bot.client import Steward


@dataclass(frozen=True, slots=True)
class Place:
    """The server that a press is about, and who pressed."""

    bot: Steward
    services: Services
    guild: discord.Guild
    member: discord.Member
    standing: Standing | None
    locale: str


async def place_of(interaction: discord.Interaction[Any], guild_id: int | None = None) -> Place:
    """Return what a press is about; ``guild_id`` where a direct message says so.

    Raises UserError, with a kind sentence, where the server or the feature is not there any
    more, or the person is no member.
    """
    bot = cast("Steward", interaction.client)
    locale = str(interaction.locale)
    guild = bot.get_guild(guild_id or interaction.guild_id or 0)
    if guild is None:
        raise UserError(T.say("server-gone", locale))
    if not await bot.feature_switch.is_on(guild.id, FEATURE):
        raise UserError(T.say("feature-off", locale, server=guild.name))
    member = guild.get_member(interaction.user.id)
    if member is None:
        try:
            member = await guild.fetch_member(interaction.user.id)
        except discord.NotFound:
            raise UserError(T.say("not-a-member", locale, server=guild.name)) from None
    services = bot.ports.get(Services)
    standing = await services.welcomes.latest(guild.id, member.id)
    return Place(bot, services, guild, member, standing, locale)


async def redraw(interaction: discord.Interaction[Any], place: Place) -> None:
    """Bring the greeting that a button hangs on up to date; it was deferred before."""
    standing = await place.services.welcomes.latest(place.guild.id, place.member.id)
    greeting = await greeting_for(
        place.services, place.guild, place.member, standing, locale=place.locale
    )
    await interaction.edit_original_response(view=GreetingLayout(greeting))


async def finish(place: Place, step: Step) -> bool:
    """Write a step of the person's down as done; return whether it was not done before."""
    if place.standing is None:
        return False
    return await place.services.steps.finish(place.standing.membership, step)
