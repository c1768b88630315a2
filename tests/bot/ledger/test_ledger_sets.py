"""Sets of members and sums of weeks follow from the days, also of days whose facts are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.activity import projection
from bot.activity.models import DaySet, FirstMessage, MemberDay, MemberWeek, Place, Stay
from bot.db import Database
from bot.ledger.facts import Fact, JoinFact
from bot.ledger.ledger import Ledger
from tests.bot.ledger.ledgerkit import (
    BERLIN,
    GUILD,
    MEMBERS,
    NOON,
    UTC_ZONE,
    a_bit_of_everything,
    dump,
    message,
    write,
)
from tests.bot.ledger.naive import naive, naive_sets

LONG_AGO = NOON - timedelta(days=500)
FACTS: list[Fact] = [
    *(fact for member in MEMBERS for fact in a_bit_of_everything(member, LONG_AGO)),
    *(message(number, 11, LONG_AGO + timedelta(hours=number)) for number in range(1, 9)),
    *(message(number, 12, NOON - timedelta(days=number)) for number in range(60, 70)),
    *(message(number, 99, NOON - timedelta(days=number)) for number in range(90, 93)),
]


async def follows(database: Database, zone: ZoneInfo = UTC_ZONE) -> bool:
    """Whether sets and weeks are those of the days, first messages and stays that are kept."""
    kept = await dump(
        database, [m.__table__ for m in (MemberDay, FirstMessage, Stay, DaySet, MemberWeek)]
    )
    members = {(row[0], row[1]): list(row[2:]) for row in kept["activity_member_day"]}
    first = dict(kept["activity_first_message"])
    weeks: Counter[tuple[int, int]] = Counter()
    for (day, member), counts in members.items():
        weeks[projection.monday_of(day), member] += counts[0]
    assert set(kept["activity_member_week"]) == {(*key, n) for key, n in weeks.items() if n}
    sets = naive_sets(members, first, kept["activity_stay"], zone)
    assert set(kept["activity_day_set"]) == sets
    return bool(sets)


async def old_days(database: Database, ledger: Ledger) -> None:
    await write(database, FACTS)
    assert await ledger.apply_retention(GUILD)


async def test_old_days_keep_their_sets_when_facts_go_and_all_is_computed_anew(
    database: Database, make_ledger: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "_PAGE", 2)
    ledger = make_ledger(retention_days=400)
    await old_days(database, ledger)
    before = await dump(database)
    assert before == naive(FACTS, UTC_ZONE)

    await ledger.rebuild(GUILD)

    assert await dump(database) == before
    assert await follows(database)


async def test_another_zone_keeps_the_sets_of_old_days(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    zones = {GUILD: UTC_ZONE}
    ledger = make_ledger(zones=zones, retention_days=400)
    await old_days(database, ledger)

    zones[GUILD] = BERLIN
    assert await ledger.catch_up(GUILD) == {"activity"}

    assert await follows(database, BERLIN)


async def test_who_is_forgotten_leaves_no_bit_and_no_place(
    database: Database, make_ledger: Callable[..., Ledger]
) -> None:
    ledger = make_ledger(retention_days=400)
    await old_days(database, ledger)

    for member in (99, 11):  # the one with the highest place, and one that is only in old days
        await ledger.forget(GUILD, member)
        assert await follows(database)

    # The next one gets a free place, and none of what others did.
    await write(database, [message(5_000, 555)])
    assert await follows(database)
    kept = await dump(database, [DaySet.__table__])
    assert {row[0] for row in kept["activity_day_set"] if row[2] == 555} == {NOON.toordinal()}
    async with database.read() as connection:
        places = (await connection.execute(select(Place.member_id, Place.place))).all()
    assert {row.member_id for row in places} == {12, 111, 1112, 555}
    assert len({row.place for row in places}) == 4


async def test_joining_is_noted_of_those_who_take_part(database: Database) -> None:
    joins: list[Fact] = [JoinFact(GUILD, member, LONG_AGO) for member in (1, 2)]
    await write(database, joins)
    assert (await dump(database, [DaySet.__table__]))["activity_day_set"] == []

    await write(database, [message(1, 2)])
    await write(database, [JoinFact(GUILD, 2, NOON - timedelta(days=1))])

    assert await dump(database) == naive(
        [*joins, message(1, 2), JoinFact(GUILD, 2, NOON - timedelta(days=1))], UTC_ZONE
    )
