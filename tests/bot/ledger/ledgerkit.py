"""Made facts, a naive recomputation of the figures, and short ways to a ledger."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

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
from bot.db import Base, Database
from bot.db.upsert import add_up
from bot.features import load_models
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
from bot.ledger.projections import Batch, GuildContext, Projections, clear_days
from bot.ledger.store import TABLES, without_mentions
from bot.ledger.transaction import guild_transaction
from bot.ledger.write import write_guild
from tests.bot.ledger.naive import key_of

load_models()

GUILD = 613425648685547541
NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
MEMBERS = (11, 12, 111, 1112)  # one id inside another, for the search in mentions

# Whole hours, half and three quarter hours, half an hour of summer time, clock changes at
# midnight, and a day left out.
ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "America/Havana",
        "Asia/Beirut",
        "Pacific/Apia",
        "Pacific/Kiritimati",
    )
]

_ADDRESSED = MetaData()
DAY_TOTAL = Table(
    "test_day_total",
    _ADDRESSED,
    Column("guild_id", BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("addressed", Integer, nullable=False),
    Column("length", Integer, nullable=False),
)
ADDRESSED = Table(
    "test_addressed",
    _ADDRESSED,
    Column("guild_id", BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("member_id", BigInteger, primary_key=True),
    Column("times", Integer, nullable=False),
)


class AddressedProjection:
    """A feature's projection: how often members were addressed, in all and each."""

    def __init__(self, version: int = 1) -> None:
        self.name = "addressed"
        self.version = version
        self.tables: Sequence[Table] = (DAY_TOTAL, ADDRESSED)

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        await self._count(connection, guild, facts, self.version)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        await self._count(connection, guild, facts, -self.version)
        for table, column in ((DAY_TOTAL, DAY_TOTAL.c.length), (ADDRESSED, ADDRESSED.c.times)):
            await connection.execute(
                delete(table).where(table.c.guild_id == guild.guild_id, column == 0)
            )

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        for table in self.tables:
            await clear_days(connection, table, guild, since_day)

    async def _count(
        self, connection: AsyncConnection, guild: GuildContext, facts: Batch, sign: int
    ) -> None:
        day_of = {fact: fact.at.astimezone(guild.zone).toordinal() for fact in facts.messages}
        totals = [
            {
                "guild_id": guild.guild_id,
                "day": day,
                "addressed": sign * len(fact.mentions),
                "length": sign,
            }
            for fact, day in day_of.items()
        ]
        times = [
            {"guild_id": guild.guild_id, "day": day, "member_id": member, "times": sign}
            for fact, day in day_of.items()
            for member in fact.mentions
        ]
        await add_up(connection, DAY_TOTAL, totals)
        await add_up(connection, ADDRESSED, times)


class FaultyProjection(AddressedProjection):
    """A feature with a fault in it."""

    broken = True

    async def add(self, *args: Any) -> None:
        if self.broken:
            raise KeyError("a fault")
        await super().add(*args)

    async def remove(self, *args: Any) -> None:
        if self.broken:
            raise KeyError("a fault")
        await super().remove(*args)


async def make_addressed_tables(database: Database) -> None:
    async with database.begin() as connection:
        await connection.run_sync(_ADDRESSED.create_all)


def registry(*projections: Any) -> Projections:
    made = Projections()
    for projection in projections or (ActivityProjection(),):
        made.register(projection)
    return made


@asynccontextmanager
async def sqlite_copy(template: Path) -> AsyncIterator[Database]:
    """A fresh database for one example of hypothesis."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "steward.db"
        shutil.copy(template, path)
        database = await Database.open(f"sqlite:///{path}")
        try:
            await make_addressed_tables(database)
            yield database
        finally:
            await database.close()


async def write(
    database: Database,
    facts: Sequence[Fact],
    projections: Projections | None = None,
    zone: ZoneInfo = UTC_ZONE,
) -> int:
    """Write facts of one guild in one transaction; return how many were new."""

    async def work(connection: AsyncConnection, broken: Any) -> int:
        new, _ = await write_guild(
            connection, facts[0].guild_id, facts, projections or registry(), zone, broken=broken
        )
        return len(new)

    return await guild_transaction(database, facts[0].guild_id, work) if facts else 0


async def until(reached: Callable[[], bool]) -> None:
    """Wait until what goes on elsewhere has come so far."""
    async with asyncio.timeout(10):
        while not reached():  # noqa: ASYNC110 - also for what happens in other threads
            await asyncio.sleep(0.005)


# -- what is in a database -------------------------------------------------------------------

FACT_TABLES = [place.table for place in TABLES.values()]
ACTIVITY_TABLES = [
    model.__table__ for model in (MemberDay, MemberWeek, ChannelDay, FirstMessage, Stay, DaySet)
]


async def dump(
    database: Database, tables: Iterable[Any] = ACTIVITY_TABLES, guild_id: int = GUILD
) -> dict[str, list[tuple[Any, ...]]]:
    """The guild's rows of ``tables``, without the guild's id."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    async with database.read() as connection:
        for table in tables:
            rows = await connection.execute(select(table).where(table.c.guild_id == guild_id))
            listed = [tuple(row)[1:] for row in rows]
            if table is DaySet.__table__:
                listed = await _members_of(connection, guild_id, listed)
            found[table.name] = sorted(listed, key=repr)
    return found


async def _members_of(
    connection: AsyncConnection, guild_id: int, sets: list[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """Day, kind and member of every bit; where somebody's bits lie does not matter."""
    rows = await connection.execute(
        select(Place.place, Place.member_id).where(Place.guild_id == guild_id)
    )
    member_at = {row.place: row.member_id for row in rows}
    assert all(bits and bits[-1] for _, _, bits in sets)
    return [
        (day, kind, member_at[8 * index + bit])
        for kind, day, bits in sets
        for index, byte in enumerate(bits)
        for bit in range(8)
        if byte >> bit & 1
    ]


async def whole_text(database: Database) -> str:
    """Every row of every table, as one text."""
    lines: list[str] = []
    async with database.read() as connection:
        for table in Base.metadata.sorted_tables:
            lines.extend(str(tuple(row)) for row in await connection.execute(select(table)))
    return "\n".join(lines)


# -- made facts, and histories without somebody -----------------------------------------------


def without(facts: Iterable[Fact], member_id: int) -> list[Fact]:
    """The history that there would be, had the member never been there."""
    return [
        without_mentions(fact, {member_id}) if isinstance(fact, MessageFact) else fact
        for fact in facts
        if getattr(fact, TABLES[type(fact)].member) != member_id
    ]


# -- made facts ------------------------------------------------------------------------------


def message(number: int, member: int = 11, at: datetime | None = None, **more: Any) -> MessageFact:
    instant = at or NOON + timedelta(minutes=number % 1_000)
    values = {"guild_id": GUILD, "channel_id": 70, **more}
    return MessageFact(message_id=number, author_id=member, at=instant, **values)


def a_bit_of_everything(member: int = 11, at: datetime = NOON) -> list[Fact]:
    """One fact of each kind."""
    return [
        message(member * 10, member, at, mentions=(12, 111), length=5, score=0.25, language="en"),
        ReactionFact(GUILD, 900, member, "👍", 70, at),
        VoiceFact(GUILD, 80, member, at, 300, 120),
        JoinFact(GUILD, member, at - timedelta(days=2)),
        LeaveFact(GUILD, member, at + timedelta(days=2), LeaveCause.KICK),
        UseFact(GUILD, member * 10 + 1, member, at, UseKind.COMMAND, "report weekly"),
    ]


_member = st.sampled_from(MEMBERS)
_channel = st.sampled_from((70, 71, 72))
# Around clock changes of the zones above, and a plain week.
_day = st.sampled_from(
    [
        datetime(2023, 11, 3, tzinfo=UTC),
        datetime(2024, 3, 8, tzinfo=UTC),
        datetime(2024, 3, 29, tzinfo=UTC),
        datetime(2024, 4, 5, tzinfo=UTC),
    ]
)
_instant = st.builds(
    lambda day, minutes, micros: day + timedelta(minutes=minutes, microseconds=micros),
    _day,
    st.integers(0, 4 * 24 * 60),
    st.sampled_from((0, 1, 999_999)),
)
_fact: st.SearchStrategy[Fact] = st.one_of(
    st.builds(
        MessageFact,
        guild_id=st.just(GUILD),
        message_id=st.integers(1, 200),
        channel_id=_channel,
        author_id=_member,
        at=_instant,
        parent_id=st.none() | _channel,
        reply_to=st.none() | st.integers(1, 200),
        mentions=st.lists(_member, max_size=3, unique=True).map(tuple),
        length=st.integers(0, 4000),
        flags=st.integers(0, 31).map(MessageFlag),
        language=st.sampled_from((None, "en", "de")),
        score=st.none() | st.floats(-1, 1),
    ),
    st.builds(
        ReactionFact,
        guild_id=st.just(GUILD),
        message_id=st.integers(1, 50),
        member_id=_member,
        emoji=st.sampled_from(("👍", "123456", "poll:1")),
        channel_id=_channel,
        at=_instant,
    ),
    st.builds(
        lambda member, channel, at, seconds, together: VoiceFact(
            GUILD, channel, member, at, seconds, min(seconds, together)
        ),
        _member,
        _channel,
        _instant,
        st.integers(1, 300),
        st.integers(0, 300),
    ),
    st.builds(JoinFact, guild_id=st.just(GUILD), member_id=_member, at=_instant),
    st.builds(
        LeaveFact,
        guild_id=st.just(GUILD),
        member_id=_member,
        at=_instant,
        cause=st.sampled_from(LeaveCause),
    ),
    st.builds(
        UseFact,
        guild_id=st.just(GUILD),
        interaction_id=st.integers(1, 200),
        member_id=_member,
        at=_instant,
        kind=st.sampled_from(UseKind),
        name=st.sampled_from(("report weekly", "pulse")),
    ),
)
histories = st.lists(_fact, max_size=40, unique_by=key_of)
zones = st.sampled_from(ZONES)


def batches(facts: Sequence[Fact], chance: random.Random) -> list[list[Fact]]:
    """The facts in any order, cut anywhere, some of them repeated."""
    told = [*facts, *chance.choices(facts, k=len(facts) // 3)] if facts else []
    chance.shuffle(told)
    cuts = sorted(chance.randint(0, len(told)) for _ in range(chance.randint(0, 5)))
    borders = [0, *cuts, len(told)]
    return [told[start:end] for start, end in pairwise(borders) if start < end]


def moved(fact: Fact, guild_id: int) -> Fact:
    return replace(fact, guild_id=guild_id)
