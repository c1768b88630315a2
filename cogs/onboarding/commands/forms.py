"""Forms that were opened before a restart: what was typed is not lost."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord.ext import commands

from bot.guild_settings import GuildSettings as Store
from bot.tree import report_error
from bot.ui.modals import BaseModal, is_open, take_up
from cogs.onboarding.settings import GuildSettings
from cogs.onboarding.views.context import place_of
from cogs.onboarding.views.ids import FORM
from cogs.onboarding.views.interests import WishModal
from cogs.onboarding.views.introduce import IntroduceModal
from cogs.onboarding.views.panel import Desk, InterestModal, TextsModal


class LostForms(commands.Cog):
    """Takes up what nobody else takes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Build the form of a submission anew where it is not open any more."""
        if interaction.type is not discord.InteractionType.modal_submit or is_open(interaction):
            return
        data: Any = interaction.data or {}
        match = re.fullmatch(FORM, str(data.get("custom_id")))
        if match is None:
            return
        try:
            form = await self._build(interaction, match["form"], int(match["guild"]))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            await report_error(interaction, error, source=match["form"])
        else:
            take_up(interaction, form)

    async def _build(
        self, interaction: discord.Interaction[Any], form: str, guild_id: int
    ) -> BaseModal:
        place = await place_of(interaction, guild_id)
        if form == "introduce":
            return IntroduceModal(place)
        if form == "wish":
            return WishModal(place)
        desk = Desk.of(place)
        if form == "interest":
            return InterestModal(desk)
        return TextsModal(desk, await self._store.get(guild_id, GuildSettings))
