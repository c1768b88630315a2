"""Recurrence: wall time is kept through DST, gaps move forward, doubled hours happen once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs.recurrence import (
    LAST,
    Daily,
    MonthlyByDay,
    MonthlyByWeekday,
    Recurrence,
    Weekly,
    to_instant,
)

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
]
EVENING = time(18)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]  # parts of a date


def following(recurrence: Recurrence, instant: datetime, count: int) -> list[datetime]:
    found = []
    for _ in range(count):
        instant = recurrence.next_after(instant)
        found.append(instant)
    return found


def test_18_00_stays_18_00_through_dst() -> None:
    found = following(Daily(at=EVENING, zone="Europe/Berlin"), utc(2024, 3, 29, 20), 3)

    assert found == [utc(2024, 3, 30, 17), utc(2024, 3, 31, 16), utc(2024, 4, 1, 16)]


@pytest.mark.parametrize(
    ("wall", "zone", "instant"),
    [
        (datetime(2024, 3, 31, 2, 30), "Europe/Berlin", utc(2024, 3, 31, 1)),  # noqa: DTZ001
        (datetime(2024, 3, 31, 2, 0), "Europe/Berlin", utc(2024, 3, 31, 1)),  # noqa: DTZ001
        (datetime(2024, 10, 27, 2, 30), "Europe/Berlin", utc(2024, 10, 27, 0, 30)),  # noqa: DTZ001
        # Lord Howe moves by half an hour.
        (datetime(2024, 10, 6, 2, 15), "Australia/Lord_Howe", utc(2024, 10, 5, 15, 30)),  # noqa: DTZ001
        (datetime(2024, 4, 7, 1, 45), "Australia/Lord_Howe", utc(2024, 4, 6, 14, 45)),  # noqa: DTZ001
        # Apia had no 30 December 2011.
        (datetime(2011, 12, 30, 18), "Pacific/Apia", utc(2011, 12, 30, 10)),  # noqa: DTZ001
        (datetime(2024, 3, 31, 2, 0, 0, 5), "Europe/Berlin", utc(2024, 3, 31, 1)),  # noqa: DTZ001
    ],
)
def test_gaps_move_forward_and_doubled_hours_take_the_first(
    wall: datetime, zone: str, instant: datetime
) -> None:
    assert to_instant(wall, zone) == instant


def test_a_gap_and_the_day_after_it_are_one_occurrence_where_they_meet() -> None:
    found = following(Daily(at=time(0), zone="Pacific/Apia"), utc(2011, 12, 29, 10), 2)

    assert found == [utc(2011, 12, 30, 10), utc(2011, 12, 31, 10)]


def test_weekly_on_some_weekdays() -> None:
    weekly = Weekly(at=EVENING, zone="UTC", weekdays=frozenset({0, 3}))

    assert following(weekly, utc(2024, 3, 4, 18), 3) == [
        utc(2024, 3, 7, 18),
        utc(2024, 3, 11, 18),
        utc(2024, 3, 14, 18),
    ]


def test_every_second_week_counts_from_the_week_of_the_start() -> None:
    weekly = Weekly(
        at=EVENING, zone="UTC", weekdays=frozenset({0, 4}), every=2, start=date(2024, 3, 6)
    )

    assert following(weekly, utc(2024, 1, 1), 3) == [
        utc(2024, 3, 8, 18),
        utc(2024, 3, 18, 18),
        utc(2024, 3, 22, 18),
    ]
    assert weekly.next_after(utc(2024, 3, 9)) == utc(2024, 3, 18, 18)


def test_every_third_day_counts_from_the_start() -> None:
    daily = Daily(at=EVENING, zone="UTC", every=3, start=date(2024, 3, 1))

    assert daily.next_after(utc(2024, 2, 1)) == utc(2024, 3, 1, 18)
    assert daily.next_after(utc(2024, 3, 1, 18)) == utc(2024, 3, 4, 18)
    assert daily.next_after(utc(2024, 3, 3)) == utc(2024, 3, 4, 18)


def test_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    monthly = MonthlyByDay(at=EVENING, zone="UTC", day=31)

    assert following(monthly, utc(2024, 1, 31, 18), 3) == [
        utc(2024, 2, 29, 18),
        utc(2024, 3, 31, 18),
        utc(2024, 4, 30, 18),
    ]


def test_every_second_month_counts_over_the_year() -> None:
    monthly = MonthlyByDay(at=EVENING, zone="UTC", day=1, every=2, start=date(2023, 11, 5))

    assert following(monthly, utc(2023, 11, 1), 2) == [utc(2024, 1, 1, 18), utc(2024, 3, 1, 18)]


@pytest.mark.parametrize(
    ("nth", "weekday", "days"),
    [(1, 0, [4, 1]), (2, 6, [10, 14]), (4, 4, [22, 26]), (LAST, 6, [31, 28])],
)
def test_the_nth_weekday_of_a_month(nth: int, weekday: int, days: list[int]) -> None:
    monthly = MonthlyByWeekday(at=EVENING, zone="UTC", nth=nth, weekday=weekday)

    found = following(monthly, utc(2024, 3, 1), 2)

    assert [(day.month, day.day) for day in found] == [(3, days[0]), (4, days[1])]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Daily(at=EVENING, zone="Mars/Olympus"),
        lambda: Daily(at=EVENING, zone="Europe"),
        lambda: Daily(at=EVENING, zone="../etc/passwd"),
        lambda: Daily(at=EVENING.replace(tzinfo=UTC), zone="UTC"),
        lambda: Daily(at=EVENING, zone="UTC", every=0),
        lambda: Weekly(at=EVENING, zone="UTC", weekdays=frozenset()),
        lambda: Weekly(at=EVENING, zone="UTC", weekdays=frozenset({7})),
        lambda: MonthlyByDay(at=EVENING, zone="UTC", day=0),
        lambda: MonthlyByDay(at=EVENING, zone="UTC", day=32),
        lambda: MonthlyByWeekday(at=EVENING, zone="UTC", nth=5, weekday=0),
        lambda: MonthlyByWeekday(at=EVENING, zone="UTC", nth=1, weekday=7),
        lambda: Daily(at=EVENING, zone="UTC").next_after(utc(2024, 1, 1).replace(tzinfo=None)),
        lambda: to_instant(utc(2024, 1, 1), "UTC"),
    ],
)
def test_what_cannot_be_is_refused(make: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the sentences differ
        make()  # type: ignore[operator]


every = st.integers(1, 5)
start = st.dates(date(1990, 1, 1), date(2030, 1, 1))
common = {"at": st.times(), "zone": st.sampled_from(ZONES), "every": every, "start": start}
recurrences = st.one_of(
    st.builds(Daily, **common),
    st.builds(Weekly, **common, weekdays=st.frozensets(st.integers(0, 6), min_size=1)),
    st.builds(MonthlyByDay, **common, day=st.integers(1, 31)),
    st.builds(
        MonthlyByWeekday,
        **common,
        nth=st.sampled_from([1, 2, 3, 4, LAST]),
        weekday=st.integers(0, 6),
    ),
)
instants = st.datetimes(
    datetime(1995, 1, 1),  # noqa: DTZ001
    datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def fits(recurrence: Recurrence, found: datetime) -> bool:
    """Whether the wall time is kept, or was skipped by the zone and moved to the gap's end."""
    there = found.astimezone(ZoneInfo(recurrence.zone))
    if there.time() == recurrence.at:
        return there.fold == 0
    just_before = (found - timedelta(microseconds=1)).astimezone(there.tzinfo)
    gap_end, gap_start = there.replace(tzinfo=None), just_before.replace(tzinfo=None)
    days = (gap_end.date() - timedelta(days=1), gap_end.date())
    return any(gap_start < datetime.combine(day, recurrence.at) < gap_end for day in days)


@settings(deadline=None)
@given(recurrences, instants)
def test_an_occurrence_is_after_the_instant_and_keeps_its_wall_time(
    recurrence: Recurrence, instant: datetime
) -> None:
    found = recurrence.next_after(instant)

    assert found > instant
    assert found.utcoffset() == timedelta(0)
    assert found.astimezone(ZoneInfo(recurrence.zone)).date() >= recurrence.start
    assert fits(recurrence, found)


@settings(deadline=None)
@given(recurrences, instants, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_no_occurrence_is_passed_over(
    recurrence: Recurrence, instant: datetime, step: timedelta
) -> None:
    found = recurrence.next_after(instant)
    between = instant + step

    later = recurrence.next_after(between)
    assert later >= found
    if between < found:
        assert later == found


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.times(),
    st.dates(date(2009, 1, 1), date(2026, 12, 31)),
    st.integers(1, 40),
)
def test_daily_occurrences_are_one_a_day(zone: str, at: time, day: date, count: int) -> None:
    recurrence = Daily(at=at, zone=zone)
    first = to_instant(datetime.combine(day, at), zone)

    found = following(recurrence, first - timedelta(microseconds=1), count)

    expected = {
        to_instant(datetime.combine(day + timedelta(days=n), at), zone) for n in range(count + 2)
    }
    assert found == sorted(expected)[:count]
