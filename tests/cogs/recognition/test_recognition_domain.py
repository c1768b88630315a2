from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.facts import MessageFact, VoiceFact
from cogs.recognition.domain.blocks import BLOCKS, lit, thirds, whole
from cogs.recognition.domain.counts import (
    LEVELS,
    MOST_POINTS,
    more_than,
    moves,
    place_after,
    total,
    with_added,
)
from cogs.recognition.domain.levels import Curve, roles_of
from cogs.recognition.domain.standing import Board, Span, standings, with_streaks
from cogs.recognition.domain.xp import Day, Weights, xp_of

GUILD = 5
UTC_ZONE = ZoneInfo("UTC")
NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)
WEIGHTS = Weights(5, 3, (25, 10, 30, 50))


def message(at: datetime, author: int = 1) -> MessageFact:
    return MessageFact(GUILD, 1, 10, author, at)


def test_ten_messages_in_ten_minutes_light_what_one_lights() -> None:
    day = NOON.toordinal()
    once = lit([message(NOON)], [], UTC_ZONE)
    often = lit([message(NOON + timedelta(minutes=number)) for number in range(10)], [], UTC_ZONE)
    next_block = lit([message(NOON + timedelta(minutes=10))], [], UTC_ZONE)
    assert once == often == {(1, day): (1 << 72, 0)}
    assert next_block == {(1, day): (1 << 73, 0)}


def test_voice_lights_the_minutes_with_others() -> None:
    day = NOON.toordinal()
    at = NOON + timedelta(minutes=5)
    stretches = [
        VoiceFact(GUILD, 20, 1, at, 600, 600),  # two blocks
        VoiceFact(GUILD, 20, 2, at, 600, 240),  # the first of them
        VoiceFact(GUILD, 20, 3, at, 600, 59),  # too short, but time all the same
        VoiceFact(GUILD, 20, 4, at, 600, 0),  # alone
    ]
    assert lit([], stretches, UTC_ZONE) == {
        (1, day): (0b11 << 72, 600),
        (2, day): (1 << 72, 240),
        (3, day): (0, 59),
    }


def test_a_day_of_25_hours_has_its_blocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    last = datetime(2024, 10, 27, 22, 59, tzinfo=UTC)  # 23:59 of the day that the clock goes back
    ((_, day), (blocks, _)), *_ = lit([message(last)], [], berlin).items()
    assert day == date(2024, 10, 27).toordinal()
    assert blocks == 1 << BLOCKS - 1


@given(st.integers(0, (1 << BLOCKS) - 1))
def test_blocks_are_stored_whole(blocks: int) -> None:
    assert whole(*thirds(blocks)) == blocks
    assert all(0 <= third < 1 << 50 for third in thirds(blocks))


@pytest.mark.parametrize(
    ("day", "xp"),
    [
        (Day(), 0),
        (Day(blocks=0b11), 10),
        (Day(blocks=0b11111), 15),  # the cap of three blocks
        (Day(deeds=(100, 0, 0, 0)), 25),
        (Day(deeds=(0, 150, 0, 0)), 15),  # a damped kudos counts half
        (Day(blocks=1, deeds=(0, 0, 100, 200)), 135),
        (Day(voice_s=5000), 0),  # time alone is volume
    ],
)
def test_xp_of_a_day(day: Day, xp: int) -> None:
    assert xp_of(day, WEIGHTS) == xp


@given(st.integers(1, 500), st.integers(0, 500), st.integers(0, 2_000_000))
def test_levels_are_the_curve_inverted(base: int, step: int, xp: int) -> None:
    curve = Curve(base, step)
    level = curve.level_of(xp)
    assert curve.begins_at(level) <= xp < curve.begins_at(level + 1)


def test_the_curve_in_figures() -> None:
    curve = Curve(50, 25)
    assert [curve.begins_at(level) for level in range(5)] == [0, 50, 125, 225, 350]


def test_roles_of_a_level() -> None:
    roles = {5: 50, 10: 100}
    assert [roles_of(level, roles, stacked=False) for level in (4, 5, 9, 10)] == [
        frozenset(),
        {50},
        {50},
        {100},
    ]
    assert roles_of(12, roles, stacked=True) == {50, 100}


def test_streaks_and_windows() -> None:
    monday = date(2024, 3, 4).toordinal()
    active = [monday - 2, monday - 1, monday, monday + 2]
    days = with_streaks({day: Day(blocks=1) for day in active})
    assert [days[day].streak for day in active] == [1, 2, 3, 1]
    found = standings(days, WEIGHTS, kept_from=monday)
    # March began before what is kept; the streak of the weekend reaches into the week.
    assert found == {
        (Board.XP, Span.ALL, 0): 20,
        (Board.STREAK, Span.ALL, 0): 3,
        (Board.XP, Span.WEEK, monday): 10,
        (Board.STREAK, Span.WEEK, monday): 3,
    }


_points = st.one_of(st.integers(1, 600), st.integers(1, MOST_POINTS))


@given(st.lists(_points, max_size=60), st.randoms(use_true_random=False), _points)
def test_places_in_the_tree_are_those_of_a_plain_count(
    points: list[int], chance: random.Random, asked: int
) -> None:
    # Members come by detours, and some go again.
    detours = [(0, chance.randint(1, 600)) for _ in points]
    changes = detours + [(was, now) for (_, was), now in zip(detours, points, strict=True)]
    gone = points[: len(points) // 3]
    changes += [(had, 0) for had in gone]
    left = sorted(points[len(gone) :], reverse=True)
    pages: dict[tuple[int, int], bytes] = {}
    for change in changes:
        for key, added in moves([change]).items():
            pages[key] = with_added(pages.get(key, b""), added)
    assert total(pages.get((LEVELS - 1, 0), b"")) == len(left)
    for number in {asked, *left}:
        assert more_than(number, pages) == sum(one > number for one in left)
    together = moves(changes)
    assert {key: with_added(b"", added) for key, added in together.items()} == {
        key: page for key, page in pages.items() if page
    }
    lowest = Counter(one & 255 for one in left if one < 256)
    order = sorted(lowest.elements(), reverse=True)
    for skip, number in enumerate(order):
        assert place_after(pages[0, 0], skip) == (number, skip - order.index(number))
    assert place_after(pages.get((0, 0), b""), len(order)) is None
