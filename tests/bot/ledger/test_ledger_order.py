"""Figures are pure functions of the facts: order, cutting, repetition and lateness never matter."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.activity.projection import ActivityProjection
from bot.ledger.facts import Fact
from bot.ledger.maintenance import rebuild
from bot.ledger.store import TABLES, read_facts
from tests.bot.ledger.ledgerkit import (
    ACTIVITY_TABLES,
    ADDRESSED,
    DAY_TOTAL,
    FACT_TABLES,
    GUILD,
    AddressedProjection,
    batches,
    dump,
    histories,
    registry,
    sqlite_copy,
    write,
    zones,
)
from tests.bot.ledger.naive import key_of, naive

_ALL = [*FACT_TABLES, *ACTIVITY_TABLES, DAY_TOTAL, ADDRESSED]


@settings(max_examples=25)
@given(facts=histories, zone=zones, chance=st.randoms(use_true_random=False))
def test_any_order_gives_the_naive_figures(
    sqlite_template: Path, facts: list[Fact], zone: ZoneInfo, chance: random.Random
) -> None:
    async def check() -> None:
        async with sqlite_copy(sqlite_template) as database:
            new = 0
            for batch in batches(facts, chance):
                new += await write(database, batch, zone=zone)

            assert new == len(facts)
            assert await dump(database) == naive(facts, zone)

    asyncio.run(check())


@settings(max_examples=12)
@given(facts=histories, zone=zones, chance=st.randoms(use_true_random=False))
def test_a_rebuild_changes_nothing(
    sqlite_template: Path, facts: list[Fact], zone: ZoneInfo, chance: random.Random
) -> None:
    async def check() -> None:
        projections = registry(ActivityProjection(), AddressedProjection())
        async with sqlite_copy(sqlite_template) as database:
            for batch in batches(facts, chance):
                await write(database, batch, projections, zone)
            before = await dump(database, _ALL)

            async with database.begin() as connection:
                read = await rebuild(connection, GUILD, projections, zone)

            assert read == len(facts)
            assert await dump(database, _ALL) == before

    asyncio.run(check())


@settings(max_examples=12)
@given(facts=histories)
def test_facts_come_back_as_they_were_written(sqlite_template: Path, facts: list[Fact]) -> None:
    async def check() -> None:
        async with sqlite_copy(sqlite_template) as database:
            await write(database, facts)

            async with database.read() as connection:
                found = [
                    fact
                    async for batch in read_facts(connection, GUILD)
                    for kind in TABLES
                    for fact in batch.by_kind()[kind]
                ]

            assert sorted(found, key=key_of) == sorted(facts, key=key_of)

    asyncio.run(check())
