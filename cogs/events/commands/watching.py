"""What happens in the server that events must know of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.signals import MemberForgotten
from cogs.events.service.answers import AnswerService
from cogs.events.service.queue import FEATURE

if TYPE_CHECKING:
    from bot.client import Steward


class EventWatch(commands.Cog):
    """Hears of members who leave or have their data deleted."""

    def __init__(self, bot: Steward, answers: AnswerService) -> None:
        self._bot = bot
        self._answers = answers
        bot.signals.listen(MemberForgotten, self._forgotten)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Free the places of who left."""
        if await self._bot.feature_switch.is_on(payload.guild_id, FEATURE):
            await self._answers.left(payload.guild_id, payload.user.id)

    async def _forgotten(self, signal: MemberForgotten) -> None:
        await self._answers.refill(signal.guild_id)
