"""The buttons of the greeting. They outlive a restart: what they are about is in their id."""

from __future__ import annotations

from typing import Any

import discord

from bot.errors import UserError
from bot.ui.pressed import Pressed
from bot.ui.views import forwards_errors
from cogs.onboarding.domain.steps import Step
from cogs.onboarding.texts import T
from cogs.onboarding.views.buddies import find_buddy
from cogs.onboarding.views.context import Place, finish, place_of, redraw
from cogs.onboarding.views.greeting import GreetingLayout
from cogs.onboarding.views.ids import STAMP
from cogs.onboarding.views.interests import show_interests
from cogs.onboarding.views.introduce import IntroduceModal
from cogs.onboarding.views.present import greeting_for

_Button = discord.ui.DynamicItem[discord.ui.Button[Any]]
_BATCH = r"[0-9a-f]{1,24}"


class StepButton(
    Pressed,
    _Button,
    template=rf"onboarding-(?P<step>rules|interests|introduce|buddy):(?P<guild>\d{{1,20}}):{STAMP}",
):
    """One of the first steps."""

    def __init__(self, item: discord.ui.Button[Any], step: str, guild: str) -> None:
        super().__init__(item)
        self.step = Step(step)
        self.guild_id = int(guild)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do the step."""
        place = await place_of(interaction, self.guild_id)
        match self.step:
            case Step.RULES:
                await interaction.response.defer()
                await accept_rules(place)
                await redraw(interaction, place)
            case Step.INTERESTS:
                await show_interests(interaction, place)
            case Step.INTRODUCE:
                await interaction.response.send_modal(IntroduceModal(place))
            case Step.BUDDY:
                await interaction.response.defer()
                sentence = await find_buddy(place)
                await redraw(interaction, place)
                await interaction.followup.send(sentence, ephemeral=True)


class MuteButton(
    Pressed, _Button, template=rf"onboarding-mute:(?P<guild>\d{{1,20}}):{STAMP}(:nudge)?"
):
    """No more of these, or again."""

    def __init__(self, item: discord.ui.Button[Any], guild: str) -> None:
        super().__init__(item)
        self.guild_id = int(guild)

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn the messages off, or on where they were off."""
        place = await place_of(interaction, self.guild_id)
        await interaction.response.defer()
        welcomes, ids = place.services.welcomes, (place.guild.id, place.member.id)
        muted = (await welcomes.reach(*ids)).muted_at is None
        await welcomes.mute(*ids, muted=muted)
        await redraw(interaction, place)
        key = "muted" if muted else "unmuted"
        await interaction.followup.send(
            T.say(key, place.locale, server=place.guild.name), ephemeral=True
        )


class BeginButton(Pressed, _Button, template=rf"onboarding-begin:{_BATCH}"):
    """The button in the welcome channel: shows whoever presses it their own greeting."""

    @forwards_errors
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Answer with the greeting, to this person alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = await place_of(interaction)
        greeting = await greeting_for(
            place.services, place.guild, place.member, place.standing, locale=place.locale
        )
        await GreetingLayout(greeting).send(interaction)


async def accept_rules(place: Place) -> None:
    """Give the role of those who accept the rules, and write it down.

    Raises UserError, and writes nothing down, where the role cannot be given.
    """
    settings = await place.services.welcomes.settings(place.guild.id)
    role = place.guild.get_role(settings.rules_role_id or 0)
    if role is not None and role not in place.member.roles:
        try:
            await place.member.add_roles(role, reason=T.plain("reason-rules"))
        except discord.Forbidden:
            raise UserError(T.say("role-not-given", place.locale, role=role.name)) from None
    await finish(place, Step.RULES)
