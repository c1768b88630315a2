"""Events are made, moved, called off and followed by the next, by the clock of their zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.db import Database
from bot.errors import UserError
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.domain.plan import PlanState
from cogs.events.domain.rsvp import Answer
from cogs.events.domain.rule import Freq, Rule
from cogs.events.repository import occurrences, plans
from cogs.events.service.losses import LossService
from cogs.events.service.news import NewsService
from cogs.events.service.queue import CHANGED, POST, TOLD
from tests.cogs.events.eventskit import GUILD, HOST, PLAN, START, House

WEEKLY = Rule(Freq.WEEKLY, weekdays=(4,))
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def held(house: House, event_id: int) -> None:
    """Let the next time of an event be over."""
    async with house.database.begin() as connection:
        last = await occurrences.latest(connection, GUILD, event_id, lock=True)
        plan = await plans.get(connection, GUILD, event_id)
        assert plan is not None
        assert last is not None
        house.clock.set(last.ends_at)
        await house.series.end(connection, plan, last, OccurrenceState.HELD)


async def test_a_year_of_fridays_in_four_zones_is_at_18_00_all_year(sqlite_url: str) -> None:
    database = await Database.open(sqlite_url)
    house = House(database)
    try:
        rule = replace(WEEKLY, count=52).to_json()
        made = [await house.plan(zone=zone, recurrence=rule) for zone in ZONES]
        for _ in range(52):
            for one in made:
                await held(house, one.plan.event_id)
        year = START + timedelta(days=366)
        async with database.read() as connection:
            found = await occurrences.between(connection, GUILD, START, year)
            over = await plans.in_state(connection, GUILD, PlanState.OVER)
    finally:
        await database.close()

    assert {plan.zone for plan in over} == set(ZONES)
    for plan in over:
        zone = ZoneInfo(plan.zone)
        local = [one.starts_at.astimezone(zone) for one in found if one.event_id == plan.event_id]
        assert len(local) == 52
        assert {(at.weekday(), at.hour, at.minute) for at in local} == {(4, 18, 0)}
        assert len({at.utcoffset() for at in local}) == (1 if zone.key == "Asia/Kolkata" else 2)


async def test_numbers_are_short_and_never_given_again(house: House) -> None:
    first, second = await house.plan(), await house.plan(name="Knots")
    await house.planning.cancel(GUILD, second.plan.event_id, whole=True)
    third = await house.plan()

    assert [one.plan.event_id for one in (first, second, third)] == [1, 2, 3]
    assert len(await house.due(POST)) == 3
    assert (await house.planning.details(GUILD, "kno")).plan.event_id == 2
    assert (await house.planning.details(GUILD, "#3")).plan.event_id == 3
    for typed in ("", "99", "9" * 30, "nothing"):
        with pytest.raises(UserError, match="no event"):
            await house.planning.details(GUILD, typed)


async def test_what_has_begun_cannot_be_planned(house: House) -> None:
    house.clock.set(datetime(2026, 3, 6, 17, 0, tzinfo=UTC))

    with pytest.raises(UserError, match="over already"):
        await house.plan()


async def test_a_moved_event_is_told_of_once_and_goes_on_by_its_recurrence(house: House) -> None:
    made = await house.plan(recurrence=WEEKLY.to_json())
    for member, answer in ((1, Answer.GOING), (2, Answer.MAYBE), (3, Answer.NO)):
        await house.answer(made, member, answer)
    at = made.occurrence.starts_at + timedelta(hours=3)
    moved = await house.planning.save(made.plan, made.plan, at, only_next=True)

    assert (moved.occurrence.planned_at, moved.occurrence.starts_at) == (
        made.occurrence.starts_at,
        at,
    )
    (news,) = await house.due(CHANGED)
    told = NewsService(house.database, house.queue)
    assert [await told.spread(GUILD, news) for _ in range(2)] == [2, 2]
    assert sorted(one["member"] for one in await house.due(TOLD)) == [1, 2]
    # The next one is where the recurrence has it.
    following = await house.planning.cancel(GUILD, made.plan.event_id, whole=False)
    assert following is not None
    assert following.occurrence.number == 2
    assert following.occurrence.starts_at == made.occurrence.starts_at + timedelta(weeks=1)


async def test_two_managers_who_change_an_event_at_once_do_not_undo_each_other(
    house: House,
) -> None:
    made = await house.plan()
    await house.planning.save(made.plan, replace(made.plan, name="Ships"))

    with pytest.raises(UserError, match="changed this event meanwhile"):
        await house.planning.save(made.plan, replace(made.plan, name="Boats"))
    assert (await house.planning.details(GUILD, 1)).plan.name == "Ships"


async def test_a_month_shows_what_was_and_what_will_be(house: House) -> None:
    await house.plan(recurrence=WEEKLY.to_json())
    await house.plan(name="Knots", wall_start=datetime(2026, 3, 13, 12))  # noqa: DTZ001
    await house.planning.cancel(GUILD, 1, whole=False)

    month = await house.planning.between(
        GUILD, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    )

    assert [(one.start.day, one.plan.event_id, one.occurrence is None) for one in month] == [
        (6, 1, False),
        (13, 2, False),
        (13, 1, False),
        (20, 1, True),
        (27, 1, True),
    ]
    # Many years of a daily event are one row, and a month of it is read as fast.
    await house.plan(recurrence=Rule(Freq.DAILY).to_json())
    later = datetime(2031, 3, 1, tzinfo=UTC)
    far = await house.planning.between(GUILD, later, later + timedelta(days=31))
    assert len([one for one in far if one.plan.event_id == 3]) == 31


async def test_an_event_goes_on_without_who_and_what_it_lost(house: House) -> None:
    made = await house.plan(created_by=8)
    losses = LossService(house.database, house.planning, house.queue)

    await losses.look(GUILD, {400}, lambda member: member != HOST)
    await losses.channel_gone(GUILD, 400)
    await losses.look(GUILD, set(), lambda _member: True)

    plan = (await house.planning.details(GUILD, made.plan.event_id)).plan
    assert (plan.host_id, plan.cohosts, plan.place.channel_id) == (6, (7,), None)
    assert [(one["member"], one["what"]) for one in await house.due(TOLD)] == [
        (8, "host-left"),
        (8, "channel-gone"),
    ]
    assert plan.name == PLAN.name
