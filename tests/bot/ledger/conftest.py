"""Ledgers on both databases, on a clock that stands still."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.activity.projection import ActivityProjection
from bot.clock import ManualClock
from bot.config import LedgerSettings
from bot.db import Database
from bot.ledger.facts import Marks, MessageFact
from bot.ledger.ledger import Ledger
from bot.ops.metrics import Metrics
from bot.waiting import Waiting
from tests.bot.ledger.ledgerkit import NOON, UTC_ZONE, until


@pytest.fixture(autouse=True)
def log() -> Iterator[list[MutableMapping[str, Any]]]:
    """What was logged."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
async def other_database(database: Database, database_url: str) -> AsyncIterator[Database]:
    """The same database seen from a second process."""
    other = await Database.open(database_url)
    yield other
    await other.close()


@pytest.fixture
async def make_ledger(
    database: Database, clock: ManualClock
) -> AsyncIterator[Callable[..., Ledger]]:
    made: list[Ledger] = []

    def make(
        *projections: Any,
        at: Database = database,
        zones: dict[int, ZoneInfo] | None = None,
        metrics: Metrics | None = None,
        **settings: Any,
    ) -> Ledger:
        async def zone_of(guild_id: int) -> ZoneInfo:
            return (zones or {}).get(guild_id, UTC_ZONE)

        ledger = Ledger(
            at,
            clock,
            zone_of=zone_of,
            settings=LedgerSettings(**{"flush_interval_s": 0.01, **settings}),
            metrics=metrics or Metrics(),
            waiting=Waiting(),
        )
        for projection in projections or (ActivityProjection(),):
            ledger.projections.register(projection)
        made.append(ledger)
        return ledger

    yield make
    for ledger in made:
        await ledger.stop()


class Slow:
    """An enricher that reads a text when it is told to, in its thread."""

    name = "slow"

    def __init__(self) -> None:
        self._entered = threading.Event()
        self._go_on = threading.Event()
        self.threads: list[int] = []

    def read(self, _text: str, _fact: MessageFact) -> Marks:
        self.threads.append(threading.get_ident())
        self._entered.set()
        if not self._go_on.wait(10):
            raise TimeoutError("nobody let the enricher go on: the event loop is blocked")
        return Marks(score=0.5)

    async def entered(self) -> None:
        """Wait until it holds a text."""
        await until(self._entered.is_set)

    def go_on(self) -> None:
        """Let it read this text and all that follow."""
        self._go_on.set()


@pytest.fixture
def slow() -> Iterator[Slow]:
    enricher = Slow()
    yield enricher
    enricher.go_on()
