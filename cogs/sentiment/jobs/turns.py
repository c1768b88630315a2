"""Looking for turns of the mood each hour, and telling managers of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import discord

from bot.jobs import GiveUp, Job
from cogs.sentiment.embeds import alert_embed
from cogs.sentiment.service.topics import TopicService
from cogs.sentiment.service.turns import TurnService
from cogs.sentiment.settings import GuildSettings
from cogs.sentiment.texts import T
from cogs.sentiment.views.turns import FalseAlarmButton

if TYPE_CHECKING:
    from bot.client import Steward

FEATURE: Final = "sentiment"
_TOPICS: Final = 5


class TurnJobs:
    """Handles the jobs of turns."""

    def __init__(self, bot: Steward, turns: TurnService, topics: TopicService) -> None:
        self._bot = bot
        self._turns = turns
        self._topics = topics

    async def watch(self, job: Job) -> None:
        """Look at the hours that are over."""
        if await self._bot.feature_switch.is_on(job.guild_id, FEATURE):
            await self._turns.watch(job.guild_id)

    async def tell(self, job: Job) -> None:
        """Tell the managers' channel of a turn."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None or not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        place, began = int(job.payload["place"]), int(job.payload["began"])
        alert = await self._turns.alert(guild.id, place, began)
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        if alert is None or settings.alerts_channel_id is None:
            return
        channel = guild.get_channel_or_thread(settings.alerts_channel_id)
        if not isinstance(channel, discord.abc.Messageable):
            raise GiveUp(T.plain("alert-channel-gone"))
        locale = str(guild.preferred_locale)
        topics = (await self._topics.topics(guild.id))[:_TOPICS]
        view = discord.ui.View(timeout=None)
        view.add_item(FalseAlarmButton(place, began, locale))
        try:
            await self._bot.delivery.deliver(
                job, channel, embeds=[alert_embed(alert, topics, locale)], view=view
            )
        except discord.Forbidden:
            raise GiveUp(T.plain("alert-forbidden")) from None
