"""Gap recovery: messages that came while nobody listened are read from Discord's history."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord
import structlog

from bot.ledger.watch import ON_ITS_WAY, seen, seen_until

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
# A thread is archived by itself after an hour without a message at the earliest.
_SOONEST_ARCHIVED = timedelta(hours=1)
# What is said from now on comes by the gateway too; twice is better than not at all.
_OVERLAP = timedelta(seconds=1)

Readable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


class Recovery:
    """Fills the gap of a guild between its mark and now.

    Only channels whose last message is newer than the mark are read, oldest first, page by
    page. The mark moves when the whole guild is done: what a crash interrupts is read again,
    and what is in the ledger already changes nothing. Reactions, joins and voice are not in
    any history.
    """

    def __init__(self, bot: Steward) -> None:
        self._bot = bot

    async def recover(self, guild: discord.Guild) -> int:
        """Read what was missed up to now; return the number of messages read.

        Raises discord.HTTPException where Discord does not answer; then the guild keeps its
        mark, and this is to be called again.
        """
        now = self._bot.clock.now()
        async with self._bot.database.read() as connection:
            mark = await seen_until(connection, guild.id)
        # A guild without a mark is new here, or the process died before it could set one:
        # either way it is to be seen since the bot is in it.
        since = mark or guild.me.joined_at or now
        reach = timedelta(days=self._bot.settings.ledger.recover_days)
        count = await self._read(guild, max(since - ON_ITS_WAY, now - reach), now)
        # The mark must not pass what is only in memory yet.
        await self._bot.ledger.flush()
        async with self._bot.database.begin() as connection:
            await seen(connection, guild.id, now)
        if count:
            _log.info("gap recovered", guild_id=guild.id, messages=count, since=since)
        return count

    async def _read(self, guild: discord.Guild, after: datetime, before: datetime) -> int:
        count = 0
        async for channel in self._channels(guild, after, before):
            last = channel.last_message_id
            if last is None or discord.utils.snowflake_time(last) < after:
                continue
            if not channel.permissions_for(guild.me).read_message_history:
                continue
            try:
                count += await self._read_channel(channel, after, before)
            except (discord.Forbidden, discord.NotFound) as error:
                # It was closed to the bot, or deleted, in between.
                _log.info(
                    "history not readable",
                    guild_id=guild.id,
                    channel_id=channel.id,
                    code=error.code,
                )
        return count

    async def _read_channel(self, channel: Readable, after: datetime, before: datetime) -> int:
        count = 0
        async for message in channel.history(
            limit=None, after=after, before=before + _OVERLAP, oldest_first=True
        ):
            await self._bot.intake.message(message)
            count += 1
            if not self._bot.ledger.writer.healthy:
                await self._bot.ledger.flush()
        return count

    async def _channels(
        self, guild: discord.Guild, after: datetime, before: datetime
    ) -> AsyncIterator[Readable]:
        for channel in guild.channels:
            if isinstance(
                channel, discord.TextChannel | discord.VoiceChannel | discord.StageChannel
            ):
                yield channel
        known = {thread.id: thread for thread in guild.threads}
        for thread in await guild.active_threads():
            known[thread.id] = thread
        for thread in known.values():
            yield thread
        if before - after < _SOONEST_ARCHIVED:
            return
        for parent in guild.channels:
            if isinstance(parent, discord.TextChannel | discord.ForumChannel):
                async for thread in self._archived(guild, parent, after):
                    if thread.id not in known:
                        yield thread

    async def _archived(
        self,
        guild: discord.Guild,
        parent: discord.TextChannel | discord.ForumChannel,
        after: datetime,
    ) -> AsyncIterator[discord.Thread]:
        if not parent.permissions_for(guild.me).read_message_history:
            return
        # Newest first: the first one archived before the gap ends it.
        async for thread in parent.archived_threads(limit=None):
            if thread.archive_timestamp < after:
                return
            yield thread
