"""Made-up histories for the comparison of figures, and the way from them to sections."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.activity.projection import ActivityProjection
from bot.clock import ManualClock
from bot.db import Database
from bot.directory import ChannelEntry, remember_census, remember_channels, remember_guild
from bot.ledger.facts import (
    Fact,
    JoinFact,
    LeaveCause,
    LeaveFact,
    MessageFact,
    MessageFlag,
    ReactionFact,
    UseFact,
    UseKind,
    VoiceFact,
)
from bot.ledger.maintenance import forget, opt_out
from bot.ledger.projections import Projections
from bot.ledger.transaction import lock_guild
from bot.ledger.write import write_guild
from bot.reports import ReportRequest, Section
from bot.windows import Window
from cogs.answers.service.responses import Queries
from cogs.insights.section import CommunitySection
from cogs.sentiment.projection import SentimentProjection
from cogs.sentiment.section import SentimentSection
from tests.cogs.insights.naive import KEYS, Past

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

GUILD = 77
TALK, HELP, FORUM, VOICE = 1, 2, 3, 4
HELP_CHANNELS = frozenset({HELP, FORUM})
SCORES = (None, None, 0.0, 0.0, 0.04, 0.05, 0.6, 0.9, -0.04, -0.05, -0.7)


@dataclass
class History:
    """Facts of one guild, and what else a report of it depends on."""

    zone: ZoneInfo
    first_day: int
    weeks: int
    facts: list[Fact] = field(default_factory=list)
    census_at: datetime | None = None
    now: datetime = datetime(2025, 6, 1, tzinfo=UTC)
    forgotten: frozenset[int] = frozenset()
    opted_out: frozenset[int] = frozenset()
    help_channels: frozenset[int] = HELP_CHANNELS
    busy_week: int = 0

    def past(self) -> Past:
        """The other side of the comparison."""
        return Past(
            self.facts,
            self.zone,
            now=self.now,
            census_at=self.census_at,
            help_channels=self.help_channels,
            gone=self.forgotten | self.opted_out,
        )

    def window(self, week: int) -> Window:
        """The week with that number, from 0."""
        first = self.first_day + 7 * week
        return Window(self.zone, first, first + 7)


def projections() -> Projections:
    """What the bot keeps in step with the ledger."""
    registry = Projections()
    registry.register(ActivityProjection())
    registry.register(SentimentProjection())
    return registry


async def write(
    database: Database, history: History, batches: Iterable[Sequence[Fact]] | None = None
) -> None:
    """Write a history as the bot would, in ``batches`` (None: in one)."""
    kept = projections()
    async with database.begin() as connection:
        await remember_guild(connection, GUILD, "Made up")
        await remember_channels(
            connection, GUILD, [ChannelEntry(TALK, "talk", "text"), ChannelEntry(HELP, "h", "text")]
        )
        if history.census_at is not None:
            await remember_census(connection, GUILD, history.census_at)
        for member in history.opted_out:
            await opt_out(connection, GUILD, member, history.now)
    for batch in [history.facts] if batches is None else batches:
        async with database.begin() as connection:
            await write_guild(connection, GUILD, batch, kept, history.zone)
    for member in history.forgotten:
        async with database.begin() as connection:
            await lock_guild(connection, GUILD)
            await forget(connection, GUILD, member, kept)


async def sections(database: Database, history: History, window: Window) -> tuple[Section, Section]:
    """The two sections of a window, as a report asks for them."""
    request = ReportRequest(GUILD, window, "en-US", history.help_channels)
    community = CommunitySection(database, ManualClock(history.now), Queries)
    return await community.collect(request), await SentimentSection(database).collect(request)


def values(*parts: Section) -> dict[str, float | int | None]:
    """Every figure of the sections by its key."""
    return {figure.key: figure.value for part in parts for figure in part.figures}


@asynccontextmanager
async def opened(template: Path, folder: Path) -> AsyncIterator[Database]:
    """An up-to-date SQLite database in a file of its own."""
    path = folder / "figures.db"
    shutil.copy(template, path)
    database = await Database.open(f"sqlite:///{path}")
    try:
        yield database
    finally:
        await database.close()


# -- making a history ------------------------------------------------------------------------


class Maker:
    """Makes up what a handful of people did, from a seed."""

    def __init__(self, seed: int, zone: ZoneInfo, start: date, weeks: int, people: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - no secret
        self.zone, self.weeks = zone, weeks
        self.first_day = start.toordinal()
        self.people = [100 + number for number in range(people)]
        self.facts: list[Fact] = []
        self._ids = iter(range(1_000, 1_000_000))
        self.written: list[MessageFact] = []
        self.busy_week = self.dice.randrange(weeks)

    def instant(self, day: int) -> datetime:
        """An instant of a local day, often at its very edges."""
        edge = self.dice.choice([time(0), time(23, 59, 59, 999_999), None, None, None])
        wall = edge or time(self.dice.randrange(24), self.dice.randrange(60), 30)
        at = datetime.combine(date.fromordinal(day), wall, self.zone)
        return at.replace(fold=self.dice.randrange(2)).astimezone(UTC)

    def some_day(self) -> int:
        """A day of the history, mostly of its busy week."""
        if self.dice.random() < 0.6:
            return self.first_day + 7 * self.busy_week + self.dice.randrange(7)
        return self.first_day + self.dice.randrange(7 * self.weeks)

    def live(self) -> None:
        """Let everybody do something."""
        for member in self.people:
            kind = self.dice.choice(KINDS)
            self._stay(member)
            if kind == "sleeper":
                asleep = self.first_day + self.dice.randrange(14)
                for _ in range(4):
                    self._act(member, asleep)
                self._act(member, asleep + self.dice.choice([90, 91, 92, 100]))
            elif kind != "absent":
                for _ in range(self.dice.choice([2, 10, 40])):
                    self._act(member, self.some_day(), kind)

    def _stay(self, member: int) -> None:
        joined = self.instant(self.first_day + self.dice.randrange(-100, 7 * self.weeks))
        self.facts.append(JoinFact(GUILD, member, joined))
        for _ in range(self.dice.choice([0, 0, 0, 1, 2, 3])):
            at = self.instant(self.some_day())
            if self.dice.random() < 0.6:
                cause = self.dice.choice(list(LeaveCause))
                self.facts.append(LeaveFact(GUILD, member, at, cause))
            else:
                self.facts.append(JoinFact(GUILD, member, at))
                # The three that count may come just in time, or too late.
                for after in self.dice.choices(AFTER_JOINING, k=3):
                    self._write(member, at + after)

    def _act(self, member: int, day: int, kind: str = "regular") -> None:
        at = self.instant(day)
        act = {"lurker": self._react, "talker": self._speak}.get(kind, self._write)
        if self.dice.random() < 0.2:
            act = self.dice.choice([self._use, self._react, self._speak, self._write])
        act(member, at)

    def _write(self, member: int, at: datetime) -> None:
        message_id, dice = next(self._ids), self.dice
        channel, parent, flags = dice.choice([TALK, HELP, HELP]), None, MessageFlag(0)
        place = dice.random()
        earlier = dice.choice(self.written) if self.written else None
        if place < 0.1:
            channel, parent, flags = message_id, FORUM, MessageFlag.FORUM_POST
        elif place < 0.4 and earlier is not None:
            # In the thread or post of an earlier message, or right there.
            channel = dice.choice([earlier.channel_id, earlier.message_id])
            parent = HELP if channel == earlier.message_id else earlier.parent_id
        reply_to, mentions = None, ()
        if earlier is not None and not flags and dice.random() < 0.5:
            at = min(earlier.at, at) + dice.choice(WAITS)
            if dice.random() < 0.5:
                reply_to = earlier.message_id
            elif earlier.author_id != member:
                mentions = (earlier.author_id,)
        if dice.random() < 0.5:
            flags |= MessageFlag.QUESTION
        message = MessageFact(
            GUILD,
            message_id,
            channel,
            member,
            at,
            parent_id=parent,
            reply_to=reply_to,
            mentions=mentions,
            flags=flags,
            score=dice.choice(SCORES),
        )
        self.written.append(message)
        self.facts.append(message)

    def _react(self, member: int, at: datetime) -> None:
        message_id = self.written[-1].message_id if self.written else 1
        emoji = self.dice.choice(["👍", "poll:1"])
        self.facts.append(ReactionFact(GUILD, message_id, member, emoji, TALK, at))

    def _speak(self, member: int, at: datetime) -> None:
        together = self.dice.choice([0, 10, 30, 59, 60, 300])
        self.facts.append(VoiceFact(GUILD, VOICE, member, at, 300, together))

    def _use(self, member: int, at: datetime) -> None:
        self.facts.append(UseFact(GUILD, next(self._ids), member, at, UseKind.COMMAND, "pulse"))


KINDS = ("regular", "regular", "regular", "sleeper", "lurker", "talker", "absent")
AFTER_JOINING = (
    timedelta(0),
    timedelta(days=1),
    timedelta(days=7, microseconds=-1),
    timedelta(days=7),
)
WAITS = (
    timedelta(seconds=1),
    timedelta(minutes=7),
    timedelta(hours=24),
    timedelta(hours=24, microseconds=1),
    timedelta(days=7),
    timedelta(days=7, microseconds=1),
)


def made(
    *,
    seed: int,
    zone: str,
    start: date,
    weeks: int,
    people: int,
    census_day: int | None,
    running: bool = False,
    with_help: bool = True,
) -> History:
    """Make up a history; ``census_day`` counts from its first day, None: imported."""
    maker = Maker(seed, ZoneInfo(zone), start, weeks, people)
    maker.live()
    end = maker.first_day + 7 * weeks
    # Two tellings of one event are the same: which of them came first must not matter.
    told = {(type(fact), KEYS[type(fact)](fact)): fact for fact in maker.facts}
    history = History(maker.zone, maker.first_day, weeks, list(told.values()))
    history.busy_week = maker.busy_week
    history.now = maker.instant(end - 3 if running else end + 1)
    if census_day is not None:
        history.census_at = maker.instant(maker.first_day + census_day)
    else:
        history.facts = [f for f in told.values() if not isinstance(f, JoinFact | LeaveFact)]
    if not with_help:
        history.help_channels = frozenset()
    draw: Any = maker.dice
    history.forgotten = frozenset(draw.sample(maker.people, k=min(people, draw.choice([0, 0, 1]))))
    history.opted_out = frozenset(draw.sample(maker.people, k=min(people, draw.choice([0, 0, 1]))))
    return history
