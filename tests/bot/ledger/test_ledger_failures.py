"""What goes wrong while writing: facts wait, or the one refused is left out, and all is told."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.ledger import writer as writer_module
from bot.ledger.facts import Fact, UseFact, UseKind
from bot.ledger.failures import Failure, failure_of
from bot.ledger.ledger import Ledger
from bot.ops.metrics import Metrics
from tests.bot.ledger.ledgerkit import (
    FACT_TABLES,
    GUILD,
    NOON,
    UTC_ZONE,
    a_bit_of_everything,
    dump,
    message,
    moved,
    until,
    whole_text,
)
from tests.bot.ledger.naive import naive


@pytest.fixture(autouse=True)
def _quick_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "_RETRY_S", (0.01,))
    monkeypatch.setattr(writer_module, "_LAST_RETRY_S", 0.01)


class Unsteady(Database):
    """A database whose server goes away, or whose commit is lost, for a while."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self.fails_before = 0
        self.fails_after = 0

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Any]:
        if self.fails_before:
            self.fails_before -= 1
            raise OperationalError("BEGIN", {}, ConnectionRefusedError())
        async with super().begin() as connection:
            yield connection
        if self.fails_after:
            # The work is committed, but the answer never came.
            self.fails_after -= 1
            raise OperationalError("COMMIT", {}, ConnectionResetError())


@pytest.fixture
async def unsteady(database_url: str) -> AsyncIterator[Unsteady]:
    opened = await Unsteady.open(database_url)
    yield opened
    await opened.close()


async def test_facts_wait_while_the_database_is_away(
    unsteady: Unsteady, make_ledger: Callable[..., Ledger], log: list[dict[str, Any]]
) -> None:
    facts = a_bit_of_everything()
    metrics = Metrics()
    ledger = make_ledger(at=unsteady, metrics=metrics)
    ledger.start()
    unsteady.fails_before = 3

    for fact in facts:
        ledger.writer.submit(fact)
    await ledger.flush()

    assert await dump(unsteady) == naive(facts, UTC_ZONE)
    assert [entry["waiting"] for entry in log] == [6, 6, 6]
    assert metrics.registry.get_sample_value("steward_errors_total", {"place": "ledger"}) == 3


async def test_texts_are_read_once_while_the_database_is_away(
    unsteady: Unsteady, make_ledger: Callable[..., Ledger], slow: Any
) -> None:
    ledger = make_ledger(at=unsteady)
    ledger.enrichers.register(slow)
    slow.go_on()
    ledger.start()
    unsteady.fails_before = 3

    ledger.writer.submit(message(1), "a text")
    await ledger.flush()

    assert len(slow.threads) == 1


async def test_a_commit_whose_answer_was_lost_counts_once(
    unsteady: Unsteady, make_ledger: Callable[..., Ledger]
) -> None:
    facts = a_bit_of_everything()
    ledger = make_ledger(at=unsteady)
    ledger.start()
    unsteady.fails_after = 1

    for fact in facts:
        ledger.writer.submit(fact)
    await ledger.flush()

    assert await dump(unsteady) == naive(facts, UTC_ZONE)


async def test_one_guild_in_trouble_does_not_hold_up_the_others(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    class Troubled(ActivityProjection):
        away = True

        async def add(self, connection: Any, guild: Any, facts: Any) -> None:
            if guild.guild_id == 2 and self.away:
                raise OperationalError("INSERT", {}, ConnectionResetError())
            await super().add(connection, guild, facts)

    troubled = Troubled()
    ledger = make_ledger(troubled)
    ledger.start()
    for guild_id in (1, 2, 3):
        ledger.writer.submit(moved(message(5), guild_id))

    await until(lambda: ledger.writer.waiting_facts == 1)
    assert (await dump(database, FACT_TABLES, 3))["ledger_message"]
    assert not (await dump(database, FACT_TABLES, 2))["ledger_message"]

    troubled.away = False
    await ledger.flush()
    assert (await dump(database, guild_id=2))["activity_member_day"]


async def test_stopping_while_the_database_is_away_tries_to_the_end(
    unsteady: Unsteady, make_ledger: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "_RETRY_S", (60.0,))
    ledger = make_ledger(at=unsteady)
    ledger.start()
    unsteady.fails_before = 3
    ledger.writer.submit(message(1))
    await asyncio.sleep(0.05)

    async with asyncio.timeout(5):
        assert await ledger.writer.stop() == 0

    assert len((await dump(unsteady, FACT_TABLES))["ledger_message"]) == 1


async def test_stopping_gives_up_after_its_grace(
    unsteady: Unsteady, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger(at=unsteady)
    ledger.start()
    unsteady.fails_before = 1_000_000
    for number in range(7):
        ledger.writer.submit(message(number))

    assert await ledger.writer.stop(timedelta(seconds=0.1)) == 7


async def test_a_cancelled_write_leaves_nothing_half(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    class Stuck(ActivityProjection):
        reached = asyncio.Event()

        async def add(self, *args: Any) -> None:
            await super().add(*args)
            self.reached.set()
            await asyncio.sleep(60)

    stuck = Stuck()
    ledger = make_ledger(stuck)
    ledger.start()
    for fact in a_bit_of_everything():
        ledger.writer.submit(fact)
    await asyncio.wait_for(stuck.reached.wait(), 5)

    assert await ledger.writer.stop(timedelta(seconds=0.01)) == 6

    assert await whole_text(database) == ""


def poisons() -> list[Fact]:
    return [
        message(2**64 - 5),
        message(1_000, channel_id=None),
        UseFact(GUILD, 5, 11, NOON, UseKind.COMMAND, "nothing\ud800"),
        message(1_001, at=datetime(1, 1, 1, tzinfo=UTC)),
        message(1_002, at=datetime(2024, 1, 1)),  # noqa: DTZ001 - naive on purpose
    ]


@pytest.mark.parametrize("number", range(5))
async def test_a_refused_fact_is_left_out_alone(
    database: Database,
    make_ledger: Callable[..., Ledger],
    number: int,
    log: list[dict[str, Any]],
) -> None:
    poison = poisons()[number]
    facts = [message(count) for count in range(9)]
    metrics = Metrics()
    ledger = make_ledger(metrics=metrics)
    ledger.start()

    for fact in [*facts[:4], poison, *facts[4:]]:
        ledger.writer.submit(fact)
    await ledger.flush()

    assert await dump(database) == naive(facts, UTC_ZONE)
    assert metrics.registry.get_sample_value("steward_facts_dropped_total") == 1
    assert [entry["event"] for entry in log] == ["a fact the database refuses"]
    assert await ledger.rebuild(GUILD) == 9


async def test_a_busy_file_is_waited_for(
    sqlite_url: str, make_ledger: Callable[..., Ledger]
) -> None:
    database = await Database.open(sqlite_url, busy_timeout_s=0.02)
    ledger = make_ledger(at=database)
    ledger.start()
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    ledger.writer.submit(message(1))
    await asyncio.sleep(0.15)
    assert ledger.writer.waiting_facts == 1
    other.execute("COMMIT")
    other.close()
    await ledger.flush()

    assert len((await dump(database, FACT_TABLES))["ledger_message"]) == 1
    await ledger.stop()
    await database.close()


# -- telling failures apart ------------------------------------------------------------------


class AnswerError(Exception):
    """What a driver raises."""

    def __init__(self, **codes: Any) -> None:
        for name, code in codes.items():
            setattr(self, name, code)


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (DBAPIError("", {}, AnswerError(sqlstate="22003")), Failure.REFUSED),
        (DBAPIError("", {}, AnswerError(sqlstate="23505")), Failure.REFUSED),
        (DBAPIError("", {}, AnswerError(sqlstate="40P01")), Failure.AWAY),
        (DBAPIError("", {}, AnswerError(sqlstate="57P01")), Failure.AWAY),
        (DBAPIError("", {}, AnswerError(sqlstate="42P01")), Failure.BROKEN),
        (DBAPIError("", {}, AnswerError(sqlite_errorcode=sqlite3.SQLITE_FULL)), Failure.AWAY),
        (
            DBAPIError("", {}, AnswerError(sqlite_errorcode=sqlite3.SQLITE_BUSY_SNAPSHOT)),
            Failure.AWAY,
        ),
        (
            DBAPIError("", {}, AnswerError(sqlite_errorcode=sqlite3.SQLITE_CONSTRAINT_NOTNULL)),
            Failure.REFUSED,
        ),
        (DBAPIError("", {}, AnswerError(sqlite_errorcode=sqlite3.SQLITE_ERROR)), Failure.BROKEN),
        (DBAPIError("", {}, AnswerError()), Failure.AWAY),
        (StatementError("", "", {}, ValueError()), Failure.REFUSED),
        (StatementError("", "", {}, None), Failure.BROKEN),
        (PoolTimeoutError(), Failure.AWAY),
        (ConnectionRefusedError(), Failure.AWAY),
        (TimeoutError(), Failure.AWAY),
        (OverflowError(), Failure.REFUSED),
        (RuntimeError(), Failure.BROKEN),
    ],
)
def test_failures_are_told_apart(error: Exception, failure: Failure) -> None:
    assert failure_of(error) is failure


async def test_a_missing_table_is_a_fault_of_the_schema(database: Database) -> None:
    with pytest.raises(DBAPIError) as caught:
        async with database.begin() as connection:
            await connection.exec_driver_sql("SELECT 1 FROM no_such_table")

    assert failure_of(caught.value) is Failure.BROKEN
