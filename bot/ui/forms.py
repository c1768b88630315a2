"""Forms that were opened before a restart: what was typed is not lost."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any, ClassVar

import discord
from discord.ext import commands

from bot.tree import report_error
from bot.ui.modals import BaseModal, is_open, take_up


class LostForms(commands.Cog):
    """Takes up the submissions of a feature's forms that nobody else takes.

    ``template`` is a regular expression for the whole custom id of such a form, which says
    what it is about and whose it is.
    """

    template: ClassVar[str]

    @abstractmethod
    async def build(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> BaseModal:
        """Return the form anew, as it was shown. UserErrors are told to the person."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Build the form of a submission anew where it is not open any more."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        # An open one may have answered, and be open no more, before this listener is called.
        if is_open(interaction) or interaction.response.is_done():
            return
        data: Any = interaction.data or {}
        match = re.fullmatch(self.template, str(data.get("custom_id")))
        if match is None:
            return
        try:
            form = await self.build(interaction, match)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            await report_error(interaction, error, source=type(self).__name__)
        else:
            take_up(interaction, form)
