"""Taking transcripts of purges out of the mod log when their time is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import GiveUp, Job
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.repository.transcripts import Kept
from cogs.moderation.service.cases import Cases
from cogs.moderation.service.transcripts import TranscriptService
from cogs.moderation.texts import T
from cogs.moderation.views.purge import transcript_name

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
# It was sent right after its case was opened, or not at all.
_SENT_WITHIN: Final = timedelta(hours=1)
_LOOKED_AT: Final = 500


class DiscardJob:
    """Handles the jobs of kind ``moderation-transcript``."""

    def __init__(self, bot: Steward, service: TranscriptService, cases: Cases) -> None:
        self._bot = bot
        self._service = service
        self._cases = cases

    async def __call__(self, job: Job) -> None:
        """Delete the message with the transcript, and forget whose messages stood in it."""
        guild, number = guild_of(self._bot, job), int(job.payload["case"])
        kept = await self._service.get(guild.id, number)
        if kept is None:
            return
        try:
            await self._delete(guild, kept)
        except discord.NotFound as error:
            _log.info("transcript is gone already", guild_id=guild.id, code=error.code)
        except discord.Forbidden:
            raise GiveUp(T.plain("transcript-not-deleted", number=number)) from None
        await self._service.drop(guild.id, number)

    async def _delete(self, guild: discord.Guild, kept: Kept) -> None:
        channel = self._bot.get_partial_messageable(kept.channel_id, guild_id=guild.id)
        message_id = kept.message_id or await self._find(channel, kept)
        if message_id is not None:
            await channel.get_partial_message(message_id).delete()

    async def _find(self, channel: discord.PartialMessageable, kept: Kept) -> int | None:
        """Return the transcript's message where the process died before that was written down."""
        case = await self._cases.get(kept.guild_id, kept.number)
        name, me = transcript_name(kept.number), self._bot.user
        async for message in channel.history(
            after=case.created_at - timedelta(minutes=1),
            before=case.created_at + _SENT_WITHIN,
            limit=_LOOKED_AT,
            oldest_first=True,
        ):
            if message.author == me and any(one.filename == name for one in message.attachments):
                return message.id
        return None
