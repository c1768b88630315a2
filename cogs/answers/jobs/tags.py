"""Keeping the tags of forum posts in step with what is answered and solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog

from bot.jobs import Job
from cogs.answers.service.responses import ResponseService
from cogs.answers.settings import GuildSettings
from cogs.answers.texts import T

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_MOST_TAGS = 5  # Discord's limit for a post


class TagsJob:
    """Handles the job of kind ``answers-tags``: brings one post's tags to what holds now."""

    def __init__(self, bot: Steward, responses: ResponseService) -> None:
        self._bot = bot
        self._responses = responses

    async def __call__(self, job: Job) -> None:
        """Set and take tags, where the forum has them; leave archived posts alone."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or not await self._bot.feature_switch.is_on(guild.id, "answers"):
            return
        thread = guild.get_thread(int(job.payload["post"]))
        if thread is None or thread.archived or not isinstance(thread.parent, discord.ForumChannel):
            return
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        wanted = await self._wanted(thread, thread.parent, settings)
        if {tag.id for tag in wanted} == {tag.id for tag in thread.applied_tags}:
            return
        try:
            await thread.edit(
                applied_tags=wanted,
                reason=T.plain("reason-tags", str(guild.preferred_locale)),
            )
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("tags not set", guild_id=guild.id, code=error.code)

    async def _wanted(
        self, thread: discord.Thread, forum: discord.ForumChannel, settings: GuildSettings
    ) -> list[discord.ForumTag]:
        """Return the post's tags with ours put right; all others stay."""
        named = {tag.name.casefold(): tag for tag in reversed(forum.available_tags)}
        solved = named.get(settings.solved_tag.casefold())
        unanswered = named.get(settings.unanswered_tag.casefold())
        ours = {tag.id for tag in (solved, unanswered) if tag is not None}
        wanted = [tag for tag in thread.applied_tags if tag.id not in ours]
        now = None
        if await self._responses.is_solved(forum.guild.id, thread.id):
            now = solved
        elif await self._responses.is_open(forum.guild.id, thread.id):
            now = unanswered
        if now is not None and len(wanted) < _MOST_TAGS:
            wanted.append(now)
        return wanted
