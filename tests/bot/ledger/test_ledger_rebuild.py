"""Rebuilding: new zones, new versions, new and faulty features, the whole past each time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.activity.projection import ActivityProjection
from bot.db import Database
from bot.errors import FeatureError
from bot.ledger import ledger as ledger_module
from bot.ledger import maintenance, store
from bot.ledger.ledger import Ledger
from bot.ledger.projections import Projection, ProjectionError
from bot.ledger.write import write_guild
from bot.ops.metrics import Metrics
from tests.bot.ledger.ledgerkit import (
    ADDRESSED,
    BERLIN,
    DAY_TOTAL,
    GUILD,
    NOON,
    UTC_ZONE,
    AddressedProjection,
    FaultyProjection,
    a_bit_of_everything,
    dump,
    make_addressed_tables,
    message,
    moved,
    registry,
    until,
    write,
)
from tests.bot.ledger.naive import naive

LATE = NOON.replace(hour=23, minute=30)  # the next day in Berlin
FACTS = [*a_bit_of_everything(11, LATE), *a_bit_of_everything(12), message(5, 12, LATE)]
OWN = (DAY_TOTAL, ADDRESSED)


async def stale(database: Database, *projections: Projection) -> set[str]:
    async with database.read() as connection:
        return await maintenance.stale_projections(
            connection, GUILD, registry(*projections), UTC_ZONE
        )


async def test_another_zone_cuts_the_whole_past_anew(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    zones = {GUILD: UTC_ZONE}
    ledger = make_ledger(zones=zones)
    await write(database, FACTS)

    zones[GUILD] = BERLIN
    rebuilt = await ledger.catch_up(GUILD)

    assert rebuilt == {"activity"}
    assert await dump(database) == naive(FACTS, BERLIN) != naive(FACTS, UTC_ZONE)
    assert await ledger.catch_up(GUILD) == set()


async def test_facts_follow_the_zone_that_their_figures_were_cut_in(database: Database) -> None:
    await write(database, FACTS[:6], zone=BERLIN)

    await write(database, FACTS, zone=UTC_ZONE)

    assert await dump(database) == naive(FACTS, BERLIN)


async def test_a_zone_that_changes_during_a_rebuild_wins(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    zones = {GUILD: UTC_ZONE}
    ledger = make_ledger(Switching(zones), zones=zones)
    await write(database, FACTS)

    await ledger.catch_up(GUILD)

    assert await dump(database) == naive(FACTS, BERLIN)


class Switching(ActivityProjection):
    """Somebody sets another zone just while the figures are computed."""

    version = ActivityProjection.version + 1

    def __init__(self, zones: dict[int, Any]) -> None:
        self._zones = zones

    async def clear(self, *args: Any) -> None:
        self._zones[GUILD] = BERLIN
        await super().clear(*args)


async def test_a_new_feature_gets_the_past(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await make_addressed_tables(database)
    await write(database, FACTS)
    ledger = make_ledger(ActivityProjection(), AddressedProjection())

    assert await ledger.catch_up(GUILD) == {"addressed"}

    first = await dump(database, OWN)
    assert sum(row[2] for row in first["test_addressed"]) == 4
    assert await dump(database) == naive(FACTS, UTC_ZONE)
    assert await ledger.rebuild(GUILD) == len(FACTS)
    assert await dump(database, OWN) == first


async def test_a_new_version_computes_the_past_anew(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await make_addressed_tables(database)
    await write(database, FACTS, registry(AddressedProjection(1)))
    ledger = make_ledger(AddressedProjection(2))

    assert await ledger.catch_up(GUILD) == {"addressed"}

    assert sum(row[2] for row in (await dump(database, OWN))["test_addressed"]) == 8


async def test_a_stale_projection_is_named_and_left_alone_by_writes(database: Database) -> None:
    await make_addressed_tables(database)
    await write(database, FACTS[:6])
    both = registry(ActivityProjection(), AddressedProjection())

    async with database.begin() as connection:
        _, named = await write_guild(connection, GUILD, FACTS, both, UTC_ZONE)

    assert named == {"addressed"}
    assert await dump(database, OWN) == {"test_day_total": [], "test_addressed": []}
    assert await dump(database) == naive(FACTS, UTC_ZONE)


async def test_what_a_version_misses_makes_it_stale_for_good(database: Database) -> None:
    # An older process writes after a newer one has rebuilt, as in a rolling restart.
    await make_addressed_tables(database)
    await write(database, FACTS[:6], registry(AddressedProjection(2)))

    await write(database, FACTS, registry(AddressedProjection(1)))

    assert await stale(database, AddressedProjection(2)) == {"addressed"}


async def test_what_a_removed_feature_misses_makes_it_stale(database: Database) -> None:
    await make_addressed_tables(database)
    await write(database, FACTS[:6], registry(ActivityProjection(), AddressedProjection()))

    await write(database, FACTS, registry(ActivityProjection()))

    assert await stale(database, AddressedProjection()) == {"addressed"}


async def test_repetition_makes_nothing_stale(database: Database) -> None:
    await make_addressed_tables(database)
    await write(database, FACTS, registry(ActivityProjection(), AddressedProjection()))

    await write(database, FACTS, registry(ActivityProjection()))

    assert await stale(database, AddressedProjection()) == set()


async def test_a_write_to_a_stale_guild_starts_a_rebuild(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await make_addressed_tables(database)
    await write(database, FACTS[:6])
    ledger = make_ledger(ActivityProjection(), AddressedProjection())
    ledger.start()

    for fact in FACTS[6:]:
        ledger.writer.submit(fact)
    await ledger.flush()
    await until(lambda: not ledger._rebuilding)

    assert sum(row[2] for row in (await dump(database, OWN))["test_addressed"]) == 4


async def test_a_faulty_feature_costs_only_its_own_figures(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await make_addressed_tables(database)
    metrics = Metrics()
    faulty = FaultyProjection()
    ledger = make_ledger(faulty, ActivityProjection(), metrics=metrics)
    ledger.start()

    for fact in FACTS:
        ledger.writer.submit(fact)
    await ledger.flush()

    assert await dump(database) == naive(FACTS, UTC_ZONE)
    assert await stale(database, faulty) == {"addressed"}
    assert await ledger.catch_up(GUILD) == set()
    with pytest.raises(ProjectionError, match="'addressed' cannot be computed"):
        await ledger.rebuild(GUILD)
    assert await dump(database) == naive(FACTS, UTC_ZONE)

    faulty.broken = False
    assert await ledger.catch_up(GUILD) == {"addressed"}
    assert sum(row[2] for row in (await dump(database, OWN))["test_addressed"]) == 4
    # Once by each batch and each rebuild.
    assert metrics.registry.get_sample_value("steward_errors_total", {"place": "projection"}) >= 3


async def test_a_slow_feature_costs_only_its_own_figures_until_it_is_quick_again(
    database: Database, make_ledger: Callable[..., Ledger], log: list[dict[str, Any]]
) -> None:
    class SlowProjection(AddressedProjection):
        slow = True

        async def add(self, connection: Any, *args: Any) -> None:
            if self.slow and connection.dialect.name == "postgresql":
                await connection.exec_driver_sql("SELECT pg_sleep(60)")
            elif self.slow:
                await asyncio.Event().wait()
            await super().add(connection, *args)

    await make_addressed_tables(database)
    slow = SlowProjection()
    ledger = make_ledger()
    ledger.projections._limit = timedelta(seconds=0.05)
    ledger.projections.register(slow)
    ledger.start()

    for fact in FACTS:
        ledger.writer.submit(fact)
    await ledger.flush()

    assert await dump(database) == naive(FACTS, UTC_ZONE)
    assert await stale(database, slow) == {"addressed"}
    assert (log[0]["event"], log[0]["part"], log[0]["error"]) == (
        "projection failed",
        "addressed",
        "TimeoutError",
    )
    assert log[0]["reference"]

    slow.slow = False
    assert await ledger.catch_up(GUILD) == {"addressed"}
    assert sum(row[2] for row in (await dump(database, OWN))["test_addressed"]) == 4


async def test_a_faulty_feature_is_not_rebuilt_with_every_batch(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    await make_addressed_tables(database)
    faulty = Counting()
    ledger = make_ledger(faulty)
    await write(database, FACTS)
    ledger.start()

    for number in range(100, 105):
        ledger.writer.submit(message(number))
        await ledger.flush()
        await asyncio.sleep(0.02)

    assert faulty.rebuilds == 1


async def test_a_rebuild_that_fails_is_told_and_tried_again_later(
    database: Database,
    make_ledger: Callable[..., Ledger],
    log: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Away(ActivityProjection):
        version = ActivityProjection.version + 1
        tries = 0

        async def clear(self, *args: Any) -> None:
            self.tries += 1
            if self.tries == 1:
                raise ConnectionResetError
            await super().clear(*args)

    monkeypatch.setattr(ledger_module, "_PAUSE_AFTER_FAILURE", timedelta(0))
    ledger = make_ledger(Away())
    await write(database, FACTS)
    ledger.start()

    for number in (100, 101):
        ledger.writer.submit(message(number))
        await ledger.flush()
        await until(lambda: not ledger._rebuilding)

    assert [entry["event"] for entry in log] == ["figures not rebuilt", "figures rebuilt"]
    assert await dump(database) == naive([*FACTS, message(100), message(101)], UTC_ZONE)


class Counting(FaultyProjection):
    rebuilds = 0

    async def clear(self, *args: Any) -> None:
        self.rebuilds += 1


async def test_pages_of_a_rebuild_are_joined_without_a_seam(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PAGE", 2)
    facts = [*FACTS, *(message(number, 111) for number in range(40, 47))]
    await write(database, facts)

    async with database.begin() as connection:
        read = await maintenance.rebuild(connection, GUILD, registry(), BERLIN)

    assert read == len(facts)
    assert await dump(database) == naive(facts, BERLIN)


async def test_guilds_do_not_touch_each_other(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger()
    await write(database, FACTS)
    await write(database, [moved(fact, 7) for fact in FACTS])

    await ledger.forget(7, 11)
    await ledger.rebuild(7)

    assert await dump(database) == naive(FACTS, UTC_ZONE)
    assert await ledger.guilds() == {GUILD, 7}


def test_two_projections_of_one_name_are_refused() -> None:
    projections = registry(AddressedProjection())

    with pytest.raises(FeatureError, match="'addressed'"):
        projections.register(AddressedProjection())
    assert projections.get("addressed").version == 1
