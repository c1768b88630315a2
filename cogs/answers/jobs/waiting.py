"""Telling helpers on duty of questions that nobody answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import discord
import structlog

from bot.guild_settings import ServerSettings
from bot.jobs import Job
from bot.ports import DutyBook
from bot.text.catalogue import Raw
from cogs.answers.embeds import open_lines
from cogs.answers.service.responses import Responded, ResponseService
from cogs.answers.settings import GuildSettings
from cogs.answers.texts import T
from cogs.answers.views.people import helpers_of

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_PINGED = 5


class WaitingJob:
    """Handles the job of kind ``answers-waiting``: one for each stretch of ten minutes."""

    def __init__(self, bot: Steward, responses: ResponseService) -> None:
        self._bot = bot
        self._responses = responses

    async def __call__(self, job: Job) -> None:
        """Name what still waits, and ask who is on duty; say nothing where nothing waits."""
        if not await self._bot.feature_switch.is_on(job.guild_id, "answers"):
            return
        settings = await self._bot.guild_settings.get(job.guild_id, GuildSettings)
        guild = self._bot.get_guild(job.guild_id)
        channel = guild and guild.get_channel(settings.escalation_channel_id or 0)
        if guild is None or not isinstance(channel, discord.abc.Messageable):
            return
        waiting = await self._waiting(job)
        if not waiting:
            return
        locale = str(guild.preferred_locale)
        asked = await self._on_duty(guild, settings)
        head = T.say(
            "waiting-ask" if asked else "waiting-nobody",
            locale,
            count=len(waiting),
            people=Raw(" ".join(f"<@{one}>" for one in asked)),
        )
        lines = open_lines(guild.id, waiting[:10], self._bot.clock.now(), locale)
        if len(waiting) > len(lines):
            lines.append(T.say("open-more", locale, more=len(waiting) - len(lines)))
        try:
            await self._bot.delivery.deliver(
                job,
                channel,
                content="\n".join([head, *lines]),
                allowed_mentions=discord.AllowedMentions(
                    everyone=False, roles=False, users=[discord.Object(one) for one in asked]
                ),
            )
        except discord.Forbidden as error:
            _log.info("open questions not told", guild_id=guild.id, code=error.code)

    async def _waiting(self, job: Job) -> list[Responded]:
        if "query" in job.payload:
            query_id = int(job.payload["query"])
            found = await self._responses.unanswered(job.guild_id)
            return [one for one in found if one.query.post.message_id == query_id]
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        start, end = (
            epoch + timedelta(microseconds=int(job.payload[key])) for key in ("from", "to")
        )
        found = await self._responses.unanswered(job.guild_id)
        return [one for one in found if start <= one.query.post.at < end]

    async def _on_duty(self, guild: discord.Guild, settings: GuildSettings) -> list[int]:
        book = self._bot.ports.find(DutyBook)  # type: ignore[type-abstract]
        if book is None:
            return []
        server = await self._bot.guild_settings.get(guild.id, ServerSettings)
        on_duty = await book.on_now(guild.id, helpers_of(guild, settings, server))
        return sorted(on_duty)[:_PINGED]
