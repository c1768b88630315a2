"""Recognition without Discord, and what its points must be, computed plainly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.clock import ManualClock
from bot.db import Database
from bot.deeds import Deed
from bot.guild_settings import GuildSettings as Store
from bot.jobs import JobRunner
from bot.ledger.facts import Fact, MessageFact, MessageFlag, VoiceFact
from bot.ledger.maintenance import rebuild
from bot.ledger.transaction import lock_guild
from bot.signals import Signals
from bot.windows import day_start
from cogs.recognition.domain.standing import Board, Scale, month_of, oldest_kept
from cogs.recognition.domain.xp import KINDS, Weights
from cogs.recognition.models import SCORE
from cogs.recognition.projection import RecognitionProjection
from cogs.recognition.repository import places
from cogs.recognition.service.counting import Counting
from cogs.recognition.service.deeds import DeedService
from cogs.recognition.service.levels import LevelService
from cogs.recognition.service.queue import Queue
from tests.bot.ledger.ledgerkit import GUILD, registry, write


class House:
    """The services on a database; ``now`` decides which windows are kept."""

    def __init__(self, database: Database, now: datetime, zone: ZoneInfo) -> None:
        self.database = database
        self.zone = zone
        self.clock = ManualClock(now)
        self.signals = Signals()
        self.store = Store(database, self.clock, self.signals)
        self.queue = Queue(JobRunner(database, self.clock), self.clock)
        self.counting = Counting(self.store, self.clock, self.queue)
        self.deeds = DeedService(database, self.store, self.clock, self.counting)
        self.levels = LevelService(database, self.store, self.clock, self.counting, self.queue)
        self.projections = registry(RecognitionProjection(self.counting))

    async def write(self, facts: Collection[Fact]) -> None:
        await write(self.database, list(facts), self.projections, self.zone)

    async def note(self, *deeds: Deed) -> None:
        async with self.database.begin() as connection:
            await self.deeds.note(connection, deeds)

    async def void(self, deed: Deed) -> None:
        async with self.database.begin() as connection:
            await self.deeds.void(connection, GUILD, deed.kind, deed.key, deed.member_id)

    async def rebuild(self) -> None:
        async with self.database.begin() as connection:
            await lock_guild(connection, GUILD)
            await rebuild(connection, GUILD, self.projections, self.zone)

    async def points(self) -> dict[Scale, dict[int, int]]:
        """Points by scale and member, as they are kept."""
        found: dict[Scale, dict[int, int]] = defaultdict(dict)
        async with self.database.read() as connection:
            for _, member, period, span, board, points in await connection.execute(
                select(SCORE).where(SCORE.c.guild_id == GUILD)
            ):
                found[board, span, period][member] = points
        return dict(found)

    async def ranking(self, scale: Scale) -> list[tuple[int, int, int]]:
        """(member, points, place) of everybody on a board, page by page from the tree."""
        found: list[tuple[int, int, int]] = []
        async with self.database.read() as connection:
            size = await places.size_of(connection, GUILD, scale)
            for skip in range(0, size, 2):
                entries = await places.page_from(connection, GUILD, scale, skip, 2)
                found += [(one.member_id, one.points, one.place) for one in entries]
        return found


def naive_ranking(points: dict[int, int]) -> list[tuple[int, int, int]]:
    """The same from a board's points."""
    ordered = sorted(((count, member) for member, count in points.items()), reverse=True)
    return [
        (member, count, 1 + sum(other > count for other in points.values()))
        for count, member in ordered
    ]


def naive(
    facts: Iterable[Fact], deeds: Iterable[Deed], weights: Weights, now: datetime, zone: ZoneInfo
) -> dict[Scale, dict[int, int]]:
    """Points by scale and member, one fact after the other."""
    blocks, seconds = _lit(facts, zone)
    worth: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * len(KINDS))
    for deed in deeds:
        if deed.kind not in KINDS:
            continue  # earns no XP
        worth[deed.member_id, _day(deed.at, zone)][KINDS.index(deed.kind)] += deed.worth
    found: dict[Scale, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    kept_from = oldest_kept(_day(now, zone))
    for member, day in {*blocks, *worth, *seconds}:
        counts = worth.get((member, day), [0] * len(KINDS))
        active = min(len(blocks.get((member, day), ())), weights.blocks_a_day) * weights.block
        earned = sum(a * b for a, b in zip(counts, weights.deeds, strict=True)) // 100
        added = (active + earned, *counts[:3], seconds.get((member, day), 0))
        streak = 0
        while blocks.get((member, day - streak)):
            streak += 1
        monday = day - (day - 1) % 7
        for span, first in ((0, 0), (1, monday), (2, month_of(day))):
            if span and first < kept_from:
                continue
            for board, count in enumerate(added):
                found[board, span, first][member] += count
            best = found[int(Board.STREAK), span, first]
            if streak >= 2:
                best[member] = max(best[member], streak)
    plain = {
        scale: {member: count for member, count in points.items() if count}
        for scale, points in found.items()
    }
    return {scale: points for scale, points in plain.items() if points}


def _day(at: datetime, zone: ZoneInfo) -> int:
    return at.astimezone(zone).toordinal()


def _lit(
    facts: Iterable[Fact], zone: ZoneInfo
) -> tuple[dict[tuple[int, int], set[int]], dict[tuple[int, int], int]]:
    """Blocks and seconds in voice by member and day."""
    blocks: dict[tuple[int, int], set[int]] = defaultdict(set)
    seconds: dict[tuple[int, int], int] = defaultdict(int)
    for fact in facts:
        if not isinstance(fact, MessageFact | VoiceFact):
            continue
        day = _day(fact.at, zone)
        second = int((fact.at - day_start(day, zone)).total_seconds())
        if isinstance(fact, MessageFact):
            if MessageFlag.COPIED in fact.flags:
                continue
            blocks[fact.author_id, day].add(second // 600)
            continue
        seconds[fact.member_id, day] += fact.together_s
        if fact.together_s >= 60:
            spoken = range(second, second + fact.together_s)
            blocks[fact.member_id, day] |= {each // 600 for each in spoken}
    return blocks, seconds
