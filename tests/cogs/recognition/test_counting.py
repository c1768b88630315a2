"""Points are a pure function of facts and deeds, and places one of the points."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from bot.db import Database
from bot.deeds import Deed, DeedKind
from bot.ledger.facts import Fact, MessageFact, VoiceFact
from bot.ledger.maintenance import forget, opt_out
from bot.ledger.transaction import lock_guild
from cogs.recognition.models import DEED, HIDDEN
from cogs.recognition.repository import places, scores
from cogs.recognition.settings import GuildSettings
from tests.bot.ledger.ledgerkit import GUILD, MEMBERS, batches, histories, sqlite_copy, zones
from tests.cogs.recognition.recognitionkit import House, naive, naive_ranking

BERLIN = ZoneInfo("Europe/Berlin")
# Some of the histories' days lie in windows that are kept, some before.
NOW = datetime(2024, 4, 20, 12, tzinfo=UTC)
MARCH = datetime(2024, 3, 20, 12, tzinfo=UTC)
WEIGHTS = GuildSettings().weights

_deed = st.builds(
    Deed,
    guild_id=st.just(GUILD),
    kind=st.sampled_from(DeedKind),
    key=st.sampled_from(("a", "b", "c")),
    member_id=st.sampled_from(MEMBERS),
    at=st.integers(0, 40).map(lambda days: MARCH + timedelta(days=days)),
    by_id=st.none() | st.sampled_from(MEMBERS),
    worth=st.sampled_from((100, 50)),
)
_deeds = st.lists(_deed, max_size=8, unique_by=lambda deed: (deed.kind, deed.key, deed.member_id))


async def check_points(house: House, facts: list[Fact], deeds: list[Deed]) -> None:
    expected = naive(facts, deeds, WEIGHTS, NOW, house.zone)
    assert await house.points() == expected
    for scale, points in expected.items():
        assert await house.ranking(scale) == naive_ranking(points)


@settings(max_examples=20)
@given(
    facts=histories,
    deeds=_deeds,
    zone=zones,
    chance=st.randoms(use_true_random=False),
)
def test_order_repetition_and_lateness_do_not_matter(
    sqlite_template: Path,
    facts: list[Fact],
    deeds: list[Deed],
    zone: ZoneInfo,
    chance: random.Random,
) -> None:
    """Also what is deleted or voided, before it comes or after, is as if it never had been."""
    spam = {f.message_id for f in facts if isinstance(f, MessageFact) and chance.random() < 0.3}
    voided = [deed for deed in deeds if chance.random() < 0.3]
    left = [f for f in facts if not (isinstance(f, MessageFact) and f.message_id in spam)]

    async def check() -> None:
        async with sqlite_copy(sqlite_template) as database:
            house = House(database, NOW, zone)
            steps = [
                *(lambda batch=batch: house.write(batch) for batch in batches(facts, chance)),
                *(lambda deed=deed: house.note(deed) for deed in deeds * 2),
                *(lambda deed=deed: house.void(deed) for deed in voided),
                *(lambda one=one: house.deeds.deleted(GUILD, [one]) for one in spam),
            ]
            chance.shuffle(steps)
            # What a guild begins with decides the zone of its days.
            await house.rebuild()
            for step in steps:
                await step()

            counted = [deed for deed in deeds if deed not in voided]
            await check_points(house, left, counted)
            await house.rebuild()
            await check_points(house, left, counted)

    asyncio.run(check())


def message(number: int, member: int, at: datetime) -> MessageFact:
    return MessageFact(GUILD, number, 70, member, at)


@pytest.fixture
def house(database: Database) -> House:
    return House(database, NOW, BERLIN)


FACTS: list[Fact] = [
    *(message(day, 11, MARCH + timedelta(days=day)) for day in (1, 2, 4, 5)),
    *(message(100 + number, 12, MARCH + timedelta(minutes=10 * number)) for number in range(30)),
    VoiceFact(GUILD, 80, 111, MARCH, 900, 800),
]
KUDOS = Deed(GUILD, DeedKind.KUDOS, "k1", 111, MARCH, by_id=11)
EVENT = Deed(GUILD, DeedKind.EVENT, "e1", 12, MARCH + timedelta(days=3))


async def test_streaks_that_grow_together_late(house: House) -> None:
    late = message(9, 11, MARCH + timedelta(days=3))
    await house.write(FACTS)
    await check_points(house, FACTS, [])
    await house.write([late])
    await check_points(house, [*FACTS, late], [])
    await house.deeds.deleted(GUILD, [9])
    await check_points(house, FACTS, [])


async def test_who_is_forgotten_is_on_no_board_and_judged_nothing(house: House) -> None:
    await house.write(FACTS)
    await house.note(KUDOS, EVENT)
    await check_points(house, FACTS, [KUDOS, EVENT])
    async with house.database.begin() as connection:
        await lock_guild(connection, GUILD)
        await forget(connection, GUILD, 11, house.projections)
        await forget(connection, GUILD, 12, house.projections)
    left = [fact for fact in FACTS if isinstance(fact, VoiceFact)]
    await check_points(house, left, [KUDOS])
    async with house.database.read() as connection:
        assert (await connection.execute(select(DEED.c.member_id, DEED.c.by_id))).all() == [
            (111, None)
        ]


async def test_nothing_is_noted_of_who_switched_tracking_off(house: House) -> None:
    await house.write(FACTS)
    async with house.database.begin() as connection:
        await opt_out(connection, GUILD, 111, NOW)
    await house.note(KUDOS, EVENT)
    await check_points(house, FACTS, [EVENT])


async def test_new_weights_are_applied_to_the_past(house: House) -> None:
    await house.write(FACTS)
    await house.note(KUDOS)
    for key, value in (("xp_block", 2), ("blocks_a_day", 100), ("xp_kudos", 40)):
        await house.store.set(GUILD, GuildSettings, key, value)
    later = message(200, 12, MARCH + timedelta(days=1))
    await house.write([later])
    # Until everything is computed anew, all days are weighed as before.
    await check_points(house, [*FACTS, later], [KUDOS])
    await house.levels.recount(GUILD)
    new = (await house.store.get(GUILD, GuildSettings)).weights
    assert new == replace(WEIGHTS, block=2, blocks_a_day=100, deeds=(25, 40, 30, 50))
    assert await house.points() == naive([*FACTS, later], [KUDOS], new, NOW, BERLIN)


async def test_who_is_hidden_is_on_no_board_and_back_as_before(house: House) -> None:
    await house.write(FACTS[:5])
    hidden = {"guild_id": GUILD, "member_id": 12, "since": NOW}
    async with house.database.begin() as connection:
        await connection.execute(insert(HIDDEN).values(**hidden))
        await scores.show_or_hide(connection, GUILD, 12, shown=False)
    await house.write(FACTS)
    xp = (0, 0, 0)
    assert [member for member, _, _ in await house.ranking(xp)] == [11, 111]
    async with house.database.begin() as connection:
        await connection.execute(HIDDEN.delete())
        await scores.show_or_hide(connection, GUILD, 12, shown=True)
    await check_points(house, FACTS, [])


async def test_windows_that_are_long_over_are_dropped(house: House) -> None:
    await house.write(FACTS)
    before = await house.points()
    house.clock.set(NOW + timedelta(days=40))
    await house.levels.upkeep(GUILD, timedelta(days=30))
    after = await house.points()
    assert after == {scale: points for scale, points in before.items() if not scale[1]}
    assert after != before
    await house.write([message(300, 11, MARCH)])
    assert all(not span for _, span, _ in await house.points())


async def test_pages_and_neighbours(house: House) -> None:
    """Ties share a place; a page before an entry ends there, one after it begins there."""
    # 30 members, whose XP is 5, 5, 5, 10, 10, 10 …
    await house.write(
        [
            message(1_000 * member + number, member, MARCH + timedelta(minutes=10 * number))
            for member in range(1, 31)
            for number in range((member + 2) // 3)
        ]
    )
    xp = (0, 0, 0)
    expected = naive_ranking((await house.points())[xp])
    assert await house.ranking(xp) == expected
    async with house.database.read() as connection:
        for skip in (0, 1, 14, 28):
            member, points, _ = expected[skip]
            around = await places.page(connection, GUILD, xp, after=(points, member), size=4)
            assert [(o.member_id, o.points, o.place) for o in around] == expected[skip + 1 :][:4]
            around = await places.page(connection, GUILD, xp, before=(points, member), size=4)
            assert [(o.member_id, o.points, o.place) for o in around] == expected[:skip][-4:]
            mine = await places.standing_of(connection, GUILD, xp, member)
            assert mine is not None
            assert (mine.member_id, mine.points, mine.place) == expected[skip]
        assert await places.standing_of(connection, GUILD, xp, 999) is None
        assert await places.page_from(connection, GUILD, xp, 30) == []
        assert await places.size_of(connection, GUILD, xp) == 30
