"""Use cases of boards: pages, a member's own place, rank and profile, and not being shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.ledger.transaction import lock_guild
from bot.windows import local_day
from cogs.recognition.domain.card import Progress
from cogs.recognition.domain.standing import STREAK_FROM, Board, Scale, Span, window_at
from cogs.recognition.repository import days, hiding, places, rules, scores
from cogs.recognition.repository.places import Cursor, Entry
from cogs.recognition.settings import GuildSettings

PAGE: Final = 10
NEIGHBOURS: Final = 2


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Some members of a board, and how many there are; ``number`` counts pages from 1.

    ``around`` are the neighbours of who asked, and they themselves, in the board's order; empty
    where they stand on the page, or on no board.
    """

    scale: Scale
    entries: list[Entry]
    size: int
    number: int
    around: list[Entry]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(-(-self.size // PAGE), self.number)

    @property
    def is_last(self) -> bool:
        """Whether nobody comes after this page."""
        return len(self.entries) < PAGE or self.number * PAGE >= self.size


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place on a board, None where they have none, among who stands next to them.

    ``around`` has the member, too, in the board's order; ``ahead``: points to the next place up,
    None for the first. ``hidden``: the member chose not to be shown.
    """

    scale: Scale
    mine: Entry | None
    around: list[Entry]
    ahead: int | None
    size: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Rank:
    """A member's level, and ``place`` by XP of all time among ``of``, None for no place.

    ``points``: of all time, by board (units as ``Board`` says); ``streak``: active days in a
    row up to today or yesterday, 0 where they are fewer than ``STREAK_FROM``.
    """

    progress: Progress
    place: int | None
    of: int
    streak: int
    points: dict[Board, int]
    hidden: bool


class BoardService:
    """Reads boards, and lets members leave them and come back."""

    def __init__(self, database: Database, store: Store, clock: Clock) -> None:
        self._database = database
        self._store = store
        self._clock = clock

    async def scale(self, guild_id: int, board: Board, span: Span) -> Scale:
        """Return the board in the window that today lies in."""
        async with self._database.read() as connection:
            today = await self._today(connection, guild_id)
        return int(board), int(span), window_at(span, today)

    async def page(
        self,
        guild_id: int,
        scale: Scale,
        asker_id: int,
        *,
        after: Cursor | None = None,
        before: Cursor | None = None,
        number: int = 1,
    ) -> BoardPage:
        """Return the page after or before an entry, which will be ``number``, or the first one.

        Where the board moved so that there is no such page, it is the first one.
        """
        async with self._database.read() as connection:
            size = await places.size_of(connection, guild_id, scale)
            entries: list[Entry] = []
            if number > 1:
                entries = await places.page(
                    connection, guild_id, scale, after=after, before=before, size=PAGE
                )
            if not entries or (before is not None and len(entries) < PAGE):
                number = 1
                entries = await places.page(connection, guild_id, scale, size=PAGE)
            around: list[Entry] = []
            if asker_id not in {entry.member_id for entry in entries}:
                around = await places.neighbours(connection, guild_id, scale, asker_id, NEIGHBOURS)
        return BoardPage(scale, entries, size, number, around)

    async def standing(self, guild_id: int, scale: Scale, member_id: int) -> Standing:
        """Return a member's own place and their neighbours'."""
        async with self._database.read() as connection:
            size = await places.size_of(connection, guild_id, scale)
            hidden = member_id in await scores.hidden_of(connection, guild_id, {member_id})
            around = await places.neighbours(connection, guild_id, scale, member_id, NEIGHBOURS)
            mine = next((one for one in around if one.member_id == member_id), None)
            if mine is None:
                return Standing(scale, None, [], None, size, hidden)
            more = await places.next_points(connection, guild_id, scale, mine.points)
        ahead = None if more is None else more - mine.points
        return Standing(scale, mine, around, ahead, size, hidden)

    async def rank(self, guild_id: int, member_id: int) -> Rank:
        """Return a member's level, place and streak."""
        settings = await self._store.get(guild_id, GuildSettings)
        scale = int(Board.XP), int(Span.ALL), 0
        async with self._database.read() as connection:
            today = await self._today(connection, guild_id)
            known = await scores.points_of_members(connection, guild_id, [member_id], [0])
            points = {Board(board): count for (_, board, _, _), count in known.items()}
            hidden = member_id in await scores.hidden_of(connection, guild_id, {member_id})
            xp = points.get(Board.XP, 0)
            place = None
            if xp and not hidden:
                place = await places.place_of(connection, guild_id, scale, xp)
            of = await places.size_of(connection, guild_id, scale)
            recent = await days.days_between(connection, guild_id, [member_id], today - 1, today)
        streak = max((day.streak for day in recent.values()), default=0)
        return Rank(
            Progress.of(xp, settings.curve),
            place,
            of,
            streak if streak >= STREAK_FROM else 0,
            points,
            hidden,
        )

    async def show(self, guild_id: int, member_id: int, *, shown: bool) -> None:
        """Show a member on boards from now on, or no more; repeating it changes nothing."""
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            hidden = member_id in await scores.hidden_of(connection, guild_id, {member_id})
            if hidden != shown:
                return  # that is how it is already
            if shown:
                await hiding.drop(connection, guild_id, member_id)
            else:
                await hiding.note(connection, guild_id, member_id, self._clock.now())
            await scores.show_or_hide(connection, guild_id, member_id, shown=shown)

    async def _today(self, connection: AsyncConnection, guild_id: int) -> int:
        zone = await rules.zone_of(connection, guild_id)
        if zone is None:
            settings = await self._store.read(connection, guild_id, ServerSettings)
            zone = ZoneInfo(settings.zone)
        return local_day(self._clock.now(), zone)
