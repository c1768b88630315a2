"""The buffered writer: in batches, each fact once, texts dropped, nothing blocked."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.db import Database
from bot.faults import Faults
from bot.ledger.enrich import Enrichers
from bot.ledger.facts import Fact, Marks, MessageFact, MessageFlag, ReactionFact
from bot.ledger.ledger import Ledger
from bot.ledger.projections import Batch
from bot.ledger.transaction import lock_guild
from bot.ledger.watch import seen_until
from bot.ledger.writer import LedgerWriter
from bot.ops.metrics import Metrics
from bot.waiting import Waiting
from tests.bot.ledger.ledgerkit import (
    FACT_TABLES,
    GUILD,
    NOON,
    UTC_ZONE,
    a_bit_of_everything,
    dump,
    message,
    moved,
    registry,
    until,
    whole_text,
)
from tests.bot.ledger.naive import naive

SECRET = "xyzzy said nobody"


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def make_writer(database: Database, metrics: Metrics) -> AsyncIterator[Callable[..., Any]]:
    made: list[LedgerWriter] = []

    async def zone_of(_guild_id: int) -> ZoneInfo:
        return UTC_ZONE

    async def on_stale(_guild_id: int, _name: str) -> None:
        raise AssertionError("nothing is stale here")

    def make(*enrichers: Any, at: Database = database, **settings: Any) -> LedgerWriter:
        registered = Enrichers(Faults(lambda place: metrics.errors.labels(place).inc()))
        for enricher in enrichers:
            registered.register(enricher)
        writer = LedgerWriter(
            at,
            registry(),
            registered,
            zone_of=zone_of,
            metrics=metrics,
            waiting=Waiting(),
            on_stale=on_stale,
            **{"flush_interval_s": 0.01, **settings},
        )
        made.append(writer)
        return writer

    yield make
    for writer in made:
        await writer.stop(timedelta(seconds=0.1))


def value(metrics: Metrics, name: str, **labels: str) -> float:
    return metrics.registry.get_sample_value(name, labels) or 0.0


async def messages(database: Database, guild_id: int = GUILD) -> list[tuple[Any, ...]]:
    return (await dump(database, FACT_TABLES, guild_id))["ledger_message"]


class Reader:
    """An enricher that notes nothing but how often it was asked."""

    name = "reader"

    def __init__(self, marks: Marks | None = None, fails_on: str = "\0") -> None:
        self.marks = marks or Marks()
        self.fails_on = fails_on
        self.threads: set[int] = set()

    def read(self, text: str, _fact: MessageFact) -> Marks:
        self.threads.add(threading.get_ident())
        if self.fails_on in text:
            raise ValueError(f"cannot read {text}")
        return self.marks


class Stuck:
    """An enricher that keeps one text until it is let go."""

    name = "stuck"

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def read(self, text: str, _fact: MessageFact) -> Marks:
        if "stay" in text:
            self.go_on.wait()
        return Marks(language="en")


async def test_what_is_submitted_is_written_soon(
    database: Database, make_writer: Callable[..., LedgerWriter], metrics: Metrics
) -> None:
    facts: list[Fact] = [*a_bit_of_everything(11), *a_bit_of_everything(12)]
    writer = make_writer()
    writer.start()

    for fact in facts:
        assert writer.submit(fact)
    assert writer.waiting_facts == 12
    await until(lambda: writer.waiting_facts == 0)

    assert await dump(database) == naive(facts, UTC_ZONE)
    assert value(metrics, "steward_facts_written_total", kind="JoinFact") == 2
    assert value(metrics, "steward_flush_facts_sum") == 12
    assert value(metrics, "steward_facts_waiting") == 0


async def test_a_flush_waits_for_all_before_it(
    database: Database, make_writer: Callable[..., LedgerWriter], metrics: Metrics
) -> None:
    writer = make_writer(flush_size=5, flush_interval_s=60)
    writer.start()
    for number in range(23):
        writer.submit(message(number))

    await writer.flush()

    assert len(await messages(database)) == 23
    assert value(metrics, "steward_flush_facts_count") == 5  # 5, 5, 5, 5, 3
    await writer.flush()  # nothing waits: it returns at once


async def test_a_full_batch_does_not_wait_for_the_interval(
    database: Database, make_writer: Callable[..., LedgerWriter]
) -> None:
    writer = make_writer(flush_size=3, flush_interval_s=60)
    writer.start()
    await asyncio.sleep(0)

    for number in range(4):
        writer.submit(message(number))
    await until(lambda: writer.waiting_facts == 1)

    assert len(await messages(database)) == 3


async def test_facts_before_the_start_wait(
    database: Database, make_writer: Callable[..., LedgerWriter]
) -> None:
    writer = make_writer()
    writer.submit(message(1))
    with pytest.raises(RuntimeError, match="stopped before"):
        await writer.flush()

    writer.start()
    await writer.flush()

    assert len(await messages(database)) == 1


async def test_repeated_facts_count_once(
    database: Database, make_writer: Callable[..., LedgerWriter], metrics: Metrics
) -> None:
    facts = a_bit_of_everything()
    writer = make_writer()
    writer.start()

    for fact in [*facts, *facts]:
        writer.submit(fact)
    await writer.flush()
    for fact in facts:
        writer.submit(fact)
    await writer.flush()

    assert await dump(database) == naive(facts, UTC_ZONE)
    assert value(metrics, "steward_facts_repeated_total") == 12


async def test_of_two_facts_with_one_key_the_first_stays(
    database: Database, make_writer: Callable[..., LedgerWriter]
) -> None:
    writer = make_writer()
    writer.start()
    writer.submit(message(1, length=10))
    writer.submit(message(1, length=20))
    await writer.flush()
    writer.submit(message(1, length=30))
    await writer.flush()

    assert [row[7] for row in await messages(database)] == [10]


async def test_each_guild_has_its_own_facts(
    database: Database, make_writer: Callable[..., LedgerWriter]
) -> None:
    writer = make_writer()
    writer.start()
    for guild_id in (1, 2, 3):
        writer.submit(moved(message(7), guild_id))
    await writer.flush()

    assert [len(await messages(database, guild_id)) for guild_id in (1, 2, 3, GUILD)] == [
        1,
        1,
        1,
        0,
    ]


async def test_a_full_buffer_lets_the_oldest_messages_go_and_remembers_them(
    database: Database, make_writer: Callable[..., LedgerWriter], metrics: Metrics
) -> None:
    writer = make_writer(buffer_limit=4)
    writer.complete = {GUILD, GUILD + 1}

    for number in range(6):
        writer.submit(message(number))

    assert not writer.healthy
    assert writer.waiting_facts == 4
    assert writer.missed.take(GUILD) == {70: (0, 1)}
    assert writer.complete == {GUILD + 1}
    assert value(metrics, "steward_facts_postponed_total") == 2
    assert value(metrics, "steward_facts_dropped_total") == 0

    writer.start()
    await writer.flush()
    assert writer.healthy
    assert [row[0] for row in await messages(database)] == [2, 3, 4, 5]


async def test_what_no_history_has_outlives_every_message(
    database: Database, make_writer: Callable[..., LedgerWriter], metrics: Metrics
) -> None:
    kept = [fact for fact in a_bit_of_everything() if not isinstance(fact, MessageFact)]
    writer = make_writer(buffer_limit=len(kept))
    for number in range(len(kept)):
        writer.submit(message(number))

    assert all(writer.submit(fact) for fact in kept)
    assert not writer.submit(message(99))  # nothing can go for it, and it can be read again
    assert writer.missed.take(GUILD) == {70: (0, 99)}
    assert value(metrics, "steward_facts_dropped_total") == 0

    late = ReactionFact(GUILD, 901, 11, "x", 70, NOON)
    assert writer.submit(late)
    assert value(metrics, "steward_facts_dropped_total") == 1

    writer.start()
    await writer.flush()
    assert await dump(database) == naive([*kept[1:], late], UTC_ZONE)


async def test_a_flush_does_not_wait_for_what_was_let_go(
    make_writer: Callable[..., LedgerWriter], slow: Any
) -> None:
    writer = make_writer(slow, flush_size=1, buffer_limit=2)
    writer.start()
    writer.submit(message(1), "a text")
    await slow.entered()
    writer.submit(message(2))
    flushing = asyncio.create_task(writer.flush())
    await asyncio.sleep(0)
    for number in range(3, 9):
        writer.submit(message(number))
    assert not writer.recoverable.is_set()
    slow.go_on()

    async with asyncio.timeout(5):
        await flushing
        await writer.recoverable.wait()  # the database answers: the gap can be noted

    assert writer.missed.take(GUILD) == {70: (2, 6)}


@pytest.mark.parametrize("heard", [True, False])
async def test_the_mark_follows_what_was_heard_alone(
    database: Database, make_writer: Callable[..., LedgerWriter], heard: bool
) -> None:
    writer = make_writer()
    writer.complete = {GUILD}
    writer.start()
    writer.submit(message(1, at=NOON))
    writer.submit(message(2, at=NOON + timedelta(hours=1)), heard=heard)
    await writer.flush()

    async with database.read() as connection:
        mark = await seen_until(connection, GUILD)
    assert mark == NOON + timedelta(hours=1 if heard else 0) - timedelta(seconds=30)


# -- texts -----------------------------------------------------------------------------------


async def test_enrichers_mark_messages(
    database: Database, make_writer: Callable[..., LedgerWriter]
) -> None:
    asks = Reader(Marks(flags=MessageFlag.QUESTION))
    scores = Reader(Marks(score=0.5, language="en"))
    writer = make_writer(asks, scores)
    writer.start()

    writer.submit(message(1, flags=MessageFlag.REPLY), "how are you?")
    writer.submit(message(2, score=0.25, language="de"))  # nothing to read
    writer.submit(a_bit_of_everything()[1])
    await writer.flush()

    marked, unread = await messages(database)
    assert marked[8:] == (int(MessageFlag.QUESTION | MessageFlag.REPLY), "en", 0.5)
    assert unread[8:] == (0, "de", 0.25)
    assert threading.get_ident() not in asks.threads | scores.threads


async def test_enriching_does_not_block_the_loop(
    make_writer: Callable[..., LedgerWriter], database: Database, slow: Any
) -> None:
    writer = make_writer(slow)
    writer.start()
    writer.submit(message(1), "a text")

    await slow.entered()
    slow.go_on()  # comes from the loop: it runs while the enricher does
    await writer.flush()

    assert (await messages(database))[0][10] == 0.5


async def test_an_enricher_that_raises_costs_its_own_marks_alone(
    database: Database,
    make_writer: Callable[..., LedgerWriter],
    metrics: Metrics,
    log: list[dict[str, Any]],
) -> None:
    writer = make_writer(Reader(Marks(language="en"), fails_on="xyzzy"), Reader(Marks(score=0.5)))
    writer.start()

    writer.submit(message(1), SECRET)
    writer.submit(message(2), "hello")
    await writer.flush()

    assert [row[9:] for row in await messages(database)] == [(None, 0.5), ("en", 0.5)]
    assert value(metrics, "steward_errors_total", place="enricher") == 1
    assert [(entry["error"], entry["part"]) for entry in log] == [("ValueError", "reader")]
    assert log[0]["reference"]
    assert "xyzzy" not in str(log)


async def test_the_text_never_reaches_the_database(
    database: Database, make_writer: Callable[..., LedgerWriter], tmp_path: Path
) -> None:
    writer = make_writer(Reader(Marks(score=0.5)), Reader(fails_on="xyzzy"))
    writer.start()

    for number in range(20):
        writer.submit(message(number), f"{SECRET} {number}")
    await writer.flush()

    assert len(await messages(database)) == 20
    assert "xyzzy" not in await whole_text(database)
    files = [file.read_bytes() for file in tmp_path.iterdir()]  # noqa: ASYNC240 - small ones
    assert not any(b"xyzzy" in content for content in files)


# -- stopping --------------------------------------------------------------------------------


async def test_stopping_writes_what_waits(
    database: Database, make_writer: Callable[..., LedgerWriter], metrics: Metrics
) -> None:
    writer = make_writer(flush_size=5, flush_interval_s=60)
    writer.start()
    for number in range(12):
        writer.submit(message(number))
    flushing = asyncio.create_task(writer.flush())

    assert await writer.stop() == 0
    await flushing

    assert len(await messages(database)) == 12
    assert not writer.submit(message(99))
    assert value(metrics, "steward_facts_dropped_total") == 1
    assert await writer.stop() == 0


async def test_stopping_an_idle_writer_takes_no_time(
    make_writer: Callable[..., LedgerWriter],
) -> None:
    writer = make_writer(flush_interval_s=60)
    writer.start()
    await asyncio.sleep(0.01)

    async with asyncio.timeout(1):
        assert await writer.stop() == 0


async def test_stopping_ends_within_its_grace(
    make_writer: Callable[..., LedgerWriter], slow: Any, log: list[dict[str, Any]]
) -> None:
    writer = make_writer(slow)
    writer.start()
    writer.submit(message(1), "a text")
    await slow.entered()
    writer.submit(message(2))
    flushing = asyncio.create_task(writer.flush())

    async with asyncio.timeout(2):
        assert await writer.stop(timedelta(seconds=0.05)) == 2

    with pytest.raises(RuntimeError, match="stopped before"):
        await flushing
    assert log[-1] == {"event": "facts left unwritten at stop", "count": 2, "log_level": "error"}


async def test_a_cancelled_flush_does_no_harm(
    database: Database, make_writer: Callable[..., LedgerWriter], slow: Any
) -> None:
    writer = make_writer(slow)
    writer.start()
    writer.submit(message(1), "a text")
    await slow.entered()
    flushing = asyncio.create_task(writer.flush())
    await asyncio.sleep(0)

    flushing.cancel()
    await asyncio.wait({flushing})
    slow.go_on()
    await writer.flush()

    assert flushing.cancelled()
    assert len(await messages(database)) == 1


async def test_an_enricher_that_never_ends_costs_one_batch_its_marks(
    database: Database,
    make_writer: Callable[..., LedgerWriter],
    metrics: Metrics,
    log: list[dict[str, Any]],
) -> None:
    stuck = Stuck()
    writer = make_writer(stuck, enrich_limit=timedelta(seconds=0.05))
    writer.start()
    try:
        writer.submit(message(1), "please stay")
        await writer.flush()
        writer.submit(message(2), "hello")
        await writer.flush()
    finally:
        stuck.go_on.set()

    assert [row[9] for row in await messages(database)] == [None, "en"]
    assert value(metrics, "steward_errors_total", place="enricher") == 1
    assert [(entry["event"], entry["part"]) for entry in log] == [("enrichers too slow", "stuck")]


async def test_a_ledger_counts_faulty_enrichers(
    database: Database, make_ledger: Callable[..., Ledger], metrics: Metrics
) -> None:
    ledger = make_ledger(metrics=metrics)
    ledger.enrichers.register(Reader(fails_on="xyzzy"))
    ledger.start()

    ledger.writer.submit(message(1), SECRET)
    await ledger.flush()

    assert value(metrics, "steward_errors_total", place="enricher") == 1


async def test_figures_do_not_wait_for_facts_behind_a_long_transaction(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger()
    ledger.start()
    fact = message(1)
    async with database.begin() as connection:
        await lock_guild(connection, fact.guild_id)
        ledger.writer.submit(fact)

        assert not await ledger.settle(timedelta(seconds=0.1))

    assert await ledger.settle(timedelta(seconds=20))
    assert len(await messages(database)) == 1


def test_a_batch_knows_its_size() -> None:
    assert len(Batch.of(a_bit_of_everything())) == 6
    assert len(Batch()) == 0
