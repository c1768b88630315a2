"""The services on both databases: what is done once is done once, also at the same time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import MemberDay, Stay
from bot.clock import ManualClock
from bot.db import Database
from bot.db.upsert import insert_new
from bot.deeds import Deed, DeedKind
from bot.feature_switch import FeatureSwitch
from bot.guild_settings import GuildSettings as Store
from bot.jobs import Job, JobRunner
from bot.jobs.models import JobRow
from bot.ledger.models import Message
from bot.ports import DeedBook, Ports
from bot.signals import MemberWelcomed, Signals, WelcomeOutcome
from bot.windows import Window, local_day
from cogs.onboarding.domain.invites import Use
from cogs.onboarding.domain.steps import Membership, Step
from cogs.onboarding.models import Newcomer, table
from cogs.onboarding.repository import newcomers
from cogs.onboarding.service.buddies import BuddyService, NoBuddy, Paired
from cogs.onboarding.service.funnel import FunnelService
from cogs.onboarding.service.interests import InterestService
from cogs.onboarding.service.introductions import IntroductionService
from cogs.onboarding.service.kept_roles import KeptRolesService
from cogs.onboarding.service.steps import StepService
from cogs.onboarding.service.welcomes import BATCH, GATHERED, WELCOME, Arrival, WelcomeService
from cogs.onboarding.settings import GuildSettings, Settings

GUILD = 7
START = datetime(2026, 3, 2, 12, tzinfo=UTC)


class House:
    """The services without Discord."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(START)
        self.signals = Signals()
        self.store = Store(database, self.clock, self.signals)
        self.jobs = JobRunner(database, self.clock)
        self.heard: list[MemberWelcomed] = []
        self.welcomes = WelcomeService(
            database,
            self.jobs,
            self.store,
            FeatureSwitch(self.store),
            self.signals,
            self.clock,
            Settings(dm_interval_s=2),
        )
        self.signals.listen(MemberWelcomed, self._hear)

    async def _hear(self, signal: MemberWelcomed) -> None:
        self.heard.append(signal)

    async def arrive(self, *members: int, ready: bool = True) -> None:
        await self.welcomes.arrived(
            GUILD, [Arrival(membership(member), ready) for member in members]
        )

    async def due(self) -> list[datetime]:
        """Return when greetings are due, in order."""
        moments: list[datetime] = []

        async def note(job: Job) -> None:
            moments.append(job.due_at)

        self.jobs.register(WELCOME, note)
        self.clock.set(START + timedelta(days=2))
        await self.jobs.run_due()
        return sorted(moments)


def membership(member: int, after: timedelta = timedelta(0)) -> Membership:
    return Membership(GUILD, member, START + after)


@pytest.fixture
async def house(database: Database) -> House:
    made = House(database)
    await made.store.set(GUILD, GuildSettings, "mode", "dm")
    return made


async def test_who_is_seen_again_and_again_gets_one_job(house: House) -> None:
    await asyncio.gather(*(house.arrive(1, 2, 3) for _ in range(5)))

    assert len(await house.due()) == 3


async def test_greetings_of_a_guild_are_apart_also_when_all_come_at_once(house: House) -> None:
    await asyncio.gather(*(house.arrive(member) for member in range(20)))

    due = await house.due()
    assert due == [START + timedelta(seconds=2 * number) for number in range(20)]


async def test_after_a_quiet_time_the_next_one_is_greeted_at_once(house: House) -> None:
    await house.arrive(1, 2)
    house.clock.set(START + timedelta(hours=1))
    await house.arrive(3)

    assert (await house.due())[-1] == START + timedelta(hours=1)


async def test_an_instant_that_discord_tells_less_exactly_is_the_same(house: House) -> None:
    for millis in (0, 1, 999, 4_000):
        at = timedelta(milliseconds=millis)
        await house.welcomes.arrived(GUILD, [Arrival(membership(1, at), True)])

    assert len(await house.due()) == 1


async def test_a_census_of_many_newcomers_costs_a_few_statements(database: Database) -> None:
    # The server greets nobody: only how many came is written down.
    house, statements = House(database), list[str]()
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_rest: statements.append(statement),
    )
    await house.arrive(*range(400))
    await house.arrive(*range(400))

    assert len(house.heard) == 400
    assert len(statements) < 60


async def test_roles_are_kept_of_those_that_changed_and_not_of_who_waits_for_theirs(
    house: House,
) -> None:
    kept = KeptRolesService(house.database, house.welcomes, house.clock)
    await kept.keep(GUILD, {1: [5]})
    assert await kept.of(GUILD, 1) is None
    await house.store.set(GUILD, GuildSettings, "rejoin_roles", "all")

    await kept.keep(GUILD, {one: [6, 5] for one in range(450)})
    await house.arrive(1)
    house.clock.set(START + timedelta(hours=1))
    back = membership(1, timedelta(hours=1))
    await house.welcomes.arrived(GUILD, [Arrival(back, ready=True)])
    await kept.keep(GUILD, {1: [], 2: [7], 3: []})

    found = [await kept.of(GUILD, one) for one in (1, 2, 3, 449)]
    assert [one and (one.role_ids, one.at) for one in found] == [
        ([5, 6], START),
        ([7], house.clock.now()),
        None,
        ([5, 6], START),
    ]


async def test_screening_is_passed_once(house: House) -> None:
    await house.arrive(1, ready=False)
    await asyncio.gather(*(house.arrive(1) for _ in range(3)))

    assert len(await house.due()) == 1


async def test_discords_own_onboarding_is_waited_for_a_day_at_most(house: House) -> None:
    settling = [Arrival(membership(member), ready=False, settling=True) for member in (1, 2)]
    await house.welcomes.arrived(GUILD, settling)
    house.clock.set(START + timedelta(minutes=5))
    await house.arrive(2)

    assert await house.due() == [START + timedelta(minutes=5), START + timedelta(days=1)]


async def test_an_outcome_is_written_down_and_announced_once(house: House) -> None:
    await house.arrive(1)
    one = [membership(1)]
    await asyncio.gather(
        house.welcomes.conclude(one, WelcomeOutcome.DM),
        house.welcomes.conclude(one, WelcomeOutcome.CHANNEL),
        house.welcomes.conclude(one, WelcomeOutcome.DM),
    )

    assert [signal.member_id for signal in house.heard] == [1]


async def test_everyone_who_waits_is_in_one_greeting_of_the_channel(house: House) -> None:
    people = range(BATCH * 2 + 5)
    await house.arrive(*people)
    for member in people:
        await house.welcomes.queue(membership(member))

    await asyncio.gather(*(house.welcomes.gather(membership(one)) for one in people))
    await house.welcomes.gather(membership(0))

    jobs = select(JobRow.payload).where(JobRow.kind == GATHERED)
    async with house.database.read() as connection:
        names = [payload["batch"] for payload in (await connection.execute(jobs)).scalars()]
    greetings = [await house.welcomes.gathered(GUILD, name) for name in names]
    counted = Counter(one.membership.member_id for greeting in greetings for one in greeting)
    assert counted == Counter(people)
    assert all(len(greeting) <= BATCH for greeting in greetings)


async def test_a_step_is_done_once(house: House) -> None:
    await house.arrive(1)
    steps = StepService(house.database, house.signals, house.clock)

    done = await asyncio.gather(*(steps.finish(membership(1), Step.RULES) for _ in range(4)))

    assert sorted(done) == [False, False, False, True]
    assert not await steps.finish(membership(99), Step.RULES)


async def test_a_card_is_sent_by_one_at_a_time(house: House) -> None:
    cards = IntroductionService(house.database, house.clock)

    begun = await asyncio.gather(*(cards.begin(GUILD, 1, 5) for _ in range(4)))
    assert sorted(begun) == [False, False, False, True]
    # Who began was killed: later the right is free again.
    house.clock.set(START + timedelta(minutes=1))
    assert await cards.begin(GUILD, 1, 5)
    await cards.arrived(GUILD, 1, 77)
    assert await cards.begin(GUILD, 1, 5)


async def test_no_cap_is_passed_by_those_who_ask_at_once(house: House) -> None:
    buddies = BuddyService(house.database, house.jobs, house.store, house.clock, Ports())
    for member in (1, 2):
        await buddies.offer(GUILD, member, 3)
    here: dict[int, set[int]] = {1: set(), 2: set(), 3: set()}

    found = await asyncio.gather(
        *(buddies.pair(GUILD, 100 + number, set(), here) for number in range(9))
    )

    chosen = Counter(paired.pair.buddy_id for paired in found if isinstance(paired, Paired))
    assert chosen == {1: 3, 2: 3}
    house.clock.set(START + timedelta(days=1))
    assert isinstance(await buddies.pair(GUILD, 200, set(), here), Paired)
    # Who left the server is not asked.
    assert await buddies.pair(GUILD, 201, set(), {}) is NoBuddy.NOBODY


class Book:
    """A ``DeedBook`` that remembers."""

    def __init__(self) -> None:
        self.noted: list[Deed] = []

    async def note(self, connection: AsyncConnection, deeds: Sequence[Deed]) -> None:
        assert connection.in_transaction()
        self.noted += deeds

    async def void(self, *_: object) -> None:
        raise AssertionError


async def test_having_met_is_a_good_deed_of_the_buddy_once(house: House) -> None:
    ports, book = Ports(), Book()
    ports.provide(DeedBook, book)  # type: ignore[type-abstract]
    buddies = BuddyService(house.database, house.jobs, house.store, house.clock, ports)
    await buddies.offer(GUILD, 1, 3)
    for newcomer in (100, 101):
        assert await buddies.pair(GUILD, newcomer, set(), {1: set()}) is not None

    assert await buddies.note_outcome(GUILD, 100, "met")
    assert not await buddies.note_outcome(GUILD, 100, "met")
    assert await buddies.note_outcome(GUILD, 101, "missed")

    (deed,) = book.noted
    assert (deed.kind, deed.member_id, deed.by_id) == (DeedKind.BUDDY, 1, 100)
    assert deed.key == f"{START:%Y%m%dT%H%M%S%f}"


async def test_a_wish_counts_once_a_member_and_is_suggested_once(house: House) -> None:
    interests = InterestService(house.database, house.jobs, house.store, house.clock)
    await house.store.set(GUILD, GuildSettings, "suggest_interest_from", 2)
    suggested: list[str] = []

    async def note(job: Job) -> None:
        suggested.append(job.payload["topic"])

    house.jobs.register("onboarding-suggest", note)
    await interests.wish(GUILD, 1, "Chess")
    await interests.wish(GUILD, 1, "chess, CHESS")
    await house.jobs.run_due()
    assert suggested == []

    await asyncio.gather(*(interests.wish(GUILD, member, "chess") for member in (2, 3, 4)))
    await house.jobs.run_due()
    assert suggested == ["chess"]
    # Where no greeters' channel is, the report tells.
    funnel = FunnelService(house.database, house.store, house.clock)
    assert (await funnel.last_days(GUILD, 7)).wishes == [("chess", 4)]
    assert await interests.decide(GUILD, "chess", "made")
    assert not await interests.decide(GUILD, "chess", "no")


async def test_the_funnel_comes_of_rows_ledger_and_activity(house: House) -> None:
    zone = ZoneInfo("UTC")
    day = local_day(START, zone)
    await house.arrive(1, 2, 3)
    async with house.database.begin() as connection:
        await newcomers.finish_step(connection, membership(1), Step.RULES, START)
        await newcomers.note_source(connection, membership(2), "invite", "abc")
        await insert_new(
            connection,
            table(Message),
            [message(10, 1, timedelta(minutes=3)), message(11, 2, -timedelta(days=3))],
        )
        activity = {"guild_id": GUILD, "messages": 0, "reactions": 0, "voice_s": 59, "uses": 0}
        await insert_new(
            connection,
            table(MemberDay),
            [
                activity | {"day": day + 7, "member_id": 1, "reactions": 1},
                activity | {"day": day + 7, "member_id": 2},
                activity | {"day": day + 6, "member_id": 3, "messages": 5},
            ],
        )
    funnel = FunnelService(house.database, house.store, house.clock)
    window = Window(zone, day, day + 1)

    house.clock.set(START + timedelta(days=7))
    early = (await funnel.report(GUILD, window)).now
    house.clock.set(START + timedelta(days=8))
    report = await funnel.report(GUILD, window)

    assert (early.day_7, early.day_7_of) == (0, 0)
    assert (report.now.joined, report.now.accepted, report.now.wrote) == (3, 1, 1)
    assert (report.now.day_7, report.now.day_7_of) == (1, 3)
    assert report.now.first_message_median_s == 180
    assert report.waiting == 3
    assert [(one.source.code, one.funnel.joined) for one in report.sources] == [
        ("abc", 1),
        (None, 2),
    ]
    assert (await funnel.report(GUILD, window.shifted(1))).before == report.now


def message(number: int, author: int, after: timedelta) -> dict[str, object]:
    return {
        "guild_id": GUILD,
        "message_id": number,
        "channel_id": 5,
        "author_id": author,
        "at": START + after,
        "length": 1,
        "flags": 0,
    }


async def test_looks_at_invites_are_kept_over_restarts(house: House) -> None:
    funnel = FunnelService(house.database, house.store, house.clock)
    await house.arrive(1, 2)
    await funnel.looked(GUILD, [Use("a", 3), Use("b", 0)], [])
    await FunnelService(house.database, house.store, house.clock).looked(
        GUILD, [Use("a", 4), Use("b", 0)], [membership(1)]
    )
    await funnel.looked(GUILD, [Use("b", 0)], [membership(2)])

    async with house.database.read() as connection:
        rows = await connection.execute(
            select(Newcomer.source, Newcomer.source_code).order_by(Newcomer.member_id)
        )
        assert [tuple(row) for row in rows] == [("invite", "a"), ("unknown", None)]


async def test_who_was_here_before_steward_is_no_newcomer(house: House) -> None:
    async with house.database.begin() as connection:
        await insert_new(
            connection,
            table(Stay),
            [
                {
                    "guild_id": GUILD,
                    "member_id": 1,
                    "joined_at": START - timedelta(days=90),
                    "left_at": START - timedelta(days=9),
                    "cause": "left",
                }
            ],
        )
    await house.arrive(1, 2)

    returning = [(await house.welcomes.latest(GUILD, one)) for one in (1, 2)]
    assert [one is not None and one.returning for one in returning] == [True, False]
