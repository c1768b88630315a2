"""The figures of moderation: pure ones, and from what is written down, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Table, insert

from bot.activity.models import ChannelDay
from bot.clock import ManualClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.jobs import JobRunner
from bot.member_data import forget_rows
from bot.member_zones import MemberZones
from bot.reports import Figure, ReportRequest, Section
from bot.signals import Signals
from bot.windows import Window
from cogs.moderation.domain.actions import Action, Dm, Outcome, Source
from cogs.moderation.domain.duty import Strain, Work
from cogs.moderation.domain.figures import Decided, Done, ModerationFigures, Share, Tally, figures
from cogs.moderation.domain.queue import Kind, State
from cogs.moderation.section import ModerationSection
from cogs.moderation.service.appeals import AppealService
from cogs.moderation.service.cases import Cases, NewCase
from cogs.moderation.service.duty_hours import DutyHours
from cogs.moderation.service.figures import FigureService
from cogs.moderation.service.queue import QueueService, Subject
from cogs.moderation.settings import GuildSettings

GUILD, OTHER = 7, 8
AUTHOR, ANN, BEN, CAT = 50, 1, 2, 3
BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
# Monday 2 March 2026 is day 739677; a week in Berlin begins at 23:00 UTC the day before.
MONDAY = date(2026, 3, 2).toordinal()
WEEK = Window(BERLIN, MONDAY, MONDAY + 7)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


# -- pure --


def figured(
    *tallies: Tally,
    messages: int = 0,
    decided: tuple[Decided, ...] = (),
    work: list[Work] | None = None,
    zones: dict[int, ZoneInfo] | None = None,
) -> ModerationFigures:
    done = Done(
        cases=tallies,
        messages=messages,
        decided=decided,
        appeals=0,
        waiting=0,
        work=work or [],
        zones=zones or {},
    )
    return figures(done, days=7, healthy_a_day=15)


def decision(minutes: int, kind: Kind = Kind.REPORT, state: State = State.ACTED) -> Decided:
    return Decided(kind, state, NOON, NOON, NOON + timedelta(minutes=minutes), ANN)


def worked(member_id: int, times: int, at: datetime = NOON) -> list[Work]:
    return [Work(member_id, at + timedelta(seconds=n), case=True) for n in range(times)]


def test_where_nothing_was_done_nothing_is_said_to_be_good() -> None:
    found = figured()
    assert (found.cases, found.waiting, found.appeals) == (0, 0, 0)
    assert found.per_1000 is None
    assert found.decision_median_s is None
    assert found.false_positives.value is None
    assert found.night.value is None
    assert found.busiest is None
    assert found.strains == frozenset()


def test_measures_leave_out_notes_and_what_only_ends_something() -> None:
    found = figured(
        Tally(Action.WARN, Source.COMMAND, 4, 0),
        Tally(Action.WARN, Source.AUTOMOD, 2, 1),
        Tally(Action.BAN, Source.AUDIT_LOG, 1, 0),
        *(
            Tally(action, Source.COMMAND, 10, 0)
            for action in (Action.NOTE, Action.UNTIMEOUT, Action.UNBAN, Action.UNLOCK)
        ),
        messages=3_500,
    )
    assert found.cases == 47
    assert found.by_action[Action.WARN] == 6
    assert found.measures == Share(7, 3_500)
    assert found.per_1000 == pytest.approx(2.0)


def test_measures_without_messages_are_no_rate() -> None:
    found = figured(Tally(Action.WARN, Source.COMMAND, 4, 0))
    assert found.measures == Share(4, 0)
    assert found.per_1000 is None


def test_a_false_positive_is_what_automod_did_and_somebody_took_back() -> None:
    found = figured(
        Tally(Action.DELETE, Source.AUTOMOD, 6, 1),
        Tally(Action.TIMEOUT, Source.AUTOMOD, 2, 1),
        Tally(Action.TIMEOUT, Source.COMMAND, 9, 9),
        Tally(Action.TIMEOUT, Source.ESCALATION, 3, 3),
    )
    assert found.false_positives == Share(2, 8)


def test_the_wait_is_the_median_over_all_items() -> None:
    waits = (decision(10), decision(500, Kind.APPEAL), decision(20, Kind.HOLD, State.DISMISSED))
    assert figured(decided=waits).decision_median_s == 20 * 60
    assert figured(decided=waits[:2]).decision_median_s == 255 * 60


def test_appeals_are_told_apart_from_reports() -> None:
    found = figured(
        decided=(
            decision(1, Kind.APPEAL, State.ACTED),
            decision(1, Kind.APPEAL, State.DISMISSED),
            decision(1, Kind.APPEAL, State.DISMISSED),
            decision(1, Kind.REPORT, State.DISMISSED),
        )
    )
    assert (found.appeals_overturned, found.appeals_upheld) == (1, 2)


def test_the_share_of_the_busiest_needs_a_team() -> None:
    work = worked(ANN, 6) + worked(BEN, 2)
    two, three = {ANN: BERLIN, BEN: BERLIN}, {ANN: BERLIN, BEN: BERLIN, CAT: BERLIN}
    assert figured(work=work, zones=two).busiest is None
    # The third rested this week, and is of the team all the same.
    assert figured(work=work, zones=three).busiest == Share(6, 8)


def test_night_is_read_in_each_ones_own_zone() -> None:
    at = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23:30 in Berlin, 7:30 in Tokyo
    found = figured(work=worked(ANN, 3, at) + worked(BEN, 5, at), zones={ANN: BERLIN, BEN: TOKYO})
    assert found.night == Share(3, 8)


@pytest.mark.parametrize(
    ("work", "strains"),
    [
        (worked(ANN, 9) + worked(BEN, 1), set()),
        (worked(ANN, 12) + worked(BEN, 3), {Strain.MOST}),
        (worked(ANN, 60) + worked(BEN, 60) + worked(CAT, 60), set()),
        (worked(ANN, 106) + worked(BEN, 90) + worked(CAT, 90), {Strain.MUCH}),
        (
            worked(ANN, 10, NOON + timedelta(hours=12)) + worked(BEN, 10),
            {Strain.NIGHT},
        ),
    ],
)
def test_who_carries_too_much_is_said_without_a_name(
    work: list[Work], strains: set[Strain]
) -> None:
    zones = dict.fromkeys((ANN, BEN, CAT), BERLIN)
    assert figured(work=work, zones=zones).strains == strains


# -- on both databases --


class House:
    """The services without Discord, and the section."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(NOON)
        self.store = Store(database, self.clock, Signals())
        self.jobs = JobRunner(database, self.clock)
        self.cases = Cases(database, self.jobs, self.store, self.clock)
        self.items = QueueService(database, self.jobs, self.store, self.clock)
        self.appeals = AppealService(database, self.jobs, self.clock, self.cases, self.items)
        self.zones = MemberZones(database, self.store)
        keep = timedelta(days=400)
        self.hours = DutyHours(database, self.jobs, self.zones, self.clock, keep)
        figures = FigureService(database, self.store, self.zones, self.hours)
        self.section = ModerationSection(figures)
        self._messages = 900
        self._targets = 100

    def at(self, instant: datetime) -> None:
        self.clock.set(instant)

    def later(self, **time: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**time))

    async def case(
        self,
        moderator: int | None = ANN,
        action: Action = Action.WARN,
        *,
        source: Source = Source.COMMAND,
        outcome: Outcome = Outcome.DONE,
        guild: int = GUILD,
        target: int | None = None,
    ) -> int:
        # Another one each time, or strikes would add up to cases of their own.
        self._targets += 1
        target = self._targets if target is None else target
        new = NewCase(
            guild_id=guild, action=action, moderator_id=moderator, target_id=target, source=source
        )
        number = (await self.cases.open(new)).case.number
        await self.cases.done(guild, number, outcome=outcome, dm=Dm.NONE)
        return number

    async def reported(self, minutes: float, by: int = ANN, state: State = State.ACTED) -> None:
        """Let a message be reported, and be decided so many minutes later."""
        self._messages += 1
        subject = Subject(
            guild_id=GUILD,
            kind=Kind.REPORT,
            key=f"message:{self._messages}",
            target_id=AUTHOR,
            content="rude",
        )
        item = (await self.items.report(subject, 10, "rude")).item
        self.later(minutes=minutes)
        await self.items.decide(GUILD, item.item_id, by, state, others=True)

    async def wrote(self, day: int, messages: int, guild: int = GUILD, channel: int = 4) -> None:
        row = {"guild_id": guild, "day": day, "channel_id": channel, "messages": messages}
        async with self.database.begin() as connection:
            await connection.execute(insert(cast("Table", ChannelDay.__table__)).values(row))

    async def collect(self, window: Window = WEEK) -> Section:
        return await self.section.collect(ReportRequest(GUILD, window))

    async def figures(self, window: Window = WEEK) -> dict[str, Figure]:
        return {figure.key: figure for figure in (await self.collect(window)).figures}


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_cases_count_in_the_week_of_their_local_day(house: House) -> None:
    house.at(WEEK.start - timedelta(seconds=1))
    await house.case()
    house.at(WEEK.start)
    await house.case(action=Action.BAN)
    house.at(WEEK.end - timedelta(seconds=1))
    await house.case()
    house.at(WEEK.end)
    await house.case()
    await house.case(guild=OTHER)

    section = await house.collect()

    found = {figure.key: figure.value for figure in section.figures}
    assert (found["cases"], found["cases_warn"], found["cases_ban"]) == (2, 1, 1)
    assert section.series == {"cases_by_action": {"warn": 1, "ban": 1}}
    assert (await house.figures(WEEK.shifted(-7)))["cases"].value == 1


async def test_what_discord_refused_is_no_case_and_what_was_taken_back_is(house: House) -> None:
    await house.case(outcome=Outcome.FAILED)
    number = await house.case(outcome=Outcome.INTERRUPTED)
    await house.cases.void(GUILD, number, "wrong one", BEN)

    found = await house.figures()

    assert found["cases"].value == 1
    assert found["night_share"].counts == (0, 1)


async def test_measures_per_1000_messages_of_the_week(house: House) -> None:
    for day, messages in ((MONDAY - 1, 700), (MONDAY, 1_500), (MONDAY + 6, 500), (MONDAY + 7, 90)):
        await house.wrote(day, messages)
    await house.wrote(MONDAY, 400, channel=5)
    await house.wrote(MONDAY, 4_000, guild=OTHER)
    for action in (Action.WARN, Action.NOTE, Action.TIMEOUT, Action.KICK):
        await house.case(action=action)

    figure = (await house.figures())["measures_per_1000"]

    assert figure.counts == (3, 2_400)
    assert figure.value == pytest.approx(1.25)


async def test_automod_that_was_taken_back(house: House) -> None:
    numbers = [await house.case(None, Action.DELETE, source=Source.AUTOMOD) for _ in range(4)]
    await house.cases.void(GUILD, numbers[2], "no spam at all", ANN)
    await house.cases.void(GUILD, await house.case(), "of a moderator", ANN)

    figure = (await house.figures())["automod_voided"]

    assert (figure.value, figure.counts, figure.unit) == (0.25, (1, 4), "rate")
    # What automod does is no moderator's work.
    assert (await house.figures())["night_share"].counts == (0, 1)


async def test_decisions_count_when_they_are_made_and_wait_since_the_report(house: House) -> None:
    house.at(WEEK.start - timedelta(minutes=30))
    await house.reported(60)
    house.at(NOON)
    await house.reported(10, BEN)
    await house.reported(20, BEN, State.DISMISSED)
    house.at(WEEK.end - timedelta(minutes=5))
    await house.reported(10)

    found = await house.figures()

    assert found["decision_median_s"].value == 20 * 60
    assert found["decision_median_s"].better == -1
    # The last of them was decided after the week.
    assert found["queue_waiting"].value == 1
    assert (await house.figures(WEEK.shifted(-7)))["queue_waiting"].value == 1
    assert (await house.figures(WEEK.shifted(7)))["queue_waiting"].value == 0


async def test_appeals_that_were_made_and_how_they_ended(house: House) -> None:
    await house.store.set(GUILD, GuildSettings, "escalation", [])
    for state in (State.ACTED, State.DISMISSED, State.DISMISSED, None):
        number = await house.case(ANN, target=AUTHOR)
        item = await house.appeals.open(GUILD, number, AUTHOR, "It was a joke")
        if state is not None:
            await house.items.decide(GUILD, item.item_id, BEN, state, others=True)

    found = await house.figures()

    assert found["appeals"].value == 4
    assert found["appeals_overturned"].value == 1
    assert found["appeals_upheld"].value == 2
    assert found["queue_waiting"].value == 1


async def test_load_is_shared_among_all_who_worked_of_late(house: House) -> None:
    house.at(WEEK.end - timedelta(days=28))
    await house.case(CAT)
    house.at(NOON)
    for _ in range(3):
        await house.case(ANN)
    # Behind this one is an item: it is counted with that.
    await house.case(BEN, source=Source.REPORT)
    await house.reported(5, BEN)

    figure = (await house.figures())["busiest_share"]

    assert (figure.value, figure.counts) == (0.75, (3, 4))
    # A day later nobody would say that the third is still of the team.
    later = Window(BERLIN, MONDAY + 1, MONDAY + 8)
    assert (await house.figures(later))["busiest_share"].value is None


async def test_hours_on_duty_are_told_of_three_together(house: House) -> None:
    for moderator in (ANN, BEN):
        await house.hours.put_manual(GUILD, moderator, on=True)
    for _ in range(12):
        await house.case(ANN)
    house.later(hours=4)
    figures = await house.figures()
    assert (figures["duty_time_s"].value, figures["done_per_duty_hour"].value) == (None, None)

    await house.hours.put_manual(GUILD, CAT, on=True)
    house.at(WEEK.end - timedelta(hours=1))
    for moderator in (ANN, BEN, CAT):
        await house.hours.put_manual(GUILD, moderator, on=False)
    house.at(WEEK.end + timedelta(days=30))
    figures = await house.figures()

    # From Monday noon in UTC to Sunday 22:00 in UTC, and the third four hours less.
    hours = 3 * (6 * 24 + 10) - 4
    assert figures["duty_time_s"].value == hours * 3600
    assert figures["done_per_duty_hour"].value == pytest.approx(12 / hours)
    assert figures["done_per_duty_hour"].counts == (12, hours * 60)
    assert (await house.figures(WEEK.shifted(7)))["duty_time_s"].value is None
    # After that time nobody can tell.
    house.at(WEEK.start + timedelta(days=401))
    assert (await house.figures())["duty_time_s"].value is None


async def test_night_work_is_that_of_each_ones_own_zone(house: House) -> None:
    await house.store.set(GUILD, ServerSettings, "zone", "Europe/Berlin")
    await house.zones.set(GUILD, BEN, "Asia/Tokyo")
    house.at(datetime(2026, 3, 3, 22, 30, tzinfo=UTC))
    await house.case(ANN)
    await house.case(BEN)
    await house.reported(0, BEN)

    assert (await house.figures())["night_share"].counts == (1, 3)


async def test_the_section_names_nobody_and_says_what_helps(house: House) -> None:
    for moderator in (BEN, CAT, *[ANN] * 12):
        await house.case(moderator)

    section = await house.collect()

    (note,) = section.notes
    assert note.startswith("Most of the moderation rested on one moderator. /duty load shows")
    assert section.title == "Moderation"
    assert section.labels.keys() == {figure.key for figure in section.figures}
    assert len({*section.labels.values()}) == len(section.figures)


async def test_a_deleted_moderator_leaves_how_long_it_took(house: House) -> None:
    await house.reported(30, BEN)
    before = await house.figures()
    async with house.database.begin() as connection:
        await forget_rows(connection, GUILD, BEN)
    after = await house.figures()

    assert before["decision_median_s"] == after["decision_median_s"]
    assert before["night_share"].counts == (0, 1)
    assert after["night_share"].value is None
