"""A community of any size, written straight into the tables: as projections would have made them.

Everything follows from the number of members. ``facts()`` tells the same history as facts, which
a test holds against the tables; at a size at which nobody wants to write ten million facts the
ledger gets those messages only that a report reads one by one: the help channel's, and those of
recent joiners.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import Table

from bot.activity.daysets import Kind
from bot.activity.models import (
    ChannelDay,
    DaySet,
    FirstMessage,
    MemberDay,
    MemberWeek,
    Place,
    Stay,
)
from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.db.types import to_micros
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
from bot.ledger.models import Join, Leave, Message
from bot.ledger.projections import Projection
from bot.ledger.states import mark_current
from bot.ledger.store import TABLES
from bot.windows import monday_of
from cogs.sentiment.models import SentimentDay
from cogs.sentiment.projection import SentimentProjection
from tests.bench.loading import load

UTC_ZONE = ZoneInfo("UTC")
GUILD = 613425648685547541
CHANNELS = 50
HELP = 10_000  # the first of the channels
END = date(2026, 3, 2).toordinal()  # the Monday after the history
_MEMBER, _LURKER, _MESSAGE, _USE, _VOICE = 10**6, 10**9, 10**12, 10**15, 20_000
_MOST = 64  # messages of a member on a day
_SCORES = (0.5, 0.0, -0.5)
_DAY_US = 86_400_000_000
_RECENT = 5 * 7  # days of joining whose messages are all in the ledger

Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Day:
    """What the members did on a local day: their numbers, and one count each."""

    day: int
    members: Numbers
    messages: Numbers
    reactions: Numbers
    voice_s: Numbers
    uses: Numbers
    scored: Numbers

    def saying(self) -> Iterator[tuple[int, Numbers, Numbers]]:
        """Yield the number of a message within its day, who wrote it, and whether it is scored."""
        for number in range(int(self.messages.max(initial=0))):
            wrote = self.messages > number
            yield number, self.members[wrote], self.scored[wrote] > number


class Community:
    """``size`` members who take part, as many again who only read, ``weeks`` full weeks."""

    def __init__(self, size: int, weeks: int = 12) -> None:
        self.size, self.weeks = size, weeks
        self.first, self.end = END - 7 * weeks, END
        dice = np.random.default_rng(size)
        # Half of the days in the mean, from hardly ever to daily.
        self._keen = dice.random(size) ** 0.6
        long_ago = dice.integers(self.first - 365, self.first, size)
        lately = dice.integers(self.first, END, size)
        self.joined: Numbers = np.where(dice.random(size) < 0.75, long_ago, lately)

    @property
    def now(self) -> datetime:
        """The Monday after the last week, at noon."""
        return _noon(self.end)

    @property
    def help_channels(self) -> frozenset[int]:
        """Where questions are asked."""
        return frozenset({HELP})

    def days(self) -> Iterator[Day]:
        """Yield what was done, day by day."""
        for day in range(self.first, self.end):
            dice = np.random.default_rng((self.size, day))
            here = (self.joined < day) & (dice.random(self.size) < self._keen)
            members = np.flatnonzero(here)
            count = len(members)
            messages = np.minimum(dice.geometric(0.45, count) - 1, _MOST)
            messages[dice.random(count) < 0.002] = _MOST
            reactions = (dice.random(count) < 0.4).astype(np.int64)
            voice_s = np.array([0, 30, 300])[dice.choice(3, count, p=[0.9, 0.02, 0.08])]
            uses = (dice.random(count) < 0.05).astype(np.int64)
            reactions[messages + reactions + voice_s + uses == 0] = 1
            scored = np.minimum(messages, dice.integers(0, 4, count))
            yield Day(day, members, messages, reactions, voice_s, uses, scored)

    # -- as facts ----------------------------------------------------------------------------

    def facts(self) -> Iterator[list[Fact]]:
        """Yield the whole history as facts: who came and went, then day by day."""
        joins, leaves = self._comings()
        yield [*(JoinFact(*row[:2], _instant(row[2])) for row in joins)]
        yield [*(LeaveFact(*row[:2], _instant(row[2]), LeaveCause(row[3])) for row in leaves)]
        for day in self.days():
            at = _noon(day.day)
            found: list[Fact] = [_message(row) for row in self._messages(day, everything=True)]
            for index, number in enumerate(day.members.tolist()):
                member, own = _MEMBER + number, day.day * self.size + number
                if day.reactions[index]:
                    found.append(ReactionFact(GUILD, own, member, "👍", HELP, at))
                if day.voice_s[index]:
                    seconds = int(day.voice_s[index])
                    found.append(VoiceFact(GUILD, _VOICE, member, at, seconds, seconds))
                if day.uses[index]:
                    found.append(UseFact(GUILD, _USE + own, member, at, UseKind.COMMAND, "pulse"))
            yield found

    def _messages(self, day: Day, *, everything: bool) -> Iterator[tuple[Any, ...]]:
        """Yield rows of the ledger. In the help channel people ask in the morning, then answer."""
        start = to_micros(_noon(day.day)) - _DAY_US // 2
        asked: list[int] = []
        for number, members, scored in day.saying():
            places = (members + number) % CHANNELS
            wanted = np.ones(len(members), dtype=bool)
            if not everything:
                wanted = (places == 0) | (self.joined[members] >= self.end - _RECENT)
            for member, place, is_scored in zip(
                members[wanted].tolist(),
                places[wanted].tolist(),
                scored[wanted].tolist(),
                strict=True,
            ):
                message_id = _MESSAGE + (day.day * self.size + member) * _MOST + number
                asks = number == 0 and place == 0 and member // CHANNELS % 5 == day.day % 5
                reply_to = None
                if asks:
                    asked.append(message_id)
                elif place == 0 and number and asked:
                    reply_to = asked[member % len(asked)]
                hour = 8 + min(number, 15)
                yield (
                    GUILD,
                    message_id,
                    HELP + place,
                    _MEMBER + member,
                    start + (hour * 3_600 + member % 3_600) * 1_000_000,
                    None,
                    reply_to,
                    None,
                    20,
                    int(MessageFlag.QUESTION if asks else MessageFlag.REPLY if reply_to else 0),
                    "en" if is_scored else None,
                    _SCORES[(member + number) % 3] if is_scored else None,
                )

    def _comings(self) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """Return rows of joins and of leaves; one in ten of those who only read has left."""
        at = [to_micros(_noon(int(day))) for day in self.joined]
        joins = [(GUILD, _MEMBER + n, joined) for n, joined in enumerate(at)]
        joins += [(GUILD, _LURKER + n, joined) for n, joined in enumerate(at)]
        leaves = [
            (GUILD, _LURKER + n, at[n] + 40 * _DAY_US, ("left", "kick", "ban")[n // 10 % 3])
            for n in range(0, self.size, 10)
            if at[n] + 40 * _DAY_US < to_micros(self.now)
        ]
        return joins, leaves

    # -- as tables ---------------------------------------------------------------------------

    def rows(self) -> Iterator[tuple[Any, Iterable[tuple[Any, ...]]]]:
        """Yield tables, by their model, and rows of them, stored form; a table may come often."""
        joins, leaves = self._comings()
        yield Join, joins
        yield Leave, leaves
        left = {row[1]: row[2:] for row in leaves}
        yield Stay, ((*row, *left.get(row[1], (None, None))) for row in joins)
        sets = _Sets(self.size)
        weeks: dict[int, Numbers] = defaultdict(lambda: np.zeros(self.size, np.int64))
        for day in self.days():
            yield Message, self._messages(day, everything=False)
            yield MemberDay, _member_days(day)
            yield ChannelDay, _channel_days(day)
            yield SentimentDay, _sentiment_days(day)
            yield DaySet, sets.of_day(day)
            weeks[monday_of(day.day)][day.members] += day.messages
        for monday, sums in weeks.items():
            wrote = np.flatnonzero(sums)
            yield MemberWeek, _rows(monday, _MEMBER + wrote, sums[wrote])
        took_part = np.flatnonzero(sets.took_part)
        yield Place, ((GUILD, _MEMBER + n, n) for n in took_part.tolist())
        yield DaySet, sets.by_day(Kind.JOINED, self.joined, took_part)
        wrote = np.flatnonzero(sets.first_day)
        yield DaySet, sets.by_day(Kind.FIRST, sets.first_day, wrote)
        yield (
            FirstMessage,
            ((GUILD, _MEMBER + n, int(sets.first_day[n])) for n in wrote.tolist()),
        )


class _Sets:
    """Packs members into bits; a member's place is their number."""

    def __init__(self, size: int) -> None:
        self.took_part = np.zeros(size, dtype=bool)
        self.first_day: Numbers = np.zeros(size, np.int64)

    def of_day(self, day: Day) -> Iterator[tuple[Any, ...]]:
        spoke = day.voice_s >= 60
        active = (day.messages + day.reactions + day.uses > 0) | spoke
        which = [(Kind.ACTIVE, active), (Kind.SPOKE, spoke), (Kind.SCORED, day.scored > 0)]
        which += [(Kind(Kind.WROTE + n), day.messages > n) for n in range(4)]
        self.took_part[day.members[active]] = True
        new = day.members[(day.messages > 0) & (self.first_day[day.members] == 0)]
        self.first_day[new] = day.day
        for kind, chosen in which:
            yield from self._packed(kind, day.day, day.members[chosen])

    def by_day(self, kind: Kind, days: Numbers, members: Numbers) -> Iterator[tuple[Any, ...]]:
        for day in np.unique(days[members]).tolist():
            yield from self._packed(kind, day, members[days[members] == day])

    def _packed(self, kind: Kind, day: int, members: Numbers) -> Iterator[tuple[Any, ...]]:
        if len(members):
            bits = np.zeros(len(self.took_part), np.uint8)
            bits[members] = 1
            packed = np.packbits(bits, bitorder="little").tobytes().rstrip(b"\0")
            yield GUILD, int(kind), day, packed


def _rows(day: int, *columns: Numbers) -> Iterator[tuple[Any, ...]]:
    return ((GUILD, day, *row) for row in zip(*(c.tolist() for c in columns), strict=True))


def _member_days(day: Day) -> Iterator[tuple[Any, ...]]:
    counts = day.messages, day.reactions, day.voice_s, day.uses, day.scored
    return _rows(day.day, _MEMBER + day.members, *counts)


def _channel_days(day: Day) -> Iterator[tuple[Any, ...]]:
    sums = np.zeros(CHANNELS, np.int64)
    for number, members, _ in day.saying():
        sums += np.bincount((members + number) % CHANNELS, minlength=CHANNELS)
    busy = np.flatnonzero(sums)
    return _rows(day.day, HELP + busy, sums[busy])


def _sentiment_days(day: Day) -> Iterator[tuple[Any, ...]]:
    sums = np.zeros((CHANNELS, 4), np.int64)  # all, positive, neutral, negative
    for number, members, scored in day.saying():
        places = (members + number) % CHANNELS
        sums[:, 0] += np.bincount(places, minlength=CHANNELS)
        for mood in range(3):
            which = scored & ((members + number) % 3 == mood)
            sums[:, 1 + mood] += np.bincount(places[which], minlength=CHANNELS)
    busy = np.flatnonzero(sums[:, 0])
    return _rows(day.day, HELP + busy, *(sums[busy, column] for column in range(4)))


def _message(row: tuple[Any, ...]) -> Fact:
    return TABLES[MessageFact].from_row((*row[:4], _instant(row[4]), *row[5:]))


def _noon(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), datetime.min.time(), UTC) + timedelta(hours=12)


def _instant(micros: int) -> datetime:
    return datetime.fromtimestamp(micros / 1_000_000, UTC)


def projections() -> list[Projection]:
    """Those whose tables are filled."""
    return [ActivityProjection(), SentimentProjection()]


async def introduce(database: Database, community: Community) -> None:
    """Name the guild and its channels; its members were known before the history began."""
    async with database.begin() as connection:
        await remember_guild(connection, GUILD, "A large server")
        channels = [ChannelEntry(HELP + n, f"channel {n}", "text") for n in range(CHANNELS)]
        await remember_channels(connection, GUILD, channels)
        await remember_census(connection, GUILD, _noon(community.first - 400))


async def fill(url: str, community: Community) -> None:
    """Fill the up-to-date, empty database at ``url``."""
    await load(url, ((cast("Table", model.__table__), rows) for model, rows in community.rows()))
    database = await Database.open(url)
    try:
        await introduce(database, community)
        async with database.begin() as connection:
            for projection in projections():
                await mark_current(connection, GUILD, projection, UTC_ZONE)
    finally:
        await database.close()
