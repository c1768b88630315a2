"""What is due for AMAs: the board, answers, the transcript, and telling who asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog

from bot.jobs import GiveUp, Job, Postpone
from bot.text.catalogue import Raw
from bot.ui.dm import NO_MUTUAL_SERVER, OPENING_DMS_TOO_FAST
from cogs.events.domain.ama import AmaState
from cogs.events.embeds.ama import answer_embed, board_embed, closing_embed, news_embed
from cogs.events.service.ama_closing import AmaClosing, News
from cogs.events.service.ama_queue import AmaQueue
from cogs.events.service.ama_room import GATHERED, REJECTED, Desk
from cogs.events.settings import GuildSettings
from cogs.events.texts import T
from cogs.events.views.ama_board import board_view
from cogs.events.views.ama_closing import closing_view, files_of

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_FEATURE: Final = "events"
_AWAY: Final = timedelta(minutes=10)
_AGAIN: Final = timedelta(minutes=2)


class AmaJobs:
    """Handles the jobs of kind ``events-ama-…``. What they log names nobody who asked."""

    def __init__(self, bot: Steward, closing: AmaClosing, queue: AmaQueue) -> None:
        self._bot = bot
        self._closing = closing
        self._queue = queue

    async def post(self, job: Job) -> None:
        """Post the board."""
        found = await self._find(job)
        if found is None or found[1].ama.board_message_id is not None:
            return
        guild, desk = found
        channel = _place(guild, desk.ama.board_channel_id)
        locale = str(guild.preferred_locale)
        try:
            message = await self._bot.delivery.deliver(
                job,
                channel,
                embeds=[board_embed(desk, locale)],
                view=await self._board_view(desk, locale),
            )
        except discord.Forbidden:
            raise GiveUp(T.plain("ama-board-forbidden")) from None
        await self._closing.posted(guild.id, desk.ama.event_id, channel.id, message.id)

    async def board(self, job: Job) -> None:
        """Bring the board up to date; comes again where more changed meanwhile."""
        found = await self._find(job)
        if found is None or found[1].ama.board_message_id is None:
            return  # what posts it shows what is there then
        guild, desk = found
        channel = _place(guild, desk.ama.board_channel_id)
        locale = str(guild.preferred_locale)
        try:
            await channel.get_partial_message(desk.ama.board_message_id or 0).edit(
                embed=board_embed(desk, locale), view=await self._board_view(desk, locale)
            )
        except discord.NotFound:
            await self._closing.lost_board(guild.id, desk.ama.event_id)
            return
        except discord.Forbidden:
            raise GiveUp(T.plain("ama-board-forbidden")) from None
        if await self._closing.drawn(guild.id, desk.ama.event_id, desk.ama.revision):
            raise Postpone(self._bot.clock.now() + GATHERED)

    async def _board_view(self, desk: Desk, locale: str) -> discord.ui.View:
        settings = await self._bot.guild_settings.get(desk.ama.guild_id, GuildSettings)
        return board_view(desk, locale, anonymous=settings.ama_anonymous)

    async def said(self, job: Job) -> None:
        """Show a written answer to everybody, where the AMA is."""
        found = await self._find(job)
        question = found[1].any(int(job.payload["number"])) if found is not None else None
        if found is None or question is None or not question.answer:
            return
        guild, desk = found
        embed = answer_embed(desk, question, str(guild.preferred_locale))
        where = _where(guild, desk)
        try:
            sent = await self._bot.delivery.deliver(job, where, embeds=[embed])
        except discord.Forbidden:
            raise GiveUp(T.plain("ama-board-forbidden")) from None
        about = (guild.id, desk.ama.event_id, question.number)
        await self._closing.said(about, "answer", where.id, sent.id)

    async def unsaid(self, job: Job) -> None:
        """Delete what stands in a channel of a question whose asker has their data deleted."""
        channel = self._bot.get_partial_messageable(
            int(job.payload["channel"]), guild_id=job.guild_id
        )
        try:
            await channel.get_partial_message(int(job.payload["message"])).delete()
        except (discord.NotFound, discord.Forbidden) as error:
            _log.info("answer out of reach", guild_id=job.guild_id, code=error.code)

    async def transcript(self, job: Job) -> None:
        """Post the transcript; where it is posted already, bring it up to date."""
        found = await self._find(job)
        if found is None or found[1].ama.state is not AmaState.CLOSED:
            return
        guild, desk = found
        channel = _place(guild, desk.ama.board_channel_id)
        locale = str(guild.preferred_locale)
        files = await files_of(guild, desk, locale)
        embed, view = closing_embed(desk, locale), closing_view(self._bot, desk, locale)
        try:
            if desk.ama.transcript_message_id is not None:
                message = channel.get_partial_message(desk.ama.transcript_message_id)
                await message.edit(embed=embed, attachments=files, view=view)
                return
            sent = await self._bot.delivery.deliver(
                job, channel, embeds=[embed], files=files, view=view
            )
        except discord.NotFound:
            # Somebody deleted it: that was meant.
            _log.info("transcript is gone", guild_id=guild.id, event_id=desk.ama.event_id)
            return
        except discord.Forbidden:
            raise GiveUp(T.plain("ama-transcript-forbidden")) from None
        await self._closing.transcribed(guild.id, desk.ama.event_id, sent.id)

    async def told(self, job: Job) -> None:
        """Tell an asker what became of their questions, by direct message or in the thread.

        There only of those that bear their name.
        """
        found = await self._find(job)
        if found is None:
            return
        guild, rejected = found[0], job.payload["what"] == REJECTED
        root = job.payload.get("root")
        number, event_id = int(job.payload["number"]), int(job.payload["event"])
        news = await self._closing.news(guild.id, event_id, number, root, rejected=rejected)
        if news is None:
            return
        member = guild.get_member(news.member_id)
        if member is None:
            if not guild.chunked:
                raise Postpone(self._bot.clock.now() + _AGAIN, anew=False)
            return
        link = "" if rejected else _link(news.desk)
        locale = str(guild.preferred_locale)
        embed = news_embed(news, news.pairs, guild.name, link, locale)
        try:
            await self._bot.delivery.deliver(job, member, embeds=[embed])
        except discord.HTTPException as error:
            if error.code == OPENING_DMS_TOO_FAST:
                raise Postpone(self._bot.clock.now() + _AWAY, anew=False) from None
            if not isinstance(error, discord.Forbidden) and error.code != NO_MUTUAL_SERVER:
                raise
            _log.info("asker has no direct messages", guild_id=guild.id, event_id=event_id)
            if not rejected:
                await self._tell_in_thread(job, guild, member, news)

    async def _tell_in_thread(
        self, job: Job, guild: discord.Guild, member: discord.Member, news: News
    ) -> None:
        if not news.open_ones:
            return  # who asked without a name is named nowhere; the transcript has the answer
        locale = str(guild.preferred_locale)
        embed = news_embed(news, news.open_ones, guild.name, _link(news.desk), locale)
        where = _where(guild, news.desk)
        try:
            sent = await self._bot.delivery.deliver(
                job,
                where,
                content=T.say("ama-news-in-thread", locale, member=Raw(member.mention)),
                embeds=[embed],
                allowed_mentions=discord.AllowedMentions(
                    everyone=False, roles=False, users=[member], replied_user=False
                ),
                part="thread",
            )
        except discord.Forbidden:
            _log.info("asker not told", guild_id=guild.id, event_id=news.desk.ama.event_id)
            return
        about = (guild.id, news.desk.ama.event_id, news.open_ones[0][0].number)
        await self._closing.said(about, "told", where.id, sent.id)

    async def forget(self, job: Job) -> None:
        """Delete what was asked when its time is over."""
        due = await self._closing.forget(job.guild_id, int(job.payload["event"]))
        if due is not None:
            raise Postpone(due)

    async def lift(self, job: Job) -> None:
        """Forget blocks that are over."""
        await self._queue.lift(job.guild_id)

    async def _find(self, job: Job) -> tuple[discord.Guild, Desk] | None:
        """Return what a job is about, None where the feature is off."""
        guild = self._bot.get_guild(job.guild_id)
        if guild is None:
            raise Postpone(self._bot.clock.now() + _AWAY, anew=False)
        if not await self._bot.feature_switch.is_on(guild.id, _FEATURE):
            return None
        return guild, await self._closing.desk(guild.id, int(job.payload["event"]))


def _place(guild: discord.Guild, channel_id: int) -> discord.TextChannel | discord.Thread:
    channel = guild.get_channel_or_thread(channel_id)
    if not isinstance(channel, discord.TextChannel | discord.Thread):
        raise GiveUp(T.plain("ama-channel-gone"))
    return channel


def _where(guild: discord.Guild, desk: Desk) -> discord.TextChannel | discord.Thread:
    """Return where an AMA is talked about: the event's thread, else where its board is."""
    thread_id = desk.occurrence.thread_id if desk.occurrence is not None else None
    thread = guild.get_thread(thread_id) if thread_id is not None else None
    return thread or _place(guild, desk.ama.board_channel_id)


def _link(desk: Desk) -> str:
    ama = desk.ama
    message_id = ama.transcript_message_id or ama.board_message_id
    if message_id is None:
        return ""
    return f"https://discord.com/channels/{ama.guild_id}/{ama.board_channel_id}/{message_id}"
