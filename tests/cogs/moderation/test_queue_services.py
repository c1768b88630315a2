"""Reports, appeals and duty on both databases: once, also at the same time."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings as Store
from bot.jobs import Job, JobRunner
from bot.jobs.models import JobRow
from bot.member_data import forget_rows
from bot.member_zones import MemberZones
from bot.signals import Signals
from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from cogs.moderation.domain.duty import Shift, Strain
from cogs.moderation.domain.queue import Item, Kind, State
from cogs.moderation.models import QueueItem, ReportRow
from cogs.moderation.service.appeals import AppealService
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.duty import DutyService
from cogs.moderation.service.duty_hours import DutyHours
from cogs.moderation.service.queue import (
    FORGET,
    OUTCOME,
    TOO_LONG,
    QueueService,
    Subject,
    message_key,
)
from cogs.moderation.settings import GuildSettings

GUILD = 7
AUTHOR, ANN, BEN, CAT = 50, 1, 2, 3
START = datetime(2026, 3, 2, 12, tzinfo=UTC)


class House:
    """The services without Discord."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(START)
        self.store = Store(database, self.clock, Signals())
        self.jobs = JobRunner(database, self.clock)
        self.cases = Cases(database, self.jobs, self.store, self.clock)
        self.items = QueueService(database, self.jobs, self.store, self.clock)
        self.appeals = AppealService(database, self.jobs, self.clock, self.cases, self.items)
        self.zones = MemberZones(database, self.store)
        hours = DutyHours(database, self.jobs, self.zones, self.clock, timedelta(days=400))
        self.duty = DutyService(database, self.store, self.zones, self.clock, hours)

    async def choose(self, **settings: Any) -> None:
        for key, value in settings.items():
            await self.store.set(GUILD, GuildSettings, key, value)

    def later(self, **time: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**time))

    async def report(self, message: int, reporter: int, reason: str = "rude") -> Item:
        return (await self.items.report(subject(message), reporter, reason)).item

    async def case(self, moderator: int | None = ANN, target: int = AUTHOR) -> int:
        new = NewCase(guild_id=GUILD, action=Action.WARN, moderator_id=moderator, target_id=target)
        number = (await self.cases.open(new)).case.number
        await self.cases.done(GUILD, number, outcome=Outcome.DONE, dm=Dm.ARRIVED)
        return number

    async def count(self, model: type[Any]) -> int:
        async with self.database.read() as connection:
            return await connection.scalar(select(func.count()).select_from(model)) or 0

    async def keys(self, kind: str) -> list[str]:
        chosen = select(JobRow.key).where(JobRow.kind == kind).order_by(JobRow.key)
        async with self.database.read() as connection:
            return list(await connection.scalars(chosen))


def subject(message: int) -> Subject:
    return Subject(
        guild_id=GUILD,
        kind=Kind.REPORT,
        key=message_key(message),
        target_id=AUTHOR,
        content="something rude",
        channel_id=4,
        message_id=message,
    )


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_many_reports_of_one_message_at_once_are_one_item(house: House) -> None:
    items = await asyncio.gather(*(house.report(900, reporter) for reporter in range(10, 20)))

    assert len({item.item_id for item in items}) == 1
    assert await house.count(QueueItem) == 1
    assert await house.count(ReportRow) == 10
    assert (await house.items.get(GUILD, items[0].item_id)).reports == 10


async def test_the_same_member_reports_a_message_once(house: House) -> None:
    first = await house.items.report(subject(900), ANN, "one")
    again = await house.items.report(subject(900), ANN, "two")

    assert (first.first, first.counted) == (True, True)
    assert (again.first, again.counted) == (False, False)
    (report,) = await house.items.reports_of(again.item)
    assert report.reason == "one"


async def test_a_flood_of_reports_by_one_member_ends(house: House) -> None:
    await house.choose(reports_an_hour=3)
    for message in range(3):
        await house.report(message, ANN)
    with pytest.raises(UserError, match="many reports"):
        await house.report(3, ANN)
    await house.report(3, BEN)
    house.later(hours=1, seconds=1)
    await house.report(4, ANN)


async def test_of_moderators_who_take_one_item_at_once_one_has_it(house: House) -> None:
    item = await house.report(900, 10)

    taken = await asyncio.gather(
        *(house.items.claim(GUILD, item.item_id, who, others=True) for who in (ANN, BEN, CAT)),
        return_exceptions=True,
    )

    holders = [one.claimed_by for one in taken if isinstance(one, Item)]
    assert len(holders) == 1
    assert sum(isinstance(one, UserError) for one in taken) == 2
    assert (await house.items.get(GUILD, item.item_id)).claimed_by == holders[0]


async def test_an_item_is_decided_once_and_each_reporter_is_told_once(house: House) -> None:
    for reporter in (10, 11):
        item = await house.report(900, reporter)
    ids = (GUILD, item.item_id)

    decided = await asyncio.gather(
        *(
            house.items.decide(*ids, ANN, state, others=True)
            for state in (State.ACTED, State.DISMISSED)
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(one, Item) for one in decided) == 1
    assert await house.keys(OUTCOME) == [f"{OUTCOME}:{item.item_id}:{who}" for who in (10, 11)]
    assert await house.keys(TOO_LONG) == []
    # Whoever reports it later is told nothing: there is nothing new to tell.
    await house.report(900, 12)
    assert len(await house.keys(OUTCOME)) == 2


async def test_what_is_handed_over_is_the_others(house: House) -> None:
    item = await house.report(900, 10)
    ids = (GUILD, item.item_id)
    await house.items.claim(*ids, ANN, others=True)
    with pytest.raises(UserError, match="has this one"):
        await house.items.hand_over(*ids, BEN, CAT)
    with pytest.raises(UserError, match="somebody else decides"):
        await house.items.hand_over(*ids, ANN, AUTHOR)

    assert (await house.items.hand_over(*ids, ANN, BEN)).claimed_by == BEN
    with pytest.raises(UserError, match="has this one"):
        await house.items.decide(*ids, ANN, State.DISMISSED, others=True)
    back = await house.items.hand_over(*ids, BEN, None)
    assert (back.state, back.claimed_by) == (State.OPEN, None)
    assert (await house.items.claim(*ids, ANN, others=True)).claimed_by == ANN


async def test_what_waits_too_long_is_escalated_and_then_anyones(house: House) -> None:
    await house.choose(queue_patience_minutes=60)
    item = await house.report(900, 10)
    ids = (GUILD, item.item_id)
    house.later(minutes=30)
    await house.items.claim(*ids, ANN, others=True)
    house.later(minutes=30)
    # It changed hands half an hour ago.
    assert await house.items.escalate(*ids) == START + timedelta(minutes=90)
    house.later(minutes=30)
    escalated = await house.items.escalate(*ids)

    assert isinstance(escalated, Item)
    assert escalated.escalated_at == START + timedelta(minutes=90)
    await house.items.decide(*ids, BEN, State.DISMISSED, others=True)
    assert await house.items.escalate(*ids) is None


async def test_what_waits_longest_comes_first(house: House) -> None:
    ids = []
    for message in (1, 2, 3):
        ids.append((await house.report(message, 10)).item_id)
        house.later(minutes=10)
    house.later(hours=3)
    await house.items.escalate(GUILD, ids[1])
    await house.items.decide(GUILD, ids[2], ANN, State.DISMISSED, others=True)

    waiting, total = await house.items.waiting(GUILD, limit=2)
    assert [item.item_id for item in waiting] == [ids[1], ids[0]]
    assert total == 2


async def test_evidence_goes_when_its_time_is_over(house: House) -> None:
    await house.choose(evidence_days=5)
    item = await house.report(900, 10, "a long story")
    ids = (GUILD, item.item_id)
    assert await house.keys(FORGET) == [f"{FORGET}:{item.item_id}"]
    assert await house.items.forget_content(*ids) == START + timedelta(days=5)
    house.later(days=5)
    assert await house.items.forget_content(*ids) is None

    kept = await house.items.get(*ids)
    assert kept.content is None
    assert [report.reason for report in await house.items.reports_of(kept)] == [""]


async def test_a_deletion_takes_a_reporter_away_and_keeps_the_report_of_them(
    house: House,
) -> None:
    item = await house.report(900, 10)
    await house.items.decide(GUILD, item.item_id, ANN, State.DISMISSED, others=True)
    async with house.database.begin() as connection:
        for member in (10, ANN, AUTHOR):
            await forget_rows(connection, GUILD, member)

    kept = await house.items.get(GUILD, item.item_id)
    assert (kept.reports, kept.decided_by, kept.claimed_by) == (0, None, None)
    assert kept.target_id == AUTHOR


async def test_what_automod_holds_is_there_once_and_a_report_joins_it(house: House) -> None:
    hold = replace(subject(900), kind=Kind.HOLD)
    opened = await asyncio.gather(*(house.items.open(hold) for _ in range(4)))
    joined = await house.items.report(subject(900), 10, "rude")

    assert sum(new for _, new in opened) == 1
    assert joined.item.item_id == opened[0][0].item_id
    assert (joined.first, joined.item.kind, joined.item.reports) == (False, Kind.HOLD, 1)


# -- appeals --


async def test_an_appeal_goes_to_somebody_else_where_there_is_one(house: House) -> None:
    number = await house.case(ANN)
    item = await house.appeals.open(GUILD, number, AUTHOR, "It was a joke")
    ids = (GUILD, item.item_id)

    assert (item.kind, item.case_number, item.acted_by) == (Kind.APPEAL, number, ANN)
    with pytest.raises(UserError, match="against what you did yourself"):
        await house.items.claim(*ids, ANN, others=True)
    assert (await house.items.claim(*ids, ANN, others=False)).claimed_by == ANN


async def test_a_form_that_is_sent_twice_at_once_is_one_appeal(house: House) -> None:
    number = await house.case()

    sent = await asyncio.gather(
        *(house.appeals.open(GUILD, number, AUTHOR, "again") for _ in range(4)),
        return_exceptions=True,
    )

    assert sum(isinstance(one, Item) for one in sent) == 1
    assert sum(isinstance(one, UserError) for one in sent) == 3
    assert len(await house.appeals.of_case(GUILD, number)) == 1


async def test_cooldown_and_cap_hold_and_the_answer_can_be_read_again(house: House) -> None:
    await house.choose(appeals_a_case=2, appeal_cooldown_days=7)
    number = await house.case()
    for turn in (1, 2):
        item = await house.appeals.open(GUILD, number, AUTHOR, "please")
        with pytest.raises(UserError, match="with the moderators already"):
            await house.appeals.check(GUILD, number, AUTHOR)
        await house.items.decide(
            GUILD, item.item_id, BEN, State.DISMISSED, others=True, reply=f"No, {turn}"
        )
        if turn == 1:
            with pytest.raises(UserError, match="once more") as refused:
                await house.appeals.check(GUILD, number, AUTHOR)
            assert "No, 1" in str(refused.value)
            house.later(days=7)

    house.later(days=70)
    with pytest.raises(UserError, match="as often as the server allows") as refused:
        await house.appeals.check(GUILD, number, AUTHOR)
    assert "No, 2" in str(refused.value)
    assert await house.keys(OUTCOME) == sorted(
        f"{OUTCOME}:{item.item_id}:{AUTHOR}" for item in await house.appeals.of_case(GUILD, number)
    )


async def test_nobody_appeals_for_another_or_against_what_is_void(house: House) -> None:
    number = await house.case()
    with pytest.raises(UserError, match="not about you, or nothing"):
        await house.appeals.open(GUILD, number, BEN, "for a friend")
    with pytest.raises(UserError, match="There is no case"):
        await house.appeals.open(GUILD, 99, AUTHOR, "what?")
    await house.cases.void(GUILD, number, "wrong one", ANN)
    with pytest.raises(UserError, match="was taken back"):
        await house.appeals.check(GUILD, number, AUTHOR)


async def test_where_appeals_are_not_taken_that_is_said(house: House) -> None:
    await house.choose(appeals_a_case=0)
    number = await house.case()
    with pytest.raises(UserError, match="takes no appeals"):
        await house.appeals.check(GUILD, number, AUTHOR)


# -- duty --


async def test_duty_by_hand_and_by_shift_in_each_ones_zone(house: House) -> None:
    everyone = {ANN, BEN, CAT}
    await house.duty.set(GUILD, ANN, on=True)
    noon = Shift(frozenset(range(7)), time(11), time(14))
    await house.duty.set_shift(GUILD, BEN, noon)
    await house.duty.set_shift(GUILD, CAT, noon)
    await house.zones.set(GUILD, CAT, "Asia/Tokyo")

    assert await house.duty.on_now(GUILD, everyone) == [ANN, BEN]
    house.later(hours=-9)
    assert await house.duty.on_now(GUILD, everyone) == [CAT]
    house.later(hours=9)
    await house.duty.set(GUILD, BEN, on=False)
    assert await house.duty.on_now(GUILD, everyone) == [ANN]
    house.later(days=1)
    assert await house.duty.on_now(GUILD, everyone) == [ANN, BEN]
    assert await house.duty.on_now(GUILD, {CAT}) == []
    await house.duty.set_shift(GUILD, BEN, None)
    assert (await house.duty.standing(GUILD, BEN)).on is False


async def test_claims_go_round(house: House) -> None:
    for message in range(6):
        item = await house.report(message, 100 + message)
        house.later(minutes=1)
        who = await house.duty.next_up(GUILD, {ANN, BEN, CAT})
        assert who is not None
        await house.items.claim(GUILD, item.item_id, who, others=True)

    taken = [
        (await house.items.get(GUILD, i.item_id)).claimed_by
        for i in (await house.items.waiting(GUILD))[0]
    ]
    assert sorted(one for one in taken if one) == [ANN, ANN, BEN, BEN, CAT, CAT]
    assert await house.duty.next_up(GUILD, ()) is None
    # Nobody is woken while others are up, nor is it put upon who carries too much today.
    await house.zones.set(GUILD, ANN, "Pacific/Auckland")
    assert await house.duty.next_up(GUILD, {ANN, CAT}) == CAT
    await house.choose(healthy_a_day=1)
    await house.case(CAT)
    await house.case(CAT)
    assert await house.duty.next_up(GUILD, {ANN, BEN, CAT}) == BEN
    assert await house.duty.next_up(GUILD, {ANN, CAT}) == ANN


async def test_the_load_counts_cases_and_items_once_each(house: House) -> None:
    await house.choose(healthy_a_day=1)
    await house.case(ANN)
    item = await house.report(900, 10)
    await house.items.claim(GUILD, item.item_id, ANN, others=True)
    house.later(minutes=25)
    new = NewCase(
        guild_id=GUILD,
        action=Action.WARN,
        moderator_id=ANN,
        target_id=AUTHOR,
        source=Source.REPORT,
    )
    number = (await house.cases.open(new)).case.number
    await house.items.decide(GUILD, item.item_id, ANN, State.ACTED, others=True, case_number=number)

    ann, ben = await house.duty.load(GUILD, {ANN, BEN}, days=1)
    assert (ann.load.cases, ann.load.items, ann.load.minutes) == (1, 1, 25)
    assert ann.strains == [Strain.MUCH]
    assert (ben.load.things, ben.strains) == (0, [])
    house.later(days=2)
    assert all(not one.load.things for one in await house.duty.load(GUILD, {ANN, BEN}, days=1))


async def test_jobs_of_an_item_carry_what_their_handlers_need(house: House) -> None:
    seen: list[Job] = []

    async def note(job: Job) -> None:
        seen.append(job)

    for kind in (OUTCOME, FORGET, TOO_LONG):
        house.jobs.register(kind, note)
    item = await house.report(900, 10)
    await house.items.decide(GUILD, item.item_id, ANN, State.DISMISSED, others=True)
    house.later(days=31)
    await house.jobs.run_due()

    assert {job.kind for job in seen} == {OUTCOME, FORGET}
    assert all(job.payload["item"] == item.item_id for job in seen)
