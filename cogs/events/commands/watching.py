"""What happens in the server that events must know of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.signals import CensusTaken, MemberForgetting, MemberForgotten
from cogs.events.service.answers import AnswerService
from cogs.events.service.losses import LossService
from cogs.events.service.native import NativeService
from cogs.events.service.queue import FEATURE
from cogs.events.views.native import look_of

if TYPE_CHECKING:
    from bot.client import Steward


class EventWatch(commands.Cog):
    """Hears of members who leave, channels that go, and Discord's own events."""

    def __init__(
        self, bot: Steward, answers: AnswerService, native: NativeService, losses: LossService
    ) -> None:
        self._bot = bot
        self._answers = answers
        self._native = native
        self._losses = losses
        bot.signals.listen(MemberForgetting, self._forgetting)
        bot.signals.listen(MemberForgotten, self._forgotten)
        bot.signals.listen(CensusTaken, self._census_taken)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Free the places of who left; their events go on with the next host."""
        if await self._is_on(payload.guild_id):
            await self._answers.left(payload.guild_id, payload.user.id)
            await self._losses.host_left(payload.guild_id, payload.user.id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Look for another place for what was to be in a channel."""
        if await self._is_on(channel.guild.id):
            await self._losses.channel_gone(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_scheduled_event_update(
        self, _before: discord.ScheduledEvent, after: discord.ScheduledEvent
    ) -> None:
        """Look at what was changed, perhaps by hand."""
        if await self._is_on(after.guild_id):
            # That it began or ended is news, too, though it looks the same.
            waits = after.status is discord.EventStatus.scheduled
            seen = look_of(after) if waits else None
            await self._native.hear(after.guild_id, after.id, seen)

    @commands.Cog.listener()
    async def on_scheduled_event_delete(self, event: discord.ScheduledEvent) -> None:
        """Look why Discord's own event is gone."""
        if await self._is_on(event.guild_id):
            await self._native.hear(event.guild_id, event.id, None)

    @commands.Cog.listener()
    async def on_scheduled_event_user_add(
        self, event: discord.ScheduledEvent, user: discord.User
    ) -> None:
        """Take in who is interested."""
        if await self._is_on(event.guild_id) and not user.bot:
            await self._answers.interested(event.guild_id, event.id, user.id, is_so=True)

    @commands.Cog.listener()
    async def on_scheduled_event_user_remove(
        self, event: discord.ScheduledEvent, user: discord.User
    ) -> None:
        """Take in who is interested no more."""
        if await self._is_on(event.guild_id):
            await self._answers.interested(event.guild_id, event.id, user.id, is_so=False)

    async def _is_on(self, guild_id: int) -> bool:
        return await self._bot.feature_switch.is_on(guild_id, FEATURE)

    async def _census_taken(self, signal: CensusTaken) -> None:
        # What was changed by hand, deleted or left while nobody listened.
        guild = self._bot.get_guild(signal.guild_id)
        if guild is None or not await self._is_on(guild.id):
            return
        rooms = {channel.id for channel in guild.channels}
        await self._losses.look(guild.id, rooms, lambda one: guild.get_member(one) is not None)
        await self._native.look_at_all(guild.id)

    async def _forgetting(self, signal: MemberForgetting) -> None:
        await self._answers.forgetting(signal.guild_id, signal.member_id)

    async def _forgotten(self, signal: MemberForgotten) -> None:
        await self._answers.refill(signal.guild_id)
