"""Offering to make thanks in a message kudos: never taken unasked, never a flood."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog
from discord.ext import commands

from bot.signals import MemberForgotten
from cogs.recognition.domain.kudos import MOST_THANKED
from cogs.recognition.domain.offers import A_DAY, Offers
from cogs.recognition.domain.thanks import thanked_in
from cogs.recognition.jobs.roles import FEATURE
from cogs.recognition.service.kudos import KudosService, Thanks
from cogs.recognition.texts import T
from cogs.recognition.views.kudos import OFFERED_FOR, offer_button, offer_id

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_WRITTEN: Final = (discord.MessageType.default, discord.MessageType.reply)


class ThanksWatch(commands.Cog):
    """Looks at each message for thanks; what is said goes no further than that."""

    def __init__(self, bot: Steward, kudos: KudosService) -> None:
        self._bot = bot
        self._kudos = kudos
        self._offers = Offers()
        bot.signals.listen(MemberForgotten, self._forgotten)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Offer a press to whoever thanks somebody in this message."""
        author, guild = message.author, message.guild
        if guild is None or author.bot or message.type not in _WRITTEN:
            return
        replied = message.reference.resolved if message.reference is not None else None
        reply_to = replied.author.id if isinstance(replied, discord.Message) else None
        thanked = thanked_in(message.content, author.id, reply_to)
        members = [guild.get_member(one) for one in thanked]
        ids = [one.id for one in members if one is not None and not one.bot][:MOST_THANKED]
        if not ids or not await self._bot.feature_switch.is_on(guild.id, FEATURE):
            return
        await self._offer(guild, message, ids)

    async def _offer(self, guild: discord.Guild, message: discord.Message, ids: list[int]) -> None:
        settings = await self._kudos.settings(guild.id)
        channel = message.channel
        now = self._bot.clock.now()
        if not settings.kudos_offers:
            return
        may = channel.permissions_for(guild.me)
        thread = isinstance(channel, discord.Thread)
        may_send = may.send_messages_in_threads if thread else may.send_messages
        if not (may.read_message_history and may_send):
            return
        # Taken before anything is waited for: two messages at once get one offer.
        pause = A_DAY if thread else timedelta(minutes=settings.kudos_offer_minutes)
        place, giver = (guild.id, channel.id), message.author.id
        ids = self._offers.take(place, giver, ids, now, pause)
        if not ids:
            return
        thanks = Thanks(guild.id, message.id, giver, ids, channel.id)
        allowed = await self._kudos.offerable(thanks)
        if not allowed:
            self._offers.give_back(place, giver, ids)
            return
        locale = str(guild.preferred_locale)
        try:
            # By the nonce two processes that hear of the message make one offer together.
            offer = await message.reply(
                T.say("offer", locale),
                view=offer_button(offer_id(giver, message.id, allowed), locale),
                allowed_mentions=discord.AllowedMentions.none(),
                mention_author=False,
                nonce=f"ty{message.id}",
                silent=True,
            )
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("thanks not offered", guild_id=guild.id, code=error.code)
            return
        await self._kudos.offered(thanks, offer.id, now + OFFERED_FOR)

    async def _forgotten(self, signal: MemberForgotten) -> None:
        self._offers.forget(signal.guild_id, signal.member_id)
