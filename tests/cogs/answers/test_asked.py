"""Waits by place, hour and who answered: as counted, and as counted again by another way."""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.answers.domain.asked import (
    Asked,
    Waited,
    asked_of,
    by_hour,
    by_place,
    by_staff,
    slowest,
    waited,
)
from cogs.answers.domain.responses import Post, Query

BERLIN = ZoneInfo("Europe/Berlin")
# The clocks go forward on Sunday 29 March 2020.
BEGIN = datetime(2020, 3, 27, tzinfo=UTC)
UNTIL = BEGIN + timedelta(days=9)
WEEK_S = 7 * 86_400
STAFF = {1, 2, 3, 4, 5, 6}


def query(number: int, minutes: int, asker: int, forum: int | None) -> Query:
    at = BEGIN + timedelta(minutes=minutes)
    if forum is not None:
        return Query(Post(number, number, asker, at), is_post=True, forum_id=forum)
    return Query(Post(50 + number % 2, number, asker, at))


queries = st.lists(
    st.builds(
        query,
        st.integers(1_000, 1_060),
        st.integers(0, 4_000) | st.integers(1_380, 1_500),
        st.integers(1, 12),
        st.sampled_from([None, None, 90]),
    ),
    max_size=60,
    unique_by=lambda one: one.post.message_id,
)
answers = st.lists(
    st.tuples(st.integers(1_000, 1_060), st.integers(0, 14_000), st.integers(1, 12), st.booleans()),
    max_size=80,
)


Row = tuple[int, int, datetime, float | None, int | None, bool]


def recount(one: Query, posts: list[Post]) -> Row:
    """Look at every pair of a question and what was said."""
    q = one.post
    fit = [
        (p.at, p.message_id, p.author_id)
        for p in posts
        if (p.reply_to == q.message_id or (one.is_post and p.channel_id == q.channel_id))
        and (p.at, p.message_id) > (q.at, q.message_id)
        and p.at - q.at <= timedelta(days=7)
        and p.author_id != q.author_id
        and not p.me_too
    ]
    place = 90 if one.is_post else q.channel_id
    if not fit:
        return place, q.author_id, q.at, None, None, UNTIL - q.at < timedelta(days=7)
    at, _, author = min(fit)
    return place, q.author_id, q.at, (at - q.at).total_seconds(), author, False


def check_places(shown: dict[int, Waited], naive: list[Row]) -> None:
    for place in (50, 51, 90):
        those = [row for row in naive if row[0] == place]
        assert (place in shown) == (len({row[1] for row in those}) >= 5)
        if place in shown:
            told = shown[place]
            waits = [row[3] for row in those if row[3] is not None]
            assert (told.queries, told.answered) == (len(those), len(waits))
            assert told.answered_24h == sum(wait <= 86_400 for wait in waits)
            check_waits(told, waits)


def check_waits(told: Waited, waits: list[float]) -> None:
    if waits:
        assert told.median_s == pytest.approx(np.median(waits))
        assert told.p90_s == pytest.approx(np.quantile(waits, 0.9))
    else:
        assert told.median_s is told.p90_s is None


def check_heat(heat: list[list[float | None]], naive: list[Row]) -> None:
    for day, hour in product(range(7), range(24)):
        when = f"{day + 1}-{hour:02}"
        those = [
            row for row in naive if not row[5] and f"{row[2].astimezone(BERLIN):%u-%H}" == when
        ]
        if len({row[1] for row in those}) < 5:
            assert heat[day][hour] is None
        else:
            waits = [WEEK_S if row[3] is None else row[3] for row in those]
            assert heat[day][hour] == pytest.approx(np.median(waits))


def check_staff(
    found: tuple[tuple[int, int] | None, Waited | None, Waited | None], answered: list[Row]
) -> None:
    share, *told = found
    if len({row[4] for row in answered}) >= 5:
        assert share == (sum(row[4] in STAFF for row in answered), len(answered))
    else:
        assert share is None
    for one, is_staff in zip(told, (True, False), strict=True):
        those = [row for row in answered if (row[4] in STAFF) == is_staff]
        assert (one is not None) == (len({row[4] for row in those}) >= 5)
        if one is not None:
            check_waits(one, [row[3] for row in those if row[3] is not None])


@given(queries, answers)
def test_the_figures_are_those_of_a_naive_count(
    asked: list[Query], said: list[tuple[int, int, int, bool]]
) -> None:
    by_id = {one.post.message_id: one.post for one in asked}
    posts = []
    for number, (to, minutes, author, echo) in enumerate(said, start=2_000):
        if to in by_id:
            at, channel = BEGIN + timedelta(minutes=minutes), by_id[to].channel_id
            posts.append(Post(channel, number, author, at, reply_to=to, me_too=echo))

    found = asked_of(asked, posts, UNTIL)
    naive = [recount(one, posts) for one in asked]

    assert [astuple(one) for one in found] == naive
    check_places(by_place(found), naive)
    check_heat(by_hour(found, BERLIN), naive)
    check_staff(by_staff(found, STAFF), [row for row in naive if row[4] is not None])


def rows(hour: int, waits: list[float | None]) -> list[Asked]:
    day = BEGIN + timedelta(hours=hour - 1)  # Berlin is an hour ahead
    return [Asked(50, number, day, wait) for number, wait in enumerate(waits)]


def test_the_slow_hours_are_found_and_chance_is_not() -> None:
    usual = rows(10, [60.0 + n for n in range(20)])

    found = slowest([*usual, *rows(22, [3_600.0, 7_200, 9_000, None, 9_100, 8_000])], BERLIN)

    assert found is not None
    assert (found.first, found.end, found.queries) == (20, 24, 6)
    assert (found.median_s, found.else_s) == (8_500, 69.5)
    # Four people are too few, and the same waits say nothing.
    assert slowest([*usual, *rows(22, [9_000.0] * 4)], BERLIN) is None
    assert slowest([*usual, *rows(22, [60.0 + n for n in range(20)])], BERLIN) is None
    assert slowest([], BERLIN) is None
    assert waited([]).median_s is None
