"""Reporting a message, what waits for moderators, and forms that a restart would lose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import members, moderators
from bot.errors import UserError
from bot.tree import report_error
from bot.ui.modals import BaseModal, is_open, take_up
from cogs.moderation.service.queue import QueueService
from cogs.moderation.texts import T
from cogs.moderation.views.appeals import APPEAL_FORM, AppealModal
from cogs.moderation.views.modqueue import SHOWN, ModqueueView, modqueue_embed
from cogs.moderation.views.reporting import (
    REPORT_FORM,
    ReportModal,
    evidence_of,
    must_be_reportable,
)

if TYPE_CHECKING:
    from bot.client import Steward


@app_commands.context_menu(name=T.plain("command-report"))
@members()
async def report(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Open the form; the message is kept as it is now."""
    locale = str(interaction.locale)
    must_be_reportable(message, interaction.user.id, locale)
    evidence = evidence_of(message, interaction.guild_id or 0)
    await interaction.response.send_modal(ReportModal(evidence, interaction.user.id, locale))


class QueueCommands(commands.Cog):
    """The queue of the moderators."""

    def __init__(self, bot: Steward, items: QueueService) -> None:
        self._bot = bot
        self._items = items

    async def cog_load(self) -> None:
        """Add the message menu, which discord.py keeps outside cogs."""
        self._bot.tree.add_command(report, override=True)

    async def cog_unload(self) -> None:
        """Take the message menu away."""
        self._bot.tree.remove_command(report.name, type=discord.AppCommandType.message)

    @app_commands.command(name="modqueue", description=T.plain("command-modqueue"))
    @moderators()
    async def modqueue(self, interaction: discord.Interaction[Any]) -> None:
        """Show what waits."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, locale = interaction.guild, str(interaction.locale)
        if guild is None:
            raise UserError(T.say("queue-gone", locale))
        items, total = await self._items.waiting(guild.id, SHOWN)
        embed = modqueue_embed(items, total, locale)
        if not items:
            await interaction.edit_original_response(embed=embed)
            return
        view = ModqueueView(items, guild, owner_id=interaction.user.id, locale=locale)
        await view.send(interaction, embed=embed)


class ModerationForms(commands.Cog):
    """Takes up reports and appeals whose forms were opened before a restart."""

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Build the form of a submission anew where it is not open any more."""
        if interaction.type is not discord.InteractionType.modal_submit or is_open(interaction):
            return
        data: Any = interaction.data or {}
        given = str(data.get("custom_id"))
        try:
            form = await _form(interaction, given)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
            await report_error(interaction, error, source="ModerationForms")
        else:
            if form is not None:
                take_up(interaction, form)


async def _form(interaction: discord.Interaction[Any], custom_id: str) -> BaseModal | None:
    """Return the form of an id; None where it is another feature's."""
    locale, who = str(interaction.locale), interaction.user.id
    if match := re.fullmatch(APPEAL_FORM, custom_id):
        return AppealModal(int(match["guild"]), int(match["number"]), who, locale)
    if match := re.fullmatch(REPORT_FORM, custom_id):
        guild = interaction.guild
        channel = guild.get_channel_or_thread(int(match["channel"])) if guild else None
        if guild is None or not isinstance(channel, discord.abc.Messageable):
            raise UserError(T.say("report-lost", locale))
        try:
            message = await channel.fetch_message(int(match["message"]))
        except (discord.NotFound, discord.Forbidden):
            raise UserError(T.say("report-lost", locale)) from None
        return ReportModal(evidence_of(message, guild.id), who, locale)
    return None
