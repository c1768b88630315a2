"""Forms of AMAs that were opened before a restart: what was typed is not lost."""

from __future__ import annotations

import re
from typing import Any

import discord

from bot.ui.forms import LostForms
from bot.ui.modals import BaseModal
from cogs.events.views.ama_board import AskModal
from cogs.events.views.ama_host import AnswerModal
from cogs.events.views.ama_modal import FORM
from cogs.events.views.ama_queue import question_form


class AmaForms(LostForms):
    """Takes them up."""

    template = FORM

    async def build(self, interaction: discord.Interaction[Any], match: re.Match[str]) -> BaseModal:
        """Return the form that the id names. What is not allowed any more is refused there."""
        what, event_id, number = match["what"], int(match["event"]), int(match["number"])
        who, locale = interaction.user.id, str(interaction.locale)
        if what in {"ask", "anon"}:
            return AskModal(event_id, who, locale, anonymous=what == "anon")
        if what == "write":
            return AnswerModal(event_id, number, who, locale)
        return await question_form(interaction, what, event_id, number)
