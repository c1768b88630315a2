from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from cogs.sentiment.domain.turns import Hour, State, Usual, limit, step
from cogs.sentiment.service.turns import after_quiet, instant
from tests.cogs.sentiment.turning import DAYS_OF_PAST, HOURS, Place, delays, found_in

# Sixty messages with a score an hour: some ten thousand a week.
TOWN = Place(60)


def test_a_planted_turn_is_found_within_six_hours() -> None:
    after = delays(TOWN, range(10))
    assert sum(delay is not None and delay <= 6 for delay in after) >= 9, after


def test_a_quiet_year_has_no_more_than_a_false_alarm_a_month() -> None:
    # A server of five channels; each is watched, and so are all together.
    channels = [Place(size).hours(seed, DAYS_OF_PAST + 365) for seed, size in enumerate(SIZES)]
    server = [
        Hour(one[0].day, one[0].hour, sum(h.scored for h in one), sum(h.negative for h in one))
        for one in zip(*channels, strict=True)
    ]
    places = len(channels) + 1
    told = len(found_in(server)) + sum(len(found_in(one, places=places)) for one in channels)
    assert told <= 12


SIZES = (25, 15, 10, 7, 3)


def test_a_turn_is_found_once_and_its_beginning_named() -> None:
    turn = (DAYS_OF_PAST + 1) * HOURS + 9
    hours = TOWN.hours(3, DAYS_OF_PAST + 6, turn)
    ((found, began),) = found_in(hours)
    assert turn <= found < turn + 6
    assert abs(began - turn) <= 3
    # Less closely looked at, it takes longer, or is not found.
    assert all(at >= found for at, _ in found_in(hours, sensitivity=1))


def past(negative: int, scored: int = 50) -> list[Hour]:
    return [Hour(700_000 + day, hour, scored, negative) for day in range(14) for hour in range(24)]


def test_evidence_grows_to_the_limit_and_wears_off() -> None:
    usual, most = Usual(past(10)), limit(5)
    bad, good = ([Hour(700_014, hour, 50, bad) for hour in range(24)] for bad in (20, 10))
    state, found = step(State(), bad[0], usual, most)
    assert (found, state.began) == (False, bad[0].number)
    # An hour that was looked at is not looked at again.
    assert step(state, bad[0], usual, most) == (state, False)
    state, found = step(state, bad[1], usual, most)
    while not found:
        state, found = step(state, bad[state.seen - bad[0].number + 1], usual, most)
    assert state.told
    assert state.evidence == most
    for hour in good[state.seen - good[0].number + 1 :]:
        state, found = step(state, hour, usual, most)
        assert not found
    assert state == State(seen=good[-1].number)


def test_nothing_is_told_of_a_place_without_a_past() -> None:
    short = Usual(past(1)[:10])
    assert not short.known
    assert step(State(), Hour(700_014, 0, 50, 50), short, 0.1) == (State(seen=700_014 * 24), False)


def test_what_is_usual_follows_hour_and_weekday() -> None:
    gloomy = [
        Hour(700_000 + day, hour, 60, 30 if hour == 9 and day % 7 == 3 else 6)
        for day in range(56)
        for hour in range(24)
    ]
    usual = Usual(gloomy)
    assert usual.share(gloomy[3 * 24 + 9]) == pytest.approx(0.46, abs=0.02)
    assert usual.share(gloomy[2 * 24 + 9]) == pytest.approx(0.11, abs=0.02)
    assert usual.share(gloomy[3 * 24 + 8]) == pytest.approx(0.10, abs=0.02)
    assert 0 < Usual([]).share(gloomy[0]) < 1


def test_more_sensitivity_and_fewer_places_need_less() -> None:
    limits = [limit(sensitivity) for sensitivity in range(1, 10)]
    assert all(more > less for more, less in pairwise(limits))
    assert limit(5, 20) > limit(5)


@pytest.mark.parametrize(
    ("now", "start", "end", "told"),
    [
        ("2026-03-02T12:00", 22, 8, "2026-03-02T12:00"),
        ("2026-03-02T22:00", 22, 8, "2026-03-03T08:00"),
        ("2026-03-03T07:59", 22, 8, "2026-03-03T08:00"),
        ("2026-03-03T08:00", 22, 8, "2026-03-03T08:00"),
        ("2026-03-03T03:00", 1, 6, "2026-03-03T06:00"),
        ("2026-03-03T23:00", 5, 5, "2026-03-03T23:00"),
        ("2026-03-28T23:30", 22, 8, "2026-03-29T08:00"),  # the clock changes that night
    ],
)
def test_quiet_hours_are_respected(now: str, start: int, end: int, told: str) -> None:
    zone = ZoneInfo("Europe/Berlin")
    wall = datetime.fromisoformat(now).replace(tzinfo=zone)
    expected = datetime.fromisoformat(told).replace(tzinfo=zone).astimezone(UTC)
    assert after_quiet(wall.astimezone(UTC), zone, start, end) == expected


def test_hours_have_their_instant() -> None:
    number = Hour(datetime(2026, 3, 2, tzinfo=UTC).toordinal(), 9, 1, 0).number
    assert instant(number, ZoneInfo("Europe/Berlin")) == datetime(2026, 3, 2, 8, tzinfo=UTC)
