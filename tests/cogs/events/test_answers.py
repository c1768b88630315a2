"""Places are never given twice; who waits is asked in turn, with a deadline."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.db import Database
from bot.errors import UserError
from bot.ledger.maintenance import opt_out
from cogs.events.domain.plan import PlanState
from cogs.events.domain.rsvp import Answer, Source
from cogs.events.repository import occurrences, plans
from cogs.events.service.queue import CARD, OFFER, OFFER_OVER
from tests.cogs.events.eventskit import GUILD, PLAN, START, House

PRESSES = 200
# Fewer than two pools have connections: without a lock all of these would get a place at once.
PLACES = 17


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_200_presses_in_two_processes_at_once_fill_every_place_and_no_more(
    house: House, database_url: str
) -> None:
    made = await house.plan(capacity=PLACES)
    elsewhere = await Database.open(database_url)
    try:
        both = (house, House(elsewhere))
        answered = await asyncio.gather(
            *(both[member % 2].answer(made, member) for member in range(1, PRESSES + 1))
        )
    finally:
        await elsewhere.close()

    going = await house.who(made, Answer.GOING)
    assert len(going) == PLACES
    assert len(await house.who(made, Answer.WAITING)) == PRESSES - PLACES
    told = {one.rsvp.member_id for one in answered if one.rsvp.answer is Answer.GOING}
    assert told == set(going)


async def test_a_place_that_is_free_again_is_offered_in_turn_until_somebody_takes_it(
    house: House,
) -> None:
    made = await house.plan(capacity=1)
    for member in (1, 2, 3):
        house.clock.set(house.clock.now() + timedelta(seconds=1))
        await house.answer(made, member)
    assert (await house.answer(made, 3)).ahead == 1
    free_at = START + timedelta(hours=1)
    house.clock.set(free_at)

    await house.answer(made, 1, Answer.NO)

    offered = await house.said(made, 2)
    assert offered is not None
    assert (offered.answer, offered.offered_until) == (
        Answer.OFFERED,
        free_at + timedelta(hours=12),
    )
    # It is kept: whoever presses now waits behind the others.
    assert (await house.answer(made, 4)).rsvp.answer is Answer.WAITING
    assert [one["member"] for one in await house.due(OFFER)] == [2]
    assert [one["member"] for one in await house.due(OFFER_OVER)] == [2]
    # The deadline passes: the next is asked, and takes it.
    house.clock.set(free_at + timedelta(hours=12))
    for _ in range(2):
        await house.answers.lapse(GUILD, made.plan.event_id, 1)
    assert await house.who(made, Answer.OFFERED) == [3]
    assert await house.who(made, Answer.MAYBE) == [2]
    assert (await house.answer(made, 3)).rsvp.answer is Answer.GOING
    await house.answers.lapse(GUILD, made.plan.event_id, 1)
    assert await house.who(made, Answer.GOING) == [3]
    assert await house.who(made, Answer.WAITING) == [4]
    # Who declines an offer leaves it to the next, too; nobody is asked just before the start.
    await house.answer(made, 3, Answer.NO)
    assert await house.who(made, Answer.OFFERED) == [4]
    await house.answer(made, 5)
    house.clock.set(made.occurrence.starts_at - timedelta(minutes=5))
    await house.answer(made, 4, Answer.NO)
    assert await house.who(made, Answer.WAITING) == [5]
    assert (await house.answer(made, 5)).rsvp.answer is Answer.GOING


async def test_an_answer_is_kept_once_and_may_be_changed(house: House) -> None:
    made = await house.plan()
    first = await house.answer(made, 1)
    house.clock.set(house.clock.now() + timedelta(minutes=1))
    assert (await house.answer(made, 1)).rsvp == first.rsvp
    assert (await house.answer(made, 1, Answer.MAYBE)).rsvp.at == house.clock.now()

    assert await house.who(made, *Answer) == [1]
    # Presses of one moment are one change of the card.
    assert len(await house.due(CARD)) == 2


async def test_only_who_may_come_is_let_in(house: House) -> None:
    made = await house.plan(role_id=9)

    with pytest.raises(UserError, match="<@&9> alone"):
        await house.answer(made, 1)
    assert (await house.answer(made, 1, Answer.NO)).rsvp.answer is Answer.NO
    assert (await house.answer(made, 1, roles=(8, 9))).rsvp.answer is Answer.GOING


async def test_nobody_answers_what_is_over_or_called_off(house: House) -> None:
    made = await house.plan()
    house.clock.set(made.occurrence.ends_at)
    with pytest.raises(UserError, match="is over"):
        await house.answer(made, 1)
    house.clock.set(START)
    await house.planning.cancel(GUILD, made.plan.event_id, whole=True)
    with pytest.raises(UserError, match="is over"):
        await house.answer(made, 1)


async def test_interested_at_discord_is_taken_in_but_never_over_an_answer(house: House) -> None:
    made = await house.plan()
    async with house.database.begin() as connection:
        await occurrences.change(connection, made.occurrence, native_event_id=900)
        await opt_out(connection, GUILD, 3, START)
    await house.answer(made, 2)

    for member in (1, 2, 3):
        await house.answers.interested(GUILD, 900, member, is_so=True)
    await house.answers.interested(GUILD, 901, 4, is_so=True)

    assert await house.who(made, Answer.MAYBE) == [1]
    assert await house.who(made, Answer.GOING) == [2]
    interested = await house.said(made, 1)
    assert interested is not None
    assert interested.source is Source.NATIVE
    await house.answer(made, 1, Answer.MAYBE)
    for member in (1, 2):
        await house.answers.interested(GUILD, 900, member, is_so=False)
    assert await house.who(made, *Answer) == [1, 2] or await house.who(made, *Answer) == [2, 1]


async def test_who_leaves_leaves_a_place(house: House) -> None:
    made = await house.plan(capacity=1)
    await house.answer(made, 1)
    await house.answer(made, 2)

    await house.answers.left(GUILD, 1)

    assert await house.who(made, *Answer) == [2]
    assert await house.who(made, Answer.OFFERED) == [2]


async def test_a_larger_event_offers_its_new_places_and_one_without_limit_takes_all(
    house: House,
) -> None:
    made = await house.plan(capacity=1)
    for member in (1, 2, 3):
        await house.answer(made, member)

    larger = await house.planning.save(made.plan, replace(made.plan, capacity=2))
    assert await house.who(made, Answer.OFFERED) == [2]
    await house.planning.save(larger.plan, replace(larger.plan, capacity=None))
    assert await house.who(made, Answer.GOING) == [1, 3]
    assert await house.who(made, Answer.OFFERED) == [2]


async def test_what_is_planned_is_read_back_as_it_was(house: House) -> None:
    made = await house.plan(
        recurrence={"freq": "weekly", "every": 1, "weekdays": [4]}, capacity=5, series="Talks"
    )

    async with house.database.read() as connection:
        assert await plans.get(connection, GUILD, made.plan.event_id) == made.plan
        assert await plans.in_state(connection, GUILD, PlanState.ACTIVE) == [made.plan]
    assert await house.latest(made) == made.occurrence
    assert made.plan.name == PLAN.name
