"""Who may decide what, when somebody may appeal, who is on duty: without Discord."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.moderation.domain.appeals import Earlier, Held, Hurdle, Limits, held
from cogs.moderation.domain.duty import (
    Candidate,
    Load,
    Manual,
    Shift,
    Strain,
    Work,
    covers,
    loads,
    next_up,
    on_duty,
    parse_days,
    parse_time,
    strains,
)
from cogs.moderation.domain.queue import Item, Kind, Refusal, State, refusal, too_long_at

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday
BERLIN = ZoneInfo("Europe/Berlin")
ITEM = Item(
    guild_id=1,
    item_id=2,
    kind=Kind.REPORT,
    state=State.OPEN,
    target_id=30,
    channel_id=4,
    message_id=5,
    case_number=None,
    acted_by=None,
    opened_at=NOW,
    since=NOW,
    claimed_by=None,
    decided_by=None,
    decided_at=None,
    escalated_at=None,
    content="x",
    content_until=NOW,
    reply=None,
    card_channel_id=None,
    card_message_id=None,
)


@pytest.mark.parametrize(
    ("changes", "others", "expected"),
    [
        ({}, True, None),
        ({"claimed_by": 10, "state": State.CLAIMED}, True, None),
        ({"claimed_by": 11, "state": State.CLAIMED}, True, Refusal.CLAIMED),
        ({"claimed_by": 11, "state": State.CLAIMED, "escalated_at": NOW}, True, None),
        ({"state": State.ACTED}, True, Refusal.DECIDED),
        ({"state": State.DISMISSED}, True, Refusal.DECIDED),
        ({"target_id": 10}, True, Refusal.ABOUT_THEM),
        ({"target_id": 10}, False, Refusal.ABOUT_THEM),
        ({"kind": Kind.APPEAL, "acted_by": 10}, True, Refusal.THEIR_OWN_CASE),
        ({"kind": Kind.APPEAL, "acted_by": 10}, False, None),
        ({"kind": Kind.APPEAL, "acted_by": 11}, True, None),
        ({"kind": Kind.REPORT, "acted_by": 10}, True, None),
    ],
)
def test_who_may_decide(changes: dict[str, object], others: bool, expected: Refusal | None) -> None:
    assert refusal(replace(ITEM, **changes), 10, others=others) is expected  # type: ignore[arg-type]


def test_waiting_is_counted_from_when_it_last_changed_hands() -> None:
    item = replace(ITEM, since=NOW + timedelta(hours=2))
    assert too_long_at(item, timedelta(hours=1)) == NOW + timedelta(hours=3)


LIMITS = Limits(2, timedelta(days=7))
NO = Earlier(NOW - timedelta(days=10), NOW - timedelta(days=8), granted=False)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ([], None),
        ([Earlier(NOW)], Held(Hurdle.OPEN)),
        ([NO], None),
        ([NO, NO], Held(Hurdle.CAP)),
        ([Earlier(NOW, NOW, granted=True)], Held(Hurdle.GRANTED)),
        ([Earlier(NOW, NOW, granted=False)], Held(Hurdle.COOLDOWN, NOW + timedelta(days=7))),
    ],
)
def test_when_somebody_may_appeal(earlier: list[Earlier], expected: Held | None) -> None:
    assert held(earlier, LIMITS, NOW) == expected


def test_the_cooldown_ends_to_the_moment() -> None:
    once = [Earlier(NOW, NOW, granted=False)]
    end = NOW + LIMITS.cooldown
    assert held(once, LIMITS, end - timedelta(microseconds=1)) is not None
    assert held(once, LIMITS, end) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Mon, Wed  friday", {0, 2, 4}),
        ("sat - mon", {5, 6, 0}),
        ("weekdays sun", {0, 1, 2, 3, 4, 6}),
        ("DAILY", set(range(7))),
        ("tues", {1}),
        ("", None),
        ("someday", None),
        ("mon-", {0}),
        ("-mon", None),
        ("monkey", None),
        ("mon-fri-sun", None),
    ],
)
def test_days_as_people_write_them(text: str, expected: set[int] | None) -> None:
    assert parse_days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18:00", time(18)),
        ("7.30", time(7, 30)),
        ("6pm", time(18)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("0", time(0)),
        ("24:00", None),
        ("13pm", None),
        ("0am", None),
        ("18:60", None),
        ("noon", None),
        ("", None),
    ],
)
def test_times_as_people_write_them(text: str, expected: time | None) -> None:
    assert parse_time(text) == expected


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    days = parse_days(text)
    assert days is None or days <= set(range(7))
    parse_time(text)


DAY = Shift(frozenset({0}), time(9), time(17))
NIGHT = Shift(frozenset({0}), time(22), time(6))


@pytest.mark.parametrize(
    ("shift", "local", "expected"),
    [
        (DAY, (2, 9, 0), True),
        (DAY, (2, 16, 59), True),
        (DAY, (2, 17, 0), False),
        (DAY, (3, 10, 0), False),
        (NIGHT, (2, 23, 0), True),
        (NIGHT, (3, 5, 59), True),
        (NIGHT, (3, 6, 0), False),
        (NIGHT, (2, 5, 0), False),
        (NIGHT, (3, 23, 0), False),
    ],
)
def test_a_shift_in_the_zone_of_who_has_it(
    shift: Shift, local: tuple[int, int, int], expected: bool
) -> None:
    day, hour, minute = local
    at = datetime(2026, 3, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)
    assert covers(shift, at, BERLIN) is expected


def test_a_shift_stays_at_its_wall_time_when_clocks_change() -> None:
    daily = Shift(frozenset(range(7)), time(18), time(20))
    for day in (28, 29):  # summer time begins on 29 March
        at = datetime(2026, 3, day, 18, 30, tzinfo=BERLIN).astimezone(UTC)
        assert covers(daily, at, BERLIN)
        assert not covers(daily, at + timedelta(hours=2), BERLIN)


def berlin(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("shift", "manual", "at", "expected"),
    [
        (None, None, berlin(2, 12), False),
        (None, Manual(True, berlin(2, 1)), berlin(20, 12), True),
        (None, Manual(False, berlin(2, 1)), berlin(2, 12), False),
        # Off for the rest of this shift; the next one counts again.
        (DAY, Manual(False, berlin(2, 10)), berlin(2, 12), False),
        (DAY, Manual(False, berlin(2, 10)), berlin(9, 12), True),
        # On outside the shift, until it has begun and ended.
        (DAY, Manual(True, berlin(1, 20)), berlin(1, 22), True),
        (DAY, Manual(True, berlin(1, 20)), berlin(2, 18), False),
        (DAY, Manual(True, berlin(1, 20)), berlin(25, 12), False),
    ],
)
def test_what_was_said_by_hand_holds_until_a_shift_begins_or_ends(
    shift: Shift | None, manual: Manual | None, at: datetime, expected: bool
) -> None:
    assert on_duty(shift, manual, at, BERLIN) is expected


def test_claims_are_spread_fairly() -> None:
    fresh, busy = Candidate(3, 0), Candidate(1, 5, NOW)
    waited = Candidate(2, 0, NOW - timedelta(days=1))
    assert next_up([busy, waited, fresh]) == fresh
    assert next_up([busy, waited]) == waited
    assert next_up([]) is None
    # Whoever has done enough rests before anybody is woken; who sleeps is asked where all do.
    asleep, tired = Candidate(4, 0, night=True), Candidate(5, 0, tired=True)
    assert next_up([asleep, tired, busy]) == busy
    assert next_up([asleep, tired]) == asleep
    assert next_up([tired]) == tired


@given(st.integers(1, 60), st.integers(1, 6))
def test_taking_turns_nobody_is_asked_twice_more_than_another(turns: int, size: int) -> None:
    taken = dict.fromkeys(range(size), 0)
    for _ in range(turns):
        chosen = next_up(Candidate(member, count) for member, count in taken.items())
        assert chosen is not None
        taken[chosen.member_id] += 1
    assert max(taken.values()) - min(taken.values()) <= 1


def test_the_load_counts_each_one_in_their_own_night() -> None:
    midnight = datetime(2026, 3, 2, 0, tzinfo=UTC)
    zones = {1: ZoneInfo("UTC"), 2: ZoneInfo("Asia/Tokyo"), 3: ZoneInfo("UTC")}
    work = [
        Work(1, midnight, case=True),
        Work(1, NOW, case=False, held=timedelta(minutes=20)),
        Work(2, midnight, case=True),
        Work(9, midnight, case=True),
    ]
    assert loads(work, zones) == [
        Load(1, cases=1, items=1, minutes=20, night=1),
        Load(2, cases=1, items=0, minutes=0, night=0),
        Load(3, 0, 0, 0, 0),
    ]


def test_who_carries_too_much_is_seen() -> None:
    team = [Load(1, 60, 15, 300, 40), Load(2, 5, 0, 0, 0), Load(3, 5, 0, 0, 0)]
    assert strains(team[0], team, days=7, healthy_a_day=10) == [
        Strain.MUCH,
        Strain.NIGHT,
        Strain.MOST,
    ]
    assert strains(team[1], team, days=7, healthy_a_day=10) == []
    assert strains(Load(1, 1, 2, 181, 0), team, days=1, healthy_a_day=10) == [Strain.LONG]
    assert strains(Load(1, 1, 2, 181, 0), team, 1, 10, healthy_minutes=200) == []
    # Two people cannot share more fairly than they are.
    assert strains(Load(1, 20, 0, 0, 0), [Load(1, 20, 0, 0, 0), team[1]], 7, 10) == []
    assert strains(Load(1, 3, 0, 0, 3), team, days=7, healthy_a_day=10) == []
