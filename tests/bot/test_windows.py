"""Days and weeks in every zone: through clock changes, half hours and days left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.windows import (
    Window,
    day_start,
    last_full_week,
    local_day,
    parse_week,
    week_of,
    zone_named,
    zone_names,
)

UTC_ZONE = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")
BEIRUT = ZoneInfo("Asia/Beirut")
KOLKATA = ZoneInfo("Asia/Kolkata")
MICROSECOND = timedelta(microseconds=1)

# Discord began in 2015; 2012 leaves room for the day that Samoa left out, just before.
_days = st.integers(date(2012, 1, 1).toordinal(), date(2037, 12, 31).toordinal())
_zones = st.sampled_from(sorted(zone_names())).map(ZoneInfo)
_instants = st.integers(0, 25 * 365 * 24 * 3600 * 10**6).map(
    lambda micros: datetime(2012, 1, 2, tzinfo=UTC) + timedelta(microseconds=micros)
)


def ordinal(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


@given(day=_days, zone=_zones)
@example(day=ordinal(2012, 3, 25), zone=BERLIN)
@example(day=ordinal(2021, 3, 28), zone=BEIRUT)  # midnight does not exist
@example(day=ordinal(2021, 10, 31), zone=BEIRUT)  # 23 o'clock comes twice the evening before
@example(day=ordinal(2021, 11, 7), zone=ZoneInfo("America/Havana"))  # midnight comes twice
@example(day=ordinal(2024, 4, 7), zone=ZoneInfo("Australia/Lord_Howe"))  # half an hour
@example(day=ordinal(2016, 5, 1), zone=ZoneInfo("America/Caracas"))  # half an hour for good
def test_a_day_starts_at_its_first_instant(day: int, zone: ZoneInfo) -> None:
    start = day_start(day, zone)

    assert start.tzinfo is UTC
    assert local_day(start, zone) == day
    assert local_day(start - MICROSECOND, zone) == day - 1


@given(day=_days, zone=_zones, length=st.integers(1, 40))
def test_windows_leave_no_gap_and_share_nothing(day: int, zone: ZoneInfo, length: int) -> None:
    window = Window(zone, day, day + length)
    after = window.shifted(length)

    assert window.end == after.start
    assert window.start < window.end
    assert window.days == after.days == length
    assert after.shifted(-length) == window


@given(instant=_instants, zone=_zones)
def test_every_instant_lies_in_its_day_and_week(instant: datetime, zone: ZoneInfo) -> None:
    day = local_day(instant, zone)
    week = week_of(day, zone)

    assert day_start(day, zone) <= instant < day_start(day + 1, zone)
    assert week.start <= instant < week.end
    assert date.fromordinal(week.first_day).weekday() == 0
    assert parse_week(week.label, zone) == week
    assert last_full_week(instant, zone).end == week.start


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (BERLIN, (2024, 3, 31), 23),
        (BERLIN, (2024, 10, 27), 25),
        (BERLIN, (2024, 6, 1), 24),
        (BEIRUT, (2021, 3, 28), 23),
        (ZoneInfo("Australia/Lord_Howe"), (2024, 4, 7), 24.5),
        (ZoneInfo("Australia/Lord_Howe"), (2024, 10, 6), 23.5),
        (KOLKATA, (2024, 3, 31), 24),
    ],
)
def test_days_are_as_long_as_the_clock_says(
    zone: ZoneInfo, day: tuple[int, int, int], hours: float
) -> None:
    first = ordinal(*day)

    window = Window(zone, first, first + 1)

    assert window.end - window.start == timedelta(hours=hours)


def test_the_day_that_samoa_left_out_has_no_length() -> None:
    skipped = ordinal(2011, 12, 30)

    assert day_start(skipped, APIA) == day_start(skipped + 1, APIA)
    assert day_start(skipped, APIA) == datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert local_day(day_start(skipped, APIA) - MICROSECOND, APIA) == skipped - 1
    week = week_of(skipped, APIA)
    assert week.end - week.start == timedelta(days=6)


def test_midnight_in_a_half_hour_zone() -> None:
    assert day_start(ordinal(2024, 3, 4), KOLKATA) == datetime(2024, 3, 3, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("2020-W10", (2020, 3, 2)),
        ("2020w10", (2020, 3, 2)),
        (" 2020-w9 ", (2020, 2, 24)),
        ("2020-W53", (2020, 12, 28)),
        ("2015-W53", (2015, 12, 28)),
        ("2026-W53", (2026, 12, 28)),
        ("2025-W01", (2024, 12, 30)),
    ],
)
def test_weeks_are_read(text: str, monday: tuple[int, int, int]) -> None:
    week = parse_week(text, BERLIN)

    assert (week.first_day, week.end_day) == (ordinal(*monday), ordinal(*monday) + 7)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2021-W53", "There is no week 53 in 2021: its weeks go from 2021-W01 to 2021-W52."),
        ("2020-W54", "There is no week 54 in 2020: its weeks go from 2020-W01 to 2020-W53."),
        ("2020-W00", "There is no week 0 in 2020"),
        ("0000-W01", "Weeks go from the year 1900 to 9998."),
        ("0001-W01", "Weeks go from the year 1900 to 9998."),
        ("9999-W52", "Weeks go from the year 1900 to 9998."),
        ("last week", "last week” is not a week. Write the year and the week"),
        ("2020-10", "is not a week"),
        ("2020-W100", "is not a week"),
        ("", "is not a week"),
    ],
)
def test_what_is_no_week_is_explained(text: str, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_week(text, UTC_ZONE)

    assert sentence in str(caught.value)


def test_labels_name_weeks_and_ranges() -> None:
    week = parse_week("2020-W10", UTC_ZONE)

    assert week.label == "2020-W10"
    assert Window(UTC_ZONE, week.first_day, week.end_day + 1).label == "2020-03-02 to 2020-03-09"
    assert week.shifted(1).label == "2020-03-03 to 2020-03-09"


def test_zones_are_found_by_name() -> None:
    assert zone_named("Europe/Berlin").key == "Europe/Berlin"
    for wrong in ("Mars/Olympus", "", "../etc/passwd", "europe/berlin"):
        with pytest.raises(UserError, match="no time zone"):
            zone_named(wrong)


def test_the_last_full_week_is_over() -> None:
    monday = datetime(2024, 3, 3, 23, tzinfo=UTC)  # midnight in Berlin

    assert last_full_week(monday, BERLIN).label == "2024-W09"
    assert last_full_week(monday - MICROSECOND, BERLIN).label == "2024-W08"
