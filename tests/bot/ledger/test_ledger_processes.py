"""Two processes on one database: nothing is counted twice, nothing is missed, nobody deadlocks."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.ledger.facts import Fact, JoinFact, LeaveFact
from bot.ledger.ledger import Ledger
from bot.ledger.transaction import lock_guild
from bot.ledger.write import write_guild
from tests.bot.ledger.ledgerkit import (
    FACT_TABLES,
    GUILD,
    MEMBERS,
    NOON,
    UTC_ZONE,
    AddressedProjection,
    a_bit_of_everything,
    dump,
    make_addressed_tables,
    message,
    registry,
    without,
    write,
)
from tests.bot.ledger.naive import naive

FACTS = [fact for member in MEMBERS for fact in a_bit_of_everything(member)]


@asynccontextmanager
async def unfinished_write(database: Database, facts: list[Fact]) -> AsyncIterator[AsyncConnection]:
    """A transaction of another process that has written and not committed."""
    async with database.begin() as connection:
        await lock_guild(connection, GUILD)
        await write_guild(connection, GUILD, facts, registry(), UTC_ZONE)
        yield connection


async def begun(work: Any) -> asyncio.Task[Any]:
    """A task that has had time to get as far as it can."""
    task = asyncio.create_task(work)
    await asyncio.sleep(0.1)
    return task


async def test_two_writers_of_the_same_facts_count_each_once(
    database: Database, other_database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledgers = [make_ledger(at=at, flush_size=7) for at in (database, other_database)]
    facts: list[Fact] = [*FACTS, *(message(number, 11 + number % 2) for number in range(500, 540))]
    for seed, ledger in enumerate(ledgers):
        ledger.start()
        for fact in random.Random(seed).sample(facts, len(facts)):  # noqa: S311 - any order does
            ledger.writer.submit(fact)

    await asyncio.gather(*(ledger.flush() for ledger in ledgers))

    assert await dump(database) == naive(facts, UTC_ZONE)


async def test_a_rebuild_waits_for_a_write_of_another_process(
    database: Database, other_database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await write(database, FACTS[:6])
    ledger = make_ledger(at=other_database)

    async with unfinished_write(database, FACTS):
        rebuilding = await begun(ledger.rebuild(GUILD))
        assert not rebuilding.done()

    assert await rebuilding == len(FACTS)
    assert await dump(database) == naive(FACTS, UTC_ZONE)


async def test_a_write_waits_for_a_rebuild_of_another_process(
    database: Database, other_database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    class Slow(ActivityProjection):
        cleared = asyncio.Event()
        go_on = asyncio.Event()

        async def clear(self, *args: Any) -> None:
            await super().clear(*args)
            self.cleared.set()
            await self.go_on.wait()

    slow = Slow()
    await write(database, FACTS[:6])
    rebuilding = asyncio.create_task(make_ledger(slow).rebuild(GUILD))
    await asyncio.wait_for(slow.cleared.wait(), 5)

    writing = await begun(write(other_database, FACTS))
    assert not writing.done()
    slow.go_on.set()

    assert await rebuilding == 6
    assert await writing == len(FACTS) - 6
    assert await dump(database) == naive(FACTS, UTC_ZONE)


async def test_rebuilding_beside_a_running_writer_misses_and_doubles_nothing(
    database: Database, other_database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await make_addressed_tables(database)
    facts = [message(number, 11 + number % 2, mentions=(12,)) for number in range(300)]
    await write(database, facts[:50])
    writing = make_ledger(at=other_database, flush_size=10)
    writing.start()
    rebuilding = make_ledger(ActivityProjection(), AddressedProjection())

    for start in range(50, 300, 50):
        for fact in facts[start : start + 50]:
            writing.writer.submit(fact)
        await asyncio.gather(writing.flush(), rebuilding.rebuild(GUILD))
    # The writer does not know the other projection, so what it wrote last made that one stale.
    await rebuilding.catch_up(GUILD)

    assert await dump(database) == naive(facts, UTC_ZONE)
    async with database.read() as connection:
        total = await connection.exec_driver_sql("SELECT sum(times) FROM test_addressed")
        assert total.scalar() == 300


async def test_a_stay_is_whole_where_join_and_leave_come_by_two_processes(
    database: Database, other_database: Database
) -> None:
    join = JoinFact(GUILD, 11, NOON)
    leave = LeaveFact(GUILD, 11, NOON + timedelta(hours=1))
    await write(database, [message(1)])

    async with unfinished_write(database, [join]):
        leaving = await begun(write(other_database, [leave]))

    await leaving
    assert (await dump(database))["activity_stay"] == [(11, NOON, leave.at, "left")]


@pytest.mark.parametrize("opting_out", [False, True])
async def test_a_write_under_way_does_not_outlive_forgetting(
    database: Database,
    other_database: Database,
    make_ledger: Callable[..., Ledger],
    opting_out: bool,
) -> None:
    ledger = make_ledger(at=other_database)
    forget = ledger.opt_out if opting_out else ledger.forget

    async with unfinished_write(database, FACTS):
        forgetting = await begun(forget(GUILD, 11))

    assert await forgetting == 6
    assert await dump(database) == naive(without(FACTS, 11), UTC_ZONE)
    assert (await dump(database, FACT_TABLES))["ledger_voice"]


async def test_the_first_facts_of_a_guild_by_two_processes(
    database: Database, other_database: Database
) -> None:
    async with unfinished_write(database, FACTS[:6]):
        writing = await begun(write(other_database, FACTS))

    assert await writing == len(FACTS) - 6
    assert await dump(database) == naive(FACTS, UTC_ZONE)


async def test_two_guilds_do_not_wait_for_each_other(
    database: Database, other_database: Database
) -> None:
    if database.dialect == "sqlite":
        return  # a file has one writer at a time
    async with unfinished_write(database, FACTS), asyncio.timeout(5):
        assert await write(other_database, [message(1, guild_id=7)]) == 1
