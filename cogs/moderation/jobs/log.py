"""Posting cases to the mod log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.jobs import GiveUp, Job
from cogs.moderation.embeds.cases import case_embed
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.service.cases import Cases
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.log import log_view

if TYPE_CHECKING:
    from bot.client import Steward


class LogJob:
    """Handles the jobs of kind ``moderation-log``: each case is posted once."""

    def __init__(self, bot: Steward, cases: Cases) -> None:
        self._bot = bot
        self._cases = cases

    async def __call__(self, job: Job) -> None:
        """Post the case; where nobody said how it went, it says so from now on."""
        number = int(job.payload["case"])
        case = await self._cases.settle(job.guild_id, number)
        settings = await self._bot.guild_settings.get(job.guild_id, GuildSettings)
        if settings.log_channel_id is None or case.log_message_id is not None:
            return
        guild = guild_of(self._bot, job)
        channel = guild.get_channel_or_thread(settings.log_channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            raise GiveUp(T.plain("log-gone", number=number))
        locale = str(guild.preferred_locale)
        changes = await self._cases.changes(guild.id, number)
        try:
            message = await self._bot.delivery.deliver(
                job,
                channel,
                embeds=[case_embed(case, locale, changes)],
                view=log_view(case, locale),
            )
        except discord.Forbidden:
            raise GiveUp(
                T.plain("log-forbidden", number=number, channel=getattr(channel, "name", ""))
            ) from None
        await self._cases.logged(guild.id, number, message.channel.id, message.id)
