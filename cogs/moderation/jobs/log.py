"""Posting cases to the mod log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.jobs import GiveUp, Job
from cogs.moderation.domain.case import Case
from cogs.moderation.embeds.batches import batch_embed, pages_of
from cogs.moderation.embeds.cases import case_embed
from cogs.moderation.jobs.presence import guild_of
from cogs.moderation.service.cases import Cases
from cogs.moderation.settings import GuildSettings
from cogs.moderation.texts import T
from cogs.moderation.views.log import log_view

if TYPE_CHECKING:
    from bot.client import Steward


class LogJob:
    """Handles the jobs of kind ``moderation-log`` and ``-log-batch``: each case is posted once."""

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
        guild, channel = self._place(job, settings.log_channel_id, number)
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

    async def together(self, job: Job) -> None:
        """Post the cases of a batch, some in each message; none is posted twice."""
        settings = await self._bot.guild_settings.get(job.guild_id, GuildSettings)
        batch = await self._cases.batch(job.guild_id, int(job.payload["batch"]))
        if settings.log_channel_id is None or not batch:
            return
        guild, channel = self._place(job, settings.log_channel_id, batch[0].number)
        locale = str(guild.preferred_locale)
        for page in pages_of(batch):
            numbers = [case.number for case in page]
            embed, view = await self._shown(page, locale)
            try:
                message = await self._bot.delivery.deliver(
                    job, channel, embeds=[embed], view=view, part=str(numbers[0])
                )
            except discord.Forbidden:
                name = getattr(channel, "name", "")
                raise GiveUp(T.plain("log-forbidden", number=numbers[0], channel=name)) from None
            await self._cases.logged_together(guild.id, numbers, message.channel.id, message.id)

    async def _shown(
        self, page: Sequence[Case], locale: str
    ) -> tuple[discord.Embed, discord.ui.View | None]:
        if len(page) > 1:
            return batch_embed(page, locale), None
        changes = await self._cases.changes(page[0].guild_id, page[0].number)
        return case_embed(page[0], locale, changes), log_view(page[0], locale)

    def _place(
        self, job: Job, channel_id: int, number: int
    ) -> tuple[discord.Guild, discord.abc.Messageable]:
        guild = guild_of(self._bot, job)
        channel = guild.get_channel_or_thread(channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            raise GiveUp(T.plain("log-gone", number=number))
        return guild, channel
