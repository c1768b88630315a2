"""What of a guild's history is to be read, and reading it, at a pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

import discord
import structlog
from discord.utils import snowflake_time, time_snowflake
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.directory import parents_of_threads
from bot.ledger.gaps import Gap, GapKind

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
# A thread is archived by itself after an hour without a message at the earliest.
_SOONEST_ARCHIVED = timedelta(hours=1)
# What is said from now on comes by the gateway too; twice is better than not at all.
_OVERLAP = timedelta(seconds=1)
_PAGE = 100
# Requests that may follow each other at once: a second's worth, so that a short gap is read
# without waiting.
_BURST_S = 1.0

Readable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
_READABLE = (discord.TextChannel, discord.VoiceChannel, discord.StageChannel, discord.Thread)
Parent = discord.TextChannel | discord.ForumChannel


@dataclass(frozen=True, slots=True)
class Sight:
    """What the gateway shows of a guild at one instant: the last message of each channel.

    Only channels whose history the bot may read. Everything past ``last`` comes by the
    gateway, as long as the session lasts.
    """

    guild_id: int
    joined: datetime | None
    """Since when the bot is in it."""
    last: dict[int, int]
    parents: dict[int, bool]
    """Channels that may have threads, and whether they are forums."""
    newest: datetime | None


def sight_of(guild: discord.Guild) -> Sight:
    """Look at a guild; without an await, so that it is one instant."""
    last: dict[int, int] = {}
    parents: dict[int, bool] = {}
    for channel in (*guild.channels, *guild.threads):
        if not _readable(channel):
            continue
        if isinstance(channel, discord.TextChannel | discord.ForumChannel):
            parents[channel.id] = isinstance(channel, discord.ForumChannel)
        if isinstance(channel, _READABLE):
            message_id = _last_of(channel)
            if message_id is not None:
                last[channel.id] = message_id
    newest = snowflake_time(max(last.values())) if last else None
    return Sight(guild.id, guild.me.joined_at, last, parents, newest)


def _readable(channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return False  # what it permits stands in its parent
    permissions = channel.permissions_for(channel.guild.me)
    return permissions.read_messages and permissions.read_message_history


def _last_of(channel: Readable) -> int | None:
    # A forum post begins with a message of the post's own id.
    own = channel.id if isinstance(channel, discord.Thread) else None
    return channel.last_message_id or own


class Pace:
    """Lets ``rate`` requests a second pass, and a second's worth at once after a pause."""

    def __init__(self, rate: float) -> None:
        self._gap_s = 1 / rate
        self._burst_s = max(0.0, _BURST_S - self._gap_s)
        self._free_at = 0.0

    async def turn(self) -> None:
        """Wait until one more may pass."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now - self._burst_s) + self._gap_s
        if self._free_at - self._gap_s > now:
            await asyncio.sleep(self._free_at - self._gap_s - now)


class History:
    """Finds gaps, and reads them.

    Every method that asks Discord raises discord.HTTPException and aiohttp's errors where it
    does not answer. A channel that is gone or closed to the bot counts as read.
    """

    def __init__(self, bot: Steward) -> None:
        self._bot = bot
        self._reach = timedelta(days=bot.settings.ledger.recover_days)
        self._pace = Pace(bot.settings.ledger.recover_rate)

    async def gaps(
        self,
        connection: AsyncConnection,
        sight: Sight,
        mark: datetime | None,
        now: datetime,
    ) -> list[Gap]:
        """Return what is to be read of a guild that was complete up to ``mark``.

        A guild without a mark is new here, or the process died before it could set one: either
        way it is to be seen since the bot is in it. Nothing of the time before that counts,
        also where the bot was away in between.
        """
        joined = sight.joined or now
        since = max(mark or joined, joined, now - self._reach)
        if not self._reach:
            return []
        after_id = _before(since)
        soon_id = time_snowflake(now + _OVERLAP)
        found = [
            Gap(GapKind.MESSAGES, channel_id, after_id, max(last, soon_id))
            for channel_id, last in sight.last.items()
            if last > after_id
        ]
        parents = set(sight.parents)
        if now - since < _SOONEST_ARCHIVED:
            # Closed by hand at any time: in forums, where there were threads before, and where
            # something was said.
            news = await parents_of_threads(connection, sight.guild_id)
            news.update(gap.channel_id for gap in found)
            news.update(forum for forum, is_forum in sight.parents.items() if is_forum)
            parents &= news
        found += [Gap(GapKind.ARCHIVED, parent_id, after_id, soon_id) for parent_id in parents]
        if parents:
            found.append(Gap(GapKind.OPENED, sight.guild_id, after_id, soon_id))
        return found

    async def messages(self, guild: discord.Guild, gap: Gap, after_id: int) -> tuple[int, int]:
        """Read the next page of a gap of messages, past ``after_id``.

        Returns up to which id the gap is read now, and how many messages there were.
        """
        floor = _before(self._bot.clock.now() - self._reach)
        after_id = max(after_id, floor)
        if after_id >= gap.until_id:
            return gap.until_id, 0
        try:
            channel = await self._channel(guild, gap.channel_id)
            if channel is None:
                return gap.until_id, 0
            page = await self._page(channel, after_id)
        except (discord.Forbidden, discord.NotFound) as error:
            _not_readable(guild.id, gap.channel_id, error)
            return gap.until_id, 0
        return (page[-1].id if len(page) == _PAGE else gap.until_id), len(page)

    async def _page(self, channel: Readable, after_id: int) -> list[discord.Message]:
        await self._pace.turn()
        after = discord.Object(after_id)
        history = channel.history(limit=_PAGE, after=after, oldest_first=True)
        page = [message async for message in history]
        if not self._bot.ledger.writer.healthy:
            # History waits for the database; what happens now does not.
            await self._bot.ledger.flush()
        for message in page:
            await self._bot.intake.message(message, heard=False)
        return page

    async def _channel(self, guild: discord.Guild, channel_id: int) -> Readable | None:
        channel = guild.get_channel_or_thread(channel_id)
        if channel is None:
            # An archived thread: it is in no cache.
            await self._pace.turn()
            channel = cast("discord.Thread", await guild.fetch_channel(channel_id))
        return channel if isinstance(channel, _READABLE) else None

    async def archived(self, guild: discord.Guild, gap: Gap) -> list[Gap]:
        """Return the gaps of a channel's threads that are archived."""
        parent = guild.get_channel(gap.channel_id)
        if not isinstance(parent, discord.TextChannel | discord.ForumChannel):
            return []
        if not _readable(parent):
            return []
        found: list[discord.Thread] = []
        since = snowflake_time(gap.after_id)
        for listing in _listings(parent):
            try:
                async for page in listing.pages(self._pace):
                    found += page
                    if listing.by_time and page and page[-1].archive_timestamp < since:
                        break
            except (discord.Forbidden, discord.NotFound) as error:
                _not_readable(guild.id, gap.channel_id, error)
        return _gaps_in(found, gap)

    async def opened(self, guild: discord.Guild, gap: Gap) -> list[Gap]:
        """Return the gaps of threads that were opened again since ``gap`` was noted.

        They were not in sight, and are in no listing of archived ones any more. What the
        gateway has told so far may be older than those listings: Discord is asked.
        """
        await self._pace.turn()
        noted = snowflake_time(gap.until_id) - 2 * _OVERLAP
        threads = await guild.active_threads()
        return _gaps_in([t for t in threads if t.archive_timestamp >= noted], gap)


def _gaps_in(threads: Iterable[discord.Thread], gap: Gap) -> list[Gap]:
    lasts = {thread.id: _last_of(thread) or thread.id for thread in threads}
    return [
        Gap(GapKind.MESSAGES, thread_id, gap.after_id, last)
        for thread_id, last in lasts.items()
        if last > gap.after_id and thread_id < gap.until_id
    ]


@dataclass(frozen=True, slots=True)
class _Listing:
    """Archived threads of a channel; ``by_time``: the last archived comes first."""

    parent: Parent
    private: bool = False
    joined: bool = False

    @property
    def by_time(self) -> bool:
        return not self.joined

    async def pages(self, pace: Pace) -> AsyncIterator[list[discord.Thread]]:
        before: datetime | discord.Thread | None = None
        while True:
            await pace.turn()
            page = [thread async for thread in self._page(before)]
            yield page
            if len(page) < _PAGE:
                return
            before = page[-1] if self.joined else page[-1].archive_timestamp

    def _page(self, before: datetime | discord.Thread | None) -> AsyncIterator[discord.Thread]:
        if isinstance(self.parent, discord.ForumChannel):
            return self.parent.archived_threads(limit=_PAGE, before=before)
        return self.parent.archived_threads(
            limit=_PAGE, before=before, private=self.private, joined=self.joined
        )


def _listings(parent: Parent) -> list[_Listing]:
    if isinstance(parent, discord.ForumChannel) or parent.is_news():
        return [_Listing(parent)]  # forums and announcements have no private threads
    manages = parent.permissions_for(parent.guild.me).manage_threads
    return [_Listing(parent), _Listing(parent, private=True, joined=not manages)]


def _before(instant: datetime) -> int:
    """Return an id that is just older than every message of ``instant``."""
    return time_snowflake(instant) - 1


def _not_readable(guild_id: int, channel_id: int, error: discord.HTTPException) -> None:
    # It was closed to the bot, or deleted, in between.
    _log.info("history not readable", guild_id=guild_id, channel_id=channel_id, code=error.code)
