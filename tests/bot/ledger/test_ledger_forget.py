"""Forgetting and opting out: as if the member had never been there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from sqlalchemy import select

from bot.activity.models import FirstMessage, MemberDay
from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.ledger import maintenance, store
from bot.ledger.facts import Fact
from bot.ledger.ledger import Ledger
from bot.ledger.models import OptOut
from tests.bot.ledger.ledgerkit import (
    ACTIVITY_TABLES,
    ADDRESSED,
    DAY_TOTAL,
    FACT_TABLES,
    GUILD,
    MEMBERS,
    NOON,
    UTC_ZONE,
    AddressedProjection,
    a_bit_of_everything,
    dump,
    histories,
    make_addressed_tables,
    message,
    registry,
    sqlite_copy,
    whole_text,
    without,
    write,
    zones,
)
from tests.bot.ledger.naive import naive

ALL = [*FACT_TABLES, *ACTIVITY_TABLES, DAY_TOTAL, ADDRESSED]
BOTH = (ActivityProjection(), AddressedProjection())
FACTS = [fact for member in MEMBERS for fact in a_bit_of_everything(member)]


@settings(max_examples=12)
@given(facts=histories, zone=zones)
def test_forgetting_equals_a_history_without_the_member(
    sqlite_template: Path, facts: list[Fact], zone: ZoneInfo
) -> None:
    async def check() -> None:
        projections = registry(*BOTH)
        async with (
            sqlite_copy(sqlite_template) as database,
            sqlite_copy(sqlite_template) as other,
        ):
            await write(database, facts, projections, zone)
            await write(other, without(facts, 11), projections, zone)

            async with database.begin() as connection:
                removed = await maintenance.forget(connection, GUILD, 11, projections)

            assert removed == len(facts) - len(without(facts, 11))
            assert await dump(database, ALL) == await dump(other, ALL)

    asyncio.run(check())


async def test_no_table_names_who_was_forgotten(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    member = 424242424242
    ledger = make_ledger()
    await write(database, [*a_bit_of_everything(member), message(1, 12, mentions=(11, member, 12))])

    removed = await ledger.forget(GUILD, member)

    assert removed == 6
    assert str(member) not in await whole_text(database)
    assert "11 12" in await whole_text(database)


async def test_forgetting_takes_page_after_page(
    database: Database, make_ledger: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PAGE", 2)
    await make_addressed_tables(database)
    facts = [
        *FACTS,
        *(message(number, 11) for number in range(1, 6)),
        *(message(number, 12, mentions=(11, 111)) for number in range(6, 11)),
    ]
    ledger = make_ledger(*BOTH)
    await write(database, facts, ledger.projections)

    assert await ledger.forget(GUILD, 11) == 11

    forgotten = await dump(database, ALL)
    await ledger.rebuild(GUILD)
    assert await dump(database, ALL) == forgotten
    assert await dump(database) == naive(without(facts, 11), UTC_ZONE)


async def test_what_was_submitted_before_is_forgotten_too(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger(flush_interval_s=60)
    ledger.start()
    for fact in FACTS:
        ledger.writer.submit(fact)

    assert await ledger.forget(GUILD, 11) == 6

    assert await dump(database) == naive(without(FACTS, 11), UTC_ZONE)


async def test_facts_in_the_hands_of_an_enricher_are_forgotten_too(
    database: Database, make_ledger: Callable[..., Ledger], slow: Any
) -> None:
    ledger = make_ledger(flush_interval_s=0.001)
    ledger.enrichers.register(slow)
    ledger.start()
    ledger.writer.submit(message(1, 11), "some text")
    await slow.entered()

    forgetting = asyncio.create_task(ledger.forget(GUILD, 11))
    await asyncio.sleep(0)
    slow.go_on()

    assert await forgetting == 1
    assert (await dump(database, FACT_TABLES))["ledger_message"] == []


async def test_someone_known_to_figures_alone_is_forgotten(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger(retention_days=400)
    await write(database, a_bit_of_everything(11, NOON - timedelta(days=500))[:3])
    await ledger.apply_retention(GUILD)
    assert (await dump(database, [MemberDay.__table__]))["activity_member_day"]

    assert await ledger.forget(GUILD, 11) == 0

    left = await dump(database, [MemberDay.__table__, FirstMessage.__table__])
    assert left == {"activity_member_day": [], "activity_first_message": []}


async def test_forgetting_a_stranger_changes_nothing(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await write(database, FACTS)

    assert await make_ledger().forget(GUILD, 5) == 0

    assert await dump(database) == naive(FACTS, UTC_ZONE)


async def test_a_faulty_feature_does_not_keep_anybody_from_being_forgotten(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    class Faulty(AddressedProjection):
        async def remove(self, *_args: Any) -> None:
            raise KeyError("a fault")

    await make_addressed_tables(database)
    ledger = make_ledger(ActivityProjection(), Faulty())
    await write(database, FACTS, ledger.projections)

    assert await ledger.forget(GUILD, 11) == 6

    assert await dump(database) == naive(without(FACTS, 11), UTC_ZONE)
    assert await ledger.catch_up(GUILD) == {"addressed"}
    addressed = (await dump(database, [ADDRESSED]))["test_addressed"]
    assert {row[1] for row in addressed} == {12, 111}


# -- opting out ------------------------------------------------------------------------------


async def test_opting_out_removes_and_refuses(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger()
    await write(database, FACTS)

    assert await ledger.opt_out(GUILD, 11) == 6
    assert await write(database, [*a_bit_of_everything(11), message(1, 12, mentions=(11, 12))]) == 1

    facts = [*without(FACTS, 11), message(1, 12, mentions=(12,))]
    assert await dump(database) == naive(facts, UTC_ZONE)
    mentions = {row[6] for row in (await dump(database, FACT_TABLES))["ledger_message"]}
    assert mentions == {"12 111", "12"}


async def test_opting_out_may_keep_the_past(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger()
    await write(database, FACTS)

    assert await ledger.opt_out(GUILD, 11, forget=False) == 0
    assert await ledger.opt_out(GUILD, 11, forget=False) == 0  # a second time is harmless
    assert await write(database, [message(1, 11), message(2, 12)]) == 1

    assert await dump(database) == naive([*FACTS, message(2, 12)], UTC_ZONE)


async def test_opting_in_again_begins_anew(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger()
    await write(database, FACTS)
    await ledger.opt_out(GUILD, 11)

    await ledger.opt_in(GUILD, 11)

    assert await write(database, [message(1, 11)]) == 1
    async with database.read() as connection:
        assert (await connection.execute(select(OptOut.member_id))).all() == []


async def test_facts_on_their_way_are_never_written_after_opting_out(
    database: Database, make_ledger: Callable[..., Ledger], slow: Any
) -> None:
    ledger = make_ledger(flush_interval_s=0.001)
    ledger.enrichers.register(slow)
    ledger.start()
    ledger.writer.submit(message(1, 11), "some text")
    await slow.entered()
    ledger.writer.submit(message(2, 11))

    await ledger.opt_out(GUILD, 11)
    slow.go_on()
    await ledger.flush()

    assert (await dump(database, FACT_TABLES))["ledger_message"] == []
