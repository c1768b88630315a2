"""Words to time: what is said, in whose zone; what is asked back, and what is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.text.dates import LONGEST, moments_of, read_day, read_moment

BERLIN = ZoneInfo("Europe/Berlin")
# A Wednesday, 13:00 in Berlin.
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def wall(text: str, now: datetime = NOW) -> str:
    (moment,) = read_moment(text, BERLIN, now).moments
    assert moment.instant > now
    return moment.wall.strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-20 18:00", "2026-03-20 18:00"),
        ("2026-03-20T18:00", "2026-03-20 18:00"),
        ("2026-03-20T18:00Z", "2026-03-20 19:00"),
        ("2026-07-20T18:00+02:00", "2026-07-20 18:00"),
        ("<t:1774026000:F>", "2026-03-20 18:00"),
        ("18:00", "2026-03-04 18:00"),
        ("6 pm", "2026-03-04 18:00"),
        ("9:30", "2026-03-05 09:30"),
        ("tonight 8pm", "2026-03-04 20:00"),
        ("Tomorrow at noon", "2026-03-05 12:00"),
        ("tomorrow 18h30", "2026-03-05 18:30"),
        ("the day after tomorrow at 6", "2026-03-06 06:00"),
        ("friday 18:00", "2026-03-06 18:00"),
        ("on Fri, 6:15 p.m.", "2026-03-06 18:15"),
        ("wednesday 18:00", "2026-03-04 18:00"),
        ("wednesday 12:00", "2026-03-11 12:00"),
        ("next friday 18:00", "2026-03-13 18:00"),
        ("friday next week 18:00", "2026-03-13 18:00"),
        ("next week on friday at 18:00", "2026-03-13 18:00"),
        ("friday week 18:00", "2026-03-13 18:00"),
        ("this sunday at 10 am", "2026-03-08 10:00"),
        ("in 2 hours", "2026-03-04 15:00"),
        ("in 90 minutes", "2026-03-04 14:30"),
        ("in 36h", "2026-03-06 01:00"),
        ("in three days at 18:00", "2026-03-07 18:00"),
        ("in a week 18:00", "2026-03-11 18:00"),
        ("24 dec 18:00", "2026-12-24 18:00"),
        ("December 24th, 6pm", "2026-12-24 18:00"),
        ("24th of December 2027 18:00", "2027-12-24 18:00"),
        ("1 feb 18:00", "2027-02-01 18:00"),
        ("29 feb 18:00", "2028-02-29 18:00"),
        ("24.12. 18:00 Uhr", "2026-12-24 18:00"),
        ("24.12.2026 um 18 Uhr", "2026-12-24 18:00"),
        ("24/12/2026 18:00", "2026-12-24 18:00"),
        ("12/24/2026 18:00", "2026-12-24 18:00"),
        ("friday midnight", "2026-03-06 00:00"),
        ("  FRIDAY    18\uff1a00 ", "2026-03-06 18:00"),
    ],
)
def test_what_is_said_is_understood(text: str, meant: str) -> None:
    assert wall(text) == meant


def test_a_zone_may_be_named() -> None:
    reading = read_moment("friday 18:00 america/new_york", BERLIN, NOW)

    assert reading.zone == "America/New_York"
    assert reading.moments[0].instant == datetime(2026, 3, 6, 23, tzinfo=UTC)


def test_next_friday_said_on_a_saturday_is_the_one_to_come() -> None:
    assert wall("next friday 18:00", datetime(2026, 3, 7, 12, tzinfo=UTC)) == "2026-03-13 18:00"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("", "I cannot read"),
        ("soon", "I cannot read"),
        ("friday-ish 18:00", "I cannot read"),
        ("blah friday 18:00 blah", "I cannot read"),
        ("18:00 " * 40, "I cannot read"),
        ("friday", "At what time"),
        ("2026-03-20", "At what time"),
        ("3/4/2026 18:00", r"“3/4/2026” can be two dates"),
        ("2026-02-30 18:00", "There is no such day"),
        ("31 april 18:00", "There is no such day"),
        ("0001-01-01 18:00", "<t:-2208927600:f> is over already"),
        ("2026-03-01 18:00", "<t:1772384400:f> is over already"),
        ("<t:1000000000>", "<t:1000000000:f> is over already"),
        ("<t:999999999999>", "I cannot read"),
        ("9999-12-31 23:59", "“9999-12-31” is too far ahead"),
        ("2036-03-20 18:00", "“2036-03-20 18:00” is too far ahead"),
        ("friday 25:00", "I cannot read"),
    ],
)
def test_what_cannot_be_is_refused_kindly(text: str, begins: str) -> None:
    with pytest.raises(UserError) as refused:
        read_moment(text, BERLIN, NOW)

    assert str(refused.value).replace("\\", "").startswith(begins)


def test_the_doubled_hour_is_asked_about() -> None:
    reading = read_moment("25 oct 02:30", BERLIN, NOW)

    assert reading.why == "doubled"
    assert [(one.wall.hour, one.fold, one.instant.hour) for one in reading.moments] == [
        (2, 0, 0),
        (2, 1, 1),
    ]
    # Between the two there is only one left.
    later = read_moment("2:30", BERLIN, datetime(2026, 10, 25, 0, 45, tzinfo=UTC))
    assert (later.why, [one.fold for one in later.moments]) == ("", [1])


def test_the_skipped_hour_is_asked_about() -> None:
    reading = read_moment("29 mar 02:30", BERLIN, NOW)

    assert reading.why == "skipped"
    assert [one.wall.strftime("%H:%M") for one in reading.moments] == ["01:30", "03:30"]
    assert [one.instant.hour for one in reading.moments] == [0, 1]


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_every_moment_is_what_its_wall_says(naive: datetime, zone: str) -> None:
    reading = moments_of(naive, ZoneInfo(zone))

    assert len(reading.moments) == (2 if reading.why else 1)
    assert list(reading.moments) == sorted(reading.moments, key=lambda one: one.instant)
    for moment in reading.moments:
        there = moment.instant.astimezone(ZoneInfo(zone))
        assert (there.replace(tzinfo=None, fold=0), there.fold) == (moment.wall, moment.fold)
        assert reading.why == "skipped" or moment.wall == naive


@settings(max_examples=300)
@given(st.text(max_size=LONGEST + 10) | st.from_regex(r"(in |next )?[0-9./: -]{0,30}(pm|fri)?"))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    with suppress(UserError):
        assert all(one.instant > NOW for one in read_moment(text, BERLIN, NOW).moments)


def test_a_day_alone() -> None:
    assert read_day("31 dec", NOW.date()) == date(2026, 12, 31)
    assert read_day("2027-02-01", NOW.date()) == date(2027, 2, 1)
    with pytest.raises(UserError):
        read_day("31 dec 18:00", NOW.date())
