"""Reaching who an event concerns: by direct message, else in its thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import Job, Postpone
from bot.ui.dm import CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER, OPENING_DMS_TOO_FAST
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan
from cogs.events.service.days import DayService

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)

# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
_THREAD_IS_THERE: Final = 160_004
_CLOSED: Final = frozenset({CANNOT_SEND_TO_USER, NO_MUTUAL_SERVER})
_TOO_FAST_PAUSE: Final = timedelta(minutes=10)
_NAME: Final = 100
MakeView = Callable[[], discord.ui.View | None]


class Reach:
    """The ways to the people of an event."""

    def __init__(self, bot: Steward, days: DayService) -> None:
        self._bot = bot
        self._days = days

    async def thread(
        self, guild: discord.Guild, plan: Plan, occurrence: Occurrence
    ) -> discord.abc.Messageable | None:
        """Return the thread of an occurrence, made at its card where there is none.

        Without a card it is the chat of the channel that the event is in; None where there is
        neither, or the bot may not write there.
        """
        made = occurrence.thread_id or await self._made(guild, plan, occurrence)
        if made is not None:
            return guild.get_thread(made) or self._bot.get_partial_messageable(
                made, guild_id=guild.id
            )
        room = guild.get_channel(plan.place.channel_id or 0)
        return room if isinstance(room, discord.VoiceChannel | discord.StageChannel) else None

    async def _made(self, guild: discord.Guild, plan: Plan, occurrence: Occurrence) -> int | None:
        channel_id, message_id = occurrence.card_channel_id, occurrence.card_message_id
        channel = guild.get_channel(channel_id or 0)
        if message_id is not None and guild.get_thread(message_id) is not None:
            # A thread has the id of the message that it is at.
            await self._days.note_thread(occurrence, message_id)
            return message_id
        if message_id is None or not isinstance(channel, discord.TextChannel):
            return None
        try:
            card = channel.get_partial_message(message_id)
            thread_id = (await card.create_thread(name=plan.name[:_NAME])).id
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("no thread for an event", guild_id=guild.id, code=error.code)
            return None
        except discord.HTTPException as error:
            if error.code != _THREAD_IS_THERE:
                raise
            thread_id = message_id
        await self._days.note_thread(occurrence, thread_id)
        return thread_id

    async def tell(
        self,
        job: Job,
        member: discord.Member,
        plan: Plan,
        occurrence: Occurrence,
        text: str,
        *,
        view: MakeView = lambda: None,
        part: str = "",
        can_wait: bool = False,
    ) -> None:
        """Tell a member by direct message; where these are closed, call them in the thread.

        Where Discord lets no more of them be opened for a while, what ``can_wait`` raises
        Postpone; the rest is said in the thread at once.
        """
        delivery = self._bot.delivery
        if not await delivery.has_arrived(job, f"{part}thread"):
            try:
                await delivery.deliver(job, member, content=text, view=view(), part=f"{part}dm")
            except discord.HTTPException as error:
                if error.code == OPENING_DMS_TOO_FAST and can_wait:
                    until = self._bot.clock.now() + _TOO_FAST_PAUSE
                    raise Postpone(until, anew=False) from error
                if error.code not in _CLOSED and error.code != OPENING_DMS_TOO_FAST:
                    raise
            else:
                return
        await self.call(job, plan, occurrence, [member.id], text, view=view, part=f"{part}thread")

    async def call(
        self,
        job: Job,
        plan: Plan,
        occurrence: Occurrence,
        member_ids: list[int],
        text: str,
        *,
        view: MakeView = lambda: None,
        part: str,
    ) -> None:
        """Call members by name in the thread; where there is none, that is the end of it."""
        guild = self._bot.get_guild(job.guild_id)
        thread = None if guild is None else await self.thread(guild, plan, occurrence)
        if thread is None:
            _log.info("nowhere to call members of an event", guild_id=job.guild_id)
            return
        mentions = " ".join(f"<@{member_id}>" for member_id in member_ids)
        try:
            await self._bot.delivery.deliver(
                job,
                thread,
                content=f"{mentions}\n{text}",
                view=view(),
                allowed_mentions=discord.AllowedMentions(
                    everyone=False,
                    roles=False,
                    users=[discord.Object(member_id) for member_id in member_ids],
                    replied_user=False,
                ),
                part=part,
            )
        except (discord.Forbidden, discord.NotFound) as error:
            _log.info("members of an event not called", guild_id=job.guild_id, code=error.code)
