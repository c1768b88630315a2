"""Hours on duty: exact through changes of clocks and zones, and only for as long as is kept."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.clock import ManualClock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.jobs import Job, JobRunner, Postpone
from bot.jobs.models import JobRow
from bot.member_data import forget_rows
from bot.member_zones import MemberZones
from bot.signals import Signals
from cogs.moderation.domain.duty import Manual, Shift, on_duty
from cogs.moderation.domain.duty_hours import Chosen, time_on_duty
from cogs.moderation.jobs.duty import DutyForget
from cogs.moderation.models.duty import DutyChange
from cogs.moderation.service.duty import DutyService
from cogs.moderation.service.duty_hours import FORGET, DutyHours

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
EVERY_DAY = frozenset(range(7))
# Both changes of the clocks of 2026 in Berlin and in New York; half an hour at Lord Howe; at
# Cairo clocks go forward at midnight, which does not exist then.
BERLIN_SPRING, BERLIN_AUTUMN = datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)
STARTS = [
    (BERLIN, BERLIN_SPRING),
    (BERLIN, BERLIN_AUTUMN),
    (ZoneInfo("America/New_York"), datetime(2026, 3, 8, tzinfo=UTC)),
    (ZoneInfo("America/New_York"), datetime(2026, 11, 1, tzinfo=UTC)),
    (ZoneInfo("Australia/Lord_Howe"), datetime(2026, 4, 4, tzinfo=UTC)),
    (ZoneInfo("Australia/Lord_Howe"), datetime(2026, 10, 3, tzinfo=UTC)),
    (ZoneInfo("Africa/Cairo"), datetime(2026, 4, 23, tzinfo=UTC)),
    (ZoneInfo("Asia/Kolkata"), datetime(2026, 6, 1, tzinfo=UTC)),
]


# -- minute by minute ---------------------------------------------------------------------------


@cache
def walls(zone: ZoneInfo, start: datetime, minutes: int) -> tuple[datetime, ...]:
    """Return what a clock on the wall shows at each minute."""
    return tuple((start + MINUTE * n).astimezone(zone).replace(tzinfo=None) for n in range(minutes))


def naive_edges(one: Chosen, start: datetime, minutes: int) -> list[tuple[int, bool]]:
    """Return at which minutes the shift begins (True) and ends: once the wall is that far."""
    if one.shift is None:
        return []
    seen = walls(one.zone, start, minutes)
    found = []
    day = seen[0].date()
    while day <= seen[-1].date():
        if day.weekday() in one.shift.days:
            last = day + DAY if one.shift.end <= one.shift.start else day
            for on, wall in (
                (True, datetime.combine(day, one.shift.start)),
                (False, datetime.combine(last, one.shift.end)),
            ):
                reached = next((n for n, shown in enumerate(seen) if shown >= wall), None)
                if reached:
                    found.append((reached, on))
        day += DAY
    return found


def naive(chosen: list[Chosen], origin: datetime, first: int, end: int) -> timedelta:
    """Add up the minutes from ``first`` to ``end`` (after ``origin``) that were on duty."""
    minutes = 0
    for one, later in zip(chosen, [*chosen[1:], None], strict=True):
        since = (one.since - origin) // MINUTE
        until = end if later is None else (later.since - origin) // MINUTE
        edges = naive_edges(one, origin, end)
        said = None if one.manual is None else (one.manual.since - origin) // MINUTE
        by_hand_ends = min((n for n, _ in edges if said is not None and n > said), default=end)
        on = False
        for minute in range(end):
            passed = [what for n, what in edges if n == minute]
            on = passed[-1] if passed else on
            if not (max(since, first) <= minute < until):
                continue
            if one.manual is not None and minute < by_hand_ends:
                minutes += one.manual.on
            else:
                minutes += on
    return MINUTE * minutes


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Chosen], datetime, int, int]:
    zone, change = draw(st.sampled_from(STARTS))
    # Two days before the clocks change, and two days of shifts before those.
    origin, length = change - 3 * DAY, 6 * 24 * 60
    clock = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
    at_night = st.builds(time, st.integers(0, 3), st.sampled_from([0, 15, 30, 45]))
    times = clock | at_night
    days = st.frozensets(st.integers(0, 6), min_size=1) | st.just(EVERY_DAY)
    shifts = st.builds(Shift, days, times, times).filter(lambda one: one.start != one.end)
    moments = st.lists(
        st.integers(2 * 24 * 60, length - 1), unique=True, min_size=1, max_size=4
    ).map(sorted)
    chosen: list[Chosen] = []
    for minute in draw(moments):
        since = origin + MINUTE * minute
        manual = draw(st.none() | st.builds(Manual, st.booleans(), st.just(since)))
        zones = st.just(zone) | st.sampled_from([one for one, _ in STARTS])
        chosen.append(Chosen(since, draw(st.none() | shifts), manual, draw(zones)))
    first = draw(st.integers(2 * 24 * 60, length - 1))
    return chosen, origin, first, draw(st.integers(first, length))


@given(histories())
def test_hours_are_those_of_a_clock_that_is_read_every_minute(
    given_: tuple[list[Chosen], datetime, int, int],
) -> None:
    chosen, origin, first, end = given_

    found = time_on_duty(chosen, origin + MINUTE * first, origin + MINUTE * end)

    assert found == naive(chosen, origin, first, end)


@given(histories())
def test_hours_are_what_everybody_saw_at_the_time(
    given_: tuple[list[Chosen], datetime, int, int],
) -> None:
    chosen, origin, first, end = given_
    seen = 0
    for minute in range(first, end, 7):
        at = origin + MINUTE * minute
        one = next((one for one in reversed(chosen) if one.since <= at), None)
        live = one is not None and on_duty(one.shift, one.manual, at, one.zone)
        seen += live
        assert time_on_duty(chosen, at, at + MINUTE) == MINUTE * live
    whole = time_on_duty(chosen, origin + MINUTE * first, origin + MINUTE * end)
    assert bool(seen) <= bool(whole)


@pytest.mark.parametrize(
    ("shift", "day", "hours"),
    [
        (Shift(EVERY_DAY, time(0), time(6)), BERLIN_SPRING, 5),
        (Shift(EVERY_DAY, time(0), time(6)), BERLIN_AUTUMN, 7),
        (Shift(EVERY_DAY, time(0), time(6)), BERLIN_AUTUMN + DAY, 6),
        # 2:30 comes twice: a shift begins, and ends, the first time.
        (Shift(EVERY_DAY, time(2, 30), time(4)), BERLIN_AUTUMN, 2.5),
        (Shift(EVERY_DAY, time(1), time(2, 30)), BERLIN_AUTUMN, 1.5),
        # The hour of this one does not exist.
        (Shift(EVERY_DAY, time(2, 15), time(2, 45)), BERLIN_SPRING, 0),
        (Shift(EVERY_DAY, time(22), time(3)), BERLIN_SPRING, 2 + 2),
    ],
)
def test_a_day_when_clocks_change(shift: Shift, day: datetime, hours: float) -> None:
    midnight = day.replace(tzinfo=BERLIN)
    chosen = [Chosen(day - 30 * DAY, shift, None, BERLIN)]

    found = time_on_duty(chosen, midnight, (midnight + DAY))

    assert found == hours * HOUR


# -- on both databases ----------------------------------------------------------------------------

GUILD, OTHER, ANN, BEN = 7, 8, 1, 2
START = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
KEEP = 40 * DAY
NOON_TO_TWO = Shift(EVERY_DAY, time(12), time(14))


class House:
    """Duty without Discord."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(START)
        self.store = Store(database, self.clock, Signals())
        self.zones = MemberZones(database, self.store)
        jobs = JobRunner(database, self.clock)
        self.hours = DutyHours(database, jobs, self.zones, self.clock, KEEP)
        self.duty = DutyService(database, self.store, self.zones, self.clock, self.hours)

    def at(self, instant: datetime) -> None:
        self.clock.set(instant)

    async def count(self, model: type[DutyChange | JobRow], **values: object) -> int:
        chosen = select(func.count()).select_from(model).filter_by(**values)
        async with self.database.read() as connection:
            return int(await connection.scalar(chosen) or 0)

    async def of(self, start: datetime, end: datetime) -> dict[int, float]:
        found = await self.hours.of(GUILD, start, end)
        assert found is not None
        return {key: value / HOUR for key, value in found.items()}


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_hours_of_a_week_stay_what_they_were(house: House) -> None:
    await house.duty.set(GUILD, ANN, on=True)
    await house.duty.set(OTHER, BEN, on=True)
    house.at(START + 3 * HOUR)
    await house.duty.set(GUILD, ANN, on=False)
    await house.duty.set_shift(GUILD, BEN, NOON_TO_TWO)
    house.at(START + 7 * DAY)
    first = await house.of(START, START + 7 * DAY)
    # The hours of six days, and none of the day on which it was set too late.
    assert first == {ANN: 3, BEN: 12}

    await house.duty.set_shift(GUILD, BEN, None)
    await house.duty.set_shift(GUILD, ANN, NOON_TO_TWO)
    await house.zones.set(GUILD, ANN, "Asia/Tokyo")
    house.at(START + 20 * DAY)

    assert await house.of(START, START + 7 * DAY) == first
    # Until now is counted, and not what is to come.
    assert (await house.of(START + 20 * DAY - HOUR, START + 30 * DAY))[BEN] == 0


async def test_a_zone_counts_from_when_it_was_chosen(house: House) -> None:
    await house.duty.set_shift(GUILD, ANN, NOON_TO_TWO)
    house.at(START + HOUR)
    await house.zones.set(GUILD, ANN, "Europe/Berlin")
    await house.hours.catch_up(GUILD, {ANN})
    await house.hours.catch_up(GUILD, {ANN})
    assert await house.count(DutyChange) == 2
    house.at(START + DAY)

    # One hour in UTC; the rest of it is over in Berlin, where tomorrow's has begun an hour ago.
    assert await house.of(START, START + DAY) == {ANN: 2}
    await house.store.set(GUILD, ServerSettings, "zone", "Asia/Tokyo")
    await house.hours.catch_up(GUILD, {ANN})
    assert await house.count(DutyChange) == 2


async def test_who_is_no_moderator_is_not_on_duty(house: House) -> None:
    await house.duty.set(GUILD, ANN, on=True)
    house.at(START + 2 * HOUR)
    await house.hours.catch_up(GUILD, {BEN})
    house.at(START + 9 * HOUR)
    await house.hours.catch_up(GUILD, {BEN})
    assert await house.of(START, START + DAY) == {ANN: 2}

    await house.hours.catch_up(GUILD, {ANN})
    house.at(START + 10 * HOUR)
    assert await house.of(START, START + DAY) == {ANN: 3}


async def test_what_holds_no_more_is_forgotten_in_time(house: House) -> None:
    await house.duty.set(GUILD, ANN, on=True)
    await house.duty.set_shift(GUILD, BEN, NOON_TO_TWO)
    house.at(START + DAY)
    await house.duty.set(GUILD, ANN, on=False)
    await house.duty.set_shift(GUILD, BEN, None)
    await house.duty.set_shift(GUILD, ANN, NOON_TO_TWO)
    house.at(START + 2 * DAY)
    await house.duty.set(OTHER, BEN, on=True)
    assert await house.count(JobRow, kind=FORGET, guild_id=GUILD) == 1
    house.at(START + DAY + KEEP - MINUTE)
    window = START + DAY, START + 8 * DAY
    before = await house.of(*window)
    assert await house.hours.forget(GUILD) == 0

    house.at(START + DAY + KEEP)
    job = Job(GUILD, 1, FORGET, FORGET, START, {}, 1, False, 1, START)
    with pytest.raises(Postpone) as again:
        await DutyForget(house.hours, house.clock)(job)
    assert again.value.until == house.clock.now() + DAY
    assert await house.count(DutyChange, guild_id=GUILD) == 1
    assert await house.hours.forget(GUILD) == 0

    assert {key: value for key, value in before.items() if value} == await house.of(*window)
    house.at(house.clock.now() + MINUTE)
    assert await house.hours.of(GUILD, *window) is None
    assert await house.count(DutyChange, guild_id=OTHER) == 1


async def test_hours_go_with_the_members_data(house: House) -> None:
    await house.duty.set(GUILD, ANN, on=True)
    await house.duty.set(GUILD, BEN, on=True)
    house.at(START + HOUR)
    async with house.database.begin() as connection:
        await forget_rows(connection, GUILD, ANN)

    assert await house.of(START, START + HOUR) == {BEN: 1}
