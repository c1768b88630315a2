"""What waited where no channel was chosen, and is shown once there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from discord.ext import commands

from bot.signals import GuildSettingChanged
from cogs.moderation.service.cases import FEATURE
from cogs.moderation.service.queue import QueueService
from cogs.moderation.service.raids import RaidService
from cogs.moderation.settings import GuildSettings
from cogs.moderation.views.channels import queue_channel

if TYPE_CHECKING:
    from bot.client import Steward

_KEYS: Final = frozenset({"log_channel_id", "queue_channel_id"})


class ChannelWatch(commands.Cog):
    """Listens to the settings."""

    def __init__(self, bot: Steward, items: QueueService, raids: RaidService) -> None:
        self._bot = bot
        self._items = items
        self._raids = raids

    async def cog_load(self) -> None:
        """Begin to hear."""
        self._bot.signals.listen(GuildSettingChanged, self._setting_changed)

    async def _setting_changed(self, signal: GuildSettingChanged) -> None:
        """Show what waits where a channel for it was chosen."""
        guild = self._bot.get_guild(signal.guild_id)
        if guild is None or signal.section != FEATURE or signal.key not in _KEYS:
            return
        settings = await self._bot.guild_settings.get(guild.id, GuildSettings)
        channel = queue_channel(guild, settings)
        if channel is not None:
            await self._items.cards_again(guild.id, channel.id)
            await self._raids.alert_again(guild.id, channel.id)
