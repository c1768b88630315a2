"""The retention period: single facts go, daily figures stay, nothing is counted again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.ledger.ledger import Ledger
from tests.bot.ledger.ledgerkit import (
    ADDRESSED,
    GUILD,
    NOON,
    UTC_ZONE,
    AddressedProjection,
    FaultyProjection,
    a_bit_of_everything,
    dump,
    make_addressed_tables,
    write,
)
from tests.bot.ledger.naive import naive

OLD = [
    fact
    for number, days in enumerate((500, 450, 401, 399, 30), 1)
    for fact in a_bit_of_everything(10 + number, NOON - timedelta(days=days))
]


async def test_retention_drops_facts_and_keeps_figures(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger(retention_days=400)
    await write(database, OLD)
    before = await dump(database)

    dropped = await ledger.apply_retention(GUILD)

    assert dropped == 3 * 4  # three days of message, reaction, voice and use
    assert await ledger.rebuild(GUILD) == len(OLD) - dropped
    assert await dump(database) == before == naive(OLD, UTC_ZONE)
    assert await ledger.apply_retention(GUILD) == 0


async def test_retention_without_anything_old_draws_no_line(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger(retention_days=400)
    await write(database, a_bit_of_everything())

    assert await ledger.apply_retention(GUILD) == 0

    late = a_bit_of_everything(99, NOON - timedelta(days=500))
    assert await write(database, late) == 6


async def test_what_the_retention_period_took_is_not_counted_again(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger(retention_days=400)
    await write(database, OLD)
    await ledger.apply_retention(GUILD)

    new = await write(database, OLD)

    assert new == 0
    assert await dump(database) == naive(OLD, UTC_ZONE)


async def test_old_joins_are_taken_after_the_retention_period(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    # The census finds members who joined long ago.
    ledger = make_ledger(retention_days=400)
    await write(database, OLD)
    await ledger.apply_retention(GUILD)
    long_ago = a_bit_of_everything(99, NOON - timedelta(days=900))[3:5]

    assert await write(database, long_ago) == 2
    assert await dump(database) == naive([*OLD, *long_ago], UTC_ZONE)


async def test_retention_first_counts_what_is_stale(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await make_addressed_tables(database)
    ledger = make_ledger(ActivityProjection(), AddressedProjection(), retention_days=400)
    await write(database, OLD)  # without the new feature

    await ledger.apply_retention(GUILD)

    rows = (await dump(database, [ADDRESSED]))["test_addressed"]
    assert sum(row[2] for row in rows) == 2 * 5


async def test_retention_does_not_wait_for_a_faulty_feature(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger(FaultyProjection(), ActivityProjection(), retention_days=400)
    await write(database, OLD)

    assert await ledger.apply_retention(GUILD) == 12


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo"])
async def test_another_zone_after_the_retention_period_keeps_the_old_days(
    database: Database, make_ledger: Callable[..., Ledger], zone: str
) -> None:
    zones = {GUILD: UTC_ZONE}
    ledger = make_ledger(zones=zones, retention_days=400)
    await write(database, OLD)
    await ledger.apply_retention(GUILD)
    horizon = (NOON - timedelta(days=400)).toordinal()

    zones[GUILD] = ZoneInfo(zone)
    await ledger.catch_up(GUILD)

    then, now = naive(OLD, UTC_ZONE), naive(OLD, ZoneInfo(zone))
    found = (await dump(database))["activity_member_day"]
    assert found == sorted(
        [row for row in then["activity_member_day"] if row[0] < horizon]
        + [row for row in now["activity_member_day"] if row[0] >= horizon],
        key=repr,
    )
    assert (await dump(database))["activity_stay"] == now["activity_stay"]
