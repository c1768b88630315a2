"""Projections: figures kept ready beside the facts, in the same transaction.

A projection is a pure function of a guild's facts, kept up to date by what is new. Its
``add`` and ``remove`` are linear: the order of facts, and how they are cut into batches,
never matters. What is registered here can always be rebuilt from the ledger.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import FeatureError, OperatorError
from bot.faults import Faults
from bot.ledger.facts import (
    Fact,
    JoinFact,
    LeaveFact,
    MessageFact,
    ReactionFact,
    UseFact,
    VoiceFact,
)
from bot.ledger.failures import Failure, failure_of

# A batch takes milliseconds; while a projection runs, the writer and every other one wait.
LIMIT: Final = timedelta(seconds=10)


@dataclass(slots=True)
class Batch:
    """Facts of one guild, by kind."""

    messages: list[MessageFact] = field(default_factory=list)
    reactions: list[ReactionFact] = field(default_factory=list)
    voice: list[VoiceFact] = field(default_factory=list)
    joins: list[JoinFact] = field(default_factory=list)
    leaves: list[LeaveFact] = field(default_factory=list)
    uses: list[UseFact] = field(default_factory=list)

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Batch:
        """Sort ``facts`` by kind."""
        batch = cls()
        lists = batch.by_kind()
        for fact in facts:
            lists[type(fact)].append(fact)
        return batch

    def by_kind(self) -> dict[type[Fact], list[Any]]:
        """Return its lists by the class of their facts."""
        return {
            MessageFact: self.messages,
            ReactionFact: self.reactions,
            VoiceFact: self.voice,
            JoinFact: self.joins,
            LeaveFact: self.leaves,
            UseFact: self.uses,
        }

    def __len__(self) -> int:
        return sum(len(facts) for facts in self.by_kind().values())


@dataclass(frozen=True, slots=True)
class GuildContext:
    """What a projection may know beside the facts: whose they are, and the zone of days."""

    guild_id: int
    zone: ZoneInfo


class Projection(Protocol):
    """Figures that follow from the facts of one guild.

    ``name`` is unique and stable; a changed ``version`` makes every guild be rebuilt.
    ``tables`` are its own. Methods run inside the caller's transaction.
    """

    name: str
    version: int
    tables: Sequence[Table]

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Count ``facts``, none of which was counted before."""
        ...

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        """Take back ``facts``, each of which was counted; they are gone from the ledger."""
        ...

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        """Drop the guild's figures; with ``since_day``, only of that local day and later."""
        ...


@runtime_checkable
class Forgets(Protocol):
    """A projection that holds shares of members in rows that do not name them."""

    async def forget(
        self, connection: AsyncConnection, guild: GuildContext, member_id: int
    ) -> None:
        """Take out what is left of a member, also of days whose facts are gone.

        Called when all facts of the member are removed; their rows in the projection's
        ``tables`` (those with a ``member_id``) are still there, and are deleted afterwards.
        """
        ...


class ProjectionError(OperatorError):
    """A projection failed by a fault of its own; ``name`` is its name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The figures of {name!r} cannot be computed: the feature that keeps them has a "
            "fault. Its traceback is in the log; update or remove that feature."
        )
        self.name = name


class _Guarded:
    """A registered projection: its failures are told, and are those of nobody else.

    Its methods raise ProjectionError for what it raises, and where a batch takes longer than
    ``limit``. A database that is away is nobody's fault: that error passes as it is.
    """

    def __init__(self, projection: Projection, faults: Faults, limit: timedelta) -> None:
        self._projection = projection
        self._faults = faults
        self._limit = limit
        self.name = projection.name
        self.version = projection.version
        self.tables = projection.tables

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        async with self._guard(guild, self._limit):
            await self._projection.add(connection, guild, facts)

    async def remove(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        async with self._guard(guild, self._limit):
            await self._projection.remove(connection, guild, facts)

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        # The figures of years may go at once.
        async with self._guard(guild, None):
            await self._projection.clear(connection, guild, since_day)

    async def forget(
        self, connection: AsyncConnection, guild: GuildContext, member_id: int
    ) -> None:
        if isinstance(self._projection, Forgets):
            # All the days of years may be gone through.
            async with self._guard(guild, None):
                await self._projection.forget(connection, guild, member_id)

    @asynccontextmanager
    async def _guard(self, guild: GuildContext, limit: timedelta | None) -> AsyncIterator[None]:
        bound = asyncio.timeout(None if limit is None else limit.total_seconds())
        try:
            async with bound:
                yield
        except Exception as error:
            if failure_of(error) is Failure.AWAY and not bound.expired():
                raise
            self._faults.note(
                "projection failed",
                error,
                place="projection",
                part=self.name,
                guild_id=guild.guild_id,
            )
            raise ProjectionError(self.name) from error


async def clear_days(
    connection: AsyncConnection, table: Table, guild: GuildContext, since_day: int | None
) -> None:
    """Drop the rows of ``guild`` from a table with a ``day`` column, as ``clear`` must."""
    statement = delete(table).where(table.c.guild_id == guild.guild_id)
    if since_day is not None:
        statement = statement.where(table.c.day >= since_day)
    await connection.execute(statement)


class Projections:
    """The registry. Order of registration is the order of application.

    What it gives out is guarded: a method that raises, or takes longer than ``limit``, raises
    ProjectionError, unless it is the database that is away.
    """

    def __init__(self, faults: Faults | None = None, limit: timedelta = LIMIT) -> None:
        self._items: dict[str, Projection] = {}
        self._faults = faults or Faults()
        self._limit = limit

    def register(self, projection: Projection) -> None:
        """Add ``projection``. Raises FeatureError where its name is taken."""
        if projection.name in self._items:
            raise FeatureError(f"Two projections are called {projection.name!r}.")
        self._items[projection.name] = _Guarded(projection, self._faults, self._limit)

    def __iter__(self) -> Iterator[Projection]:
        return iter(self._items.values())

    def get(self, name: str) -> Projection:
        """Return the projection called ``name``. Raises KeyError."""
        return self._items[name]
