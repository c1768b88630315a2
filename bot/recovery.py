"""Recovery: messages that came while nobody listened are read from Discord's history."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
from sqlalchemy.exc import DBAPIError

from bot.catch_up import History, Sight, sight_of
from bot.ledger.gaps import Gap, GapKind, add_gaps, gaps_of, shorten
from bot.ledger.transaction import lock_guild
from bot.ledger.watch import ON_ITS_WAY, UNNOTICED, seen, seen_until

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
# Discord or the database is away: one look in this many seconds, whatever the number of guilds.
_BACK_OFF_S = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
_AWAY = (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError, DBAPIError)
# So many requests for one guild, then the next has its turn: a long history holds nobody up.
_TURN = 10


class _Turns:
    """Guilds that wait for their turn, each once."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[int] = asyncio.Queue()
        self._waiting: set[int] = set()

    def put(self, guild_id: int) -> None:
        if guild_id not in self._waiting:
            self._waiting.add(guild_id)
            self._queue.put_nowait(guild_id)

    async def get(self) -> int:
        guild_id = await self._queue.get()
        self._waiting.discard(guild_id)
        return guild_id

    def __contains__(self, guild_id: int) -> bool:
        return guild_id in self._waiting


class Recovery:
    """Notes what a guild missed as soon as it is in sight, and reads it bit by bit.

    To note is one short transaction: the gaps of the channels whose last message is newer than
    the guild's mark, and the mark itself. From then on the guild is complete, and its mark
    moves with every batch. The gaps are read afterwards, page by page, at
    ``ledger.recover_rate``; what a crash interrupts goes on where it was, and what is in the
    ledger already changes nothing. Reactions, joins and voice are in no history.
    """

    def __init__(self, bot: Steward) -> None:
        self._bot = bot
        self._history = History(bot)
        # Guilds in sight whose gaps are to be noted; guilds that were, since their present
        # session began; guilds whose shard has no connection.
        self._unnoted: set[int] = set()
        self._noted: set[int] = set()
        self._lost: set[int] = set()
        self._sessions: Counter[int] = Counter()
        self._writing: Counter[int] = Counter()
        self._to_note = _Turns()
        self._to_read = _Turns()
        self._reading: set[int] = set()
        self._found: Counter[int] = Counter()
        bot.metrics.guilds_catching_up.set_function(lambda: len(self._reading))
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin the background work."""
        self._tasks = [
            asyncio.create_task(
                self._serve(self._to_note, "a guild to come into sight", self._note), name="gaps"
            ),
            asyncio.create_task(
                self._serve(self._to_read, "history to read", self._read), name="history"
            ),
            asyncio.create_task(self._watch_buffer(), name="missed"),
        ]

    async def stop(self) -> None:
        """End the background work."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- what the gateway tells --------------------------------------------------------------

    def look(self, guild_id: int) -> None:
        """Take a guild that came into sight: it may have a gap."""
        self._unnoted.add(guild_id)
        self._to_note.put(guild_id)

    def session_begun(self, guilds: Collection[int]) -> None:
        """Take guilds of a new session: what came since the last one is not replayed."""
        self._lost.difference_update(guilds)
        self._unnoted.difference_update(guilds)  # they come into sight anew
        self._noted.difference_update(guilds)
        self._bot.ledger.writer.complete.difference_update(guilds)
        self._sessions.update(guilds)

    def lost(self, guilds: Collection[int]) -> None:
        """Take guilds whose shard lost its connection."""
        self._lost.update(guilds)
        self._bot.ledger.writer.complete.difference_update(guilds)

    def resumed(self, guilds: Collection[int]) -> None:
        """Take guilds whose session goes on: Discord has replayed what they missed."""
        self._lost.difference_update(guilds)
        for guild_id in guilds:
            self._complete(guild_id)
        for guild_id in self._unnoted.intersection(guilds):
            self._to_note.put(guild_id)

    def gone(self, guild_id: int) -> None:
        """Take a guild that went out of sight: unavailable, or the bot was removed."""
        self._unnoted.discard(guild_id)
        self._noted.discard(guild_id)
        self._bot.ledger.writer.complete.discard(guild_id)
        self._sessions[guild_id] += 1

    def _complete(self, guild_id: int) -> None:
        writer = self._bot.ledger.writer
        if guild_id not in self._noted or guild_id in self._lost:
            return
        if guild_id not in writer.missed and not self._writing[guild_id]:
            writer.complete.add(guild_id)

    # -- the work, guild by guild -------------------------------------------------------------

    async def _serve(
        self, turns: _Turns, reason: str, work: Callable[[int], Awaitable[None]]
    ) -> None:
        failures = 0
        while True:
            guild_id = await self._bot.waiting.idle(turns.get(), reason)
            try:
                await work(guild_id)
                failures = 0
            except Exception as error:  # noqa: BLE001 - one guild must not keep the others waiting
                turns.put(guild_id)
                await self._pause(guild_id, error, failures)
                failures += 1

    async def _pause(self, guild_id: int, error: Exception, failures: int) -> None:
        self._bot.metrics.errors.labels("recovery").inc()
        # Processes that were cut off together do not come back together.
        spread = random.uniform(0.7, 1.3)  # noqa: S311 - no secret
        delay_s = _BACK_OFF_S[min(failures, len(_BACK_OFF_S) - 1)] * spread
        _log.warning(
            "history not read yet",
            guild_id=guild_id,
            error=type(error).__name__,
            retry_in_s=round(delay_s, 1),
            exc_info=not isinstance(error, _AWAY),
        )
        await self._bot.waiting.sleep(timedelta(seconds=delay_s), "Discord to answer")

    async def _note(self, guild_id: int) -> None:
        guild = self._bot.get_guild(guild_id)
        # While its connection is lost, a guild's last messages are not known; it comes again.
        fresh = guild_id in self._unnoted - self._lost
        sight = sight_of(guild) if fresh and guild and not guild.unavailable else None
        session, now = self._sessions[guild_id], self._bot.clock.now()
        with self._missed(guild_id) as missed:
            async with self._bot.database.begin() as connection:
                await lock_guild(connection, guild_id)
                gaps = list(missed)
                if sight is not None:
                    mark = await seen_until(connection, guild_id)
                    gaps += await self._history.gaps(connection, sight, mark, now)
                    await seen(connection, guild_id, _mark(sight, now))
                await add_gaps(connection, guild_id, gaps)
        if sight is not None and self._sessions[guild_id] == session:
            self._unnoted.discard(guild_id)
            self._noted.add(guild_id)
        self._complete(guild_id)
        # Also what the last run of the process left.
        self._want_reading(guild_id)

    def _want_reading(self, guild_id: int) -> None:
        self._reading.add(guild_id)
        self._to_read.put(guild_id)

    async def _read(self, guild_id: int) -> None:
        guild = self._bot.get_guild(guild_id)
        async with self._bot.database.read() as connection:
            gaps = await gaps_of(connection, guild_id)
        if guild is None or not gaps:
            # Of a guild that is out of sight the gaps stay until it comes again.
            self._ended(guild_id)
            return
        progress: dict[Gap, int] = {}
        found: list[Gap] = []
        try:
            await self._read_on(guild, gaps, progress, found)
        except Exception:
            # Discord did not answer in the middle: what was read need not be read again.
            await self._note_read(guild_id, progress, found)
            raise
        await self._note_read(guild_id, progress, found)
        self._want_reading(guild_id)

    async def _read_on(
        self, guild: discord.Guild, gaps: list[Gap], progress: dict[Gap, int], found: list[Gap]
    ) -> None:
        left = _TURN
        for gap in gaps:
            after_id = gap.after_id
            while after_id < gap.until_id:
                if not left:
                    return
                left -= 1
                if gap.kind is GapKind.MESSAGES:
                    after_id, count = await self._history.messages(guild, gap, after_id)
                    self._found[guild.id] += count
                else:
                    archived = gap.kind is GapKind.ARCHIVED
                    look = self._history.archived if archived else self._history.opened
                    found += await look(guild, gap)
                    after_id = gap.until_id
                progress[gap] = after_id

    def _ended(self, guild_id: int) -> None:
        if guild_id not in self._to_read:
            self._reading.discard(guild_id)
        messages = self._found.pop(guild_id, 0)
        if messages:
            _log.info("gap recovered", guild_id=guild_id, messages=messages)

    async def _note_read(self, guild_id: int, progress: dict[Gap, int], found: list[Gap]) -> None:
        # What was read must not be in memory alone when its gap is closed, nor let go again.
        await self._bot.ledger.flush()
        with self._missed(guild_id) as missed:
            async with self._bot.database.begin() as connection:
                await lock_guild(connection, guild_id)
                for gap, after_id in progress.items():
                    await shorten(connection, guild_id, gap, after_id)
                await add_gaps(connection, guild_id, [*found, *missed])
        self._complete(guild_id)

    # -- what the full buffer let go -----------------------------------------------------------

    async def _watch_buffer(self) -> None:
        writer = self._bot.ledger.writer
        while True:
            await self._bot.waiting.idle(writer.recoverable.wait(), "messages to be let go")
            writer.recoverable.clear()
            for guild_id in writer.missed.guilds:
                self._to_note.put(guild_id)

    @contextmanager
    def _missed(self, guild_id: int) -> Iterator[list[Gap]]:
        """Give what the buffer let go of a guild, to be written down in the block.

        The guild is not complete meanwhile: its mark must not pass what is in no table yet.
        """
        missed = self._bot.ledger.writer.missed
        spans = missed.take(guild_id)
        self._writing[guild_id] += 1
        try:
            yield [
                Gap(GapKind.MESSAGES, channel_id, first - 1, last)
                for channel_id, (first, last) in spans.items()
            ]
        except BaseException:
            for channel_id, span in spans.items():
                missed.note(guild_id, channel_id, span)
            raise
        finally:
            self._writing[guild_id] -= 1


def _mark(sight: Sight, now: datetime) -> datetime:
    """Return up to when nothing is missing that ``sight`` does not show."""
    by_clock = now - UNNOTICED
    return by_clock if sight.newest is None else max(by_clock, sight.newest - ON_ITS_WAY)
