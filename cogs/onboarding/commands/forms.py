"""Forms that were opened before a restart."""

from __future__ import annotations

import re
from typing import Any

import discord

from bot.guild_settings import GuildSettings as Store
from bot.ui.forms import LostForms
from bot.ui.modals import BaseModal
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.views.context import place_of
from cogs.onboarding.views.ids import FORM
from cogs.onboarding.views.interests import WishModal
from cogs.onboarding.views.introduce import IntroduceModal
from cogs.onboarding.views.panel import Desk, InterestModal, TextsModal


class OnboardingForms(LostForms):
    """Builds the forms of newcomers and managers anew."""

    template = FORM

    def __init__(self, store: Store) -> None:
        self._store = store

    async def build(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> BaseModal:
        """Return the form that the id names. Raises UserError for who is no member any more."""
        guild_id = int(match["guild"])
        place = await place_of(interaction, guild_id)
        if match["form"] == "introduce":
            return IntroduceModal(place)
        if match["form"] == "wish":
            return WishModal(place)
        desk = Desk.of(place)
        if match["form"] == "interest":
            return InterestModal(desk)
        return TextsModal(desk, await self._store.get(guild_id, GuildSettings))
