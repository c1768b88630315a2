"""Reporting a message: a short form, and what is kept of the message as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import discord

from bot.errors import UserError
from bot.ui.modals import BaseModal
from cogs.moderation.domain.queue import DECIDED, Kind
from cogs.moderation.service.queue import REASON_LIMIT, QueueService, Subject, message_key
from cogs.moderation.texts import T
from cogs.moderation.views.card import redraw_card

if TYPE_CHECKING:
    from bot.client import Steward

REPORT_FORM: Final = (
    r"moderation-form-report:(?P<channel>\d{1,20}):(?P<message>\d{1,20}):(?P<member>\d{1,20})"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A message as it was when it was reported."""

    guild_id: int
    channel_id: int
    message_id: int
    author_id: int
    text: str


def evidence_of(message: discord.Message, guild_id: int) -> Evidence:
    """Return what is kept of a message: its text, and the names of what hangs on it."""
    parts = [message.content]
    parts += [f"[{one.filename}]" for one in message.attachments]
    parts += [f"[{one.name}]" for one in message.stickers]
    parts += [embed.title or embed.url or "" for embed in message.embeds]
    text = "\n".join(part for part in parts if part)
    return Evidence(guild_id, message.channel.id, message.id, message.author.id, text)


def must_be_reportable(message: discord.Message, reporter_id: int, locale: str) -> None:
    """Raise UserError for a message that cannot be reported by this person."""
    if message.author.id == reporter_id:
        raise UserError(T.say("report-own", locale))
    me = message.guild.me.id if message.guild is not None else None
    if message.author.id == me:
        raise UserError(T.say("report-mine", locale))


class ReportModal(BaseModal):
    """What is wrong with a message, in a few words or none."""

    def __init__(self, evidence: Evidence, reporter_id: int, locale: str) -> None:
        ids = f"{evidence.channel_id}:{evidence.message_id}:{reporter_id}"
        super().__init__(
            T.plain("report-title", locale),
            locale=locale,
            custom_id=f"moderation-form-report:{ids}",
        )
        self._evidence = evidence
        self.reason: discord.ui.TextInput[Any] = discord.ui.TextInput(
            style=discord.TextStyle.paragraph,
            max_length=REASON_LIMIT,
            required=False,
            custom_id="report-reason",
            placeholder=T.plain("report-reason-hint", locale),
        )
        self.add_item(
            discord.ui.Label(text=T.plain("report-reason", locale), component=self.reason)
        )

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Put it into the queue; what was said stays with the moderators."""
        bot = cast("Steward", interaction.client)
        locale = str(interaction.locale)
        await interaction.response.defer(ephemeral=True, thinking=True)
        evidence = self._evidence
        subject = Subject(
            guild_id=evidence.guild_id,
            kind=Kind.REPORT,
            key=message_key(evidence.message_id),
            target_id=evidence.author_id,
            content=evidence.text,
            channel_id=evidence.channel_id,
            message_id=evidence.message_id,
        )
        reported = await bot.ports.get(QueueService).report(
            subject, interaction.user.id, self.reason.value, locale=locale
        )
        if not reported.counted:
            key = "report-again"
        elif reported.item.state in DECIDED:
            key = "report-decided"
        else:
            key = "report-taken"
        await interaction.edit_original_response(content=T.say(key, locale))
        if reported.counted and not reported.first:
            await redraw_card(bot, reported.item)
