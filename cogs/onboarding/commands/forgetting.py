"""What goes with somebody's data: their card in the introductions channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import structlog
from discord.ext import commands

from bot.signals import MemberForgetting
from cogs.onboarding.service.services import Services

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)


class CardRemoval(commands.Cog):
    """Takes a card away before it is forgotten where it is."""

    def __init__(self, bot: Steward, services: Services) -> None:
        self._bot = bot
        self._services = services
        bot.signals.listen(MemberForgetting, self._take_away)

    async def _take_away(self, signal: MemberForgetting) -> None:
        card = await self._services.introductions.card(signal.guild_id, signal.member_id)
        if card is None or card.message_id is None:
            return
        channel = self._bot.get_partial_messageable(card.channel_id, guild_id=signal.guild_id)
        try:
            await channel.get_partial_message(card.message_id).delete()
        except discord.NotFound:
            return  # somebody was faster
        except discord.Forbidden as error:
            _log.warning("card not taken away", guild_id=signal.guild_id, code=error.code)
