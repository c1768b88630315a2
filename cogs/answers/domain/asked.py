"""How long what was asked waited, by place, by hour and by who answered: from nobody alone.

Answered is what was answered within seven days, as somebody said (``domain/responses.py``).
Whatever could point to a person is told of five people or more.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from cogs.answers.domain.responses import ANSWER_WITHIN, Answers, Post, Query

# Our policy (limits.md): a figure from fewer people is not shown.
MIN_PEOPLE: Final = 5
_DAY_S: Final = timedelta(hours=24).total_seconds()
_WEEKDAYS: Final = 7
_HOURS: Final = 24
# So many hours of the day are looked at together for when to staff.
STRETCH: Final = 4
_LONGER: Final = 2.0
_STANDS_OUT: Final = 1.96  # two-sided 5 % of the normal distribution
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and its wait in seconds, None where no answer came.

    ``place_id``: its channel, or the forum of its post. ``open``: an answer may still come.
    """

    place_id: int
    asker_id: int
    at: datetime
    wait_s: float | None = None
    helper_id: int | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Waited:
    """Of some queries: how many were answered, and how soon; times in seconds."""

    queries: int
    answered: int
    answered_24h: int
    median_s: float | None
    p90_s: float | None


@dataclass(frozen=True, slots=True)
class Slow:
    """Hours of the day (``first`` to ``end``, local) at which questions wait longer than else.

    ``median_s`` and ``else_s`` count what nobody answered as a wait of seven days.
    """

    first: int
    end: int
    queries: int
    median_s: float
    else_s: float
    weight: float


def asked_of(found: Sequence[Query], posts: Iterable[Post], until: datetime) -> list[Asked]:
    """Return ``found`` with their waits; ``posts`` are what may answer them."""
    answers = Answers(posts)
    told = []
    for query in found:
        post, first = query.post, answers.first(query)
        wait = None if first is None else (first.at - post.at).total_seconds()
        told.append(
            Asked(
                query.place_id,
                post.author_id,
                post.at,
                wait,
                None if first is None else first.author_id,
                open=first is None and post.at + ANSWER_WITHIN > until,
            )
        )
    return told


def waited(asked: Iterable[Asked]) -> Waited:
    """Return how long queries waited."""
    every = list(asked)
    waits = sorted(one.wait_s for one in every if one.wait_s is not None)
    return Waited(
        len(every),
        len(waits),
        sum(wait <= _DAY_S for wait in waits),
        median(waits) if waits else None,
        _p90(waits),
    )


def by_place(asked: Iterable[Asked]) -> dict[int, Waited]:
    """Return how long queries waited in each place where enough people asked, most first."""
    places = _grouped((one.place_id, one) for one in asked)
    shown = {place: waited(those) for place, those in places.items() if _enough(those)}
    return dict(sorted(shown.items(), key=lambda item: (-item[1].queries, item[0])))


def by_hour(asked: Iterable[Asked], zone: ZoneInfo) -> list[list[float | None]]:
    """Return the typical wait in seconds by weekday (Monday first) and local hour of asking.

    What nobody answered counts as a wait of seven days; what may still be answered is left out.
    None where fewer than five people asked.
    """
    cells = _grouped(
        ((local.weekday(), local.hour), one)
        for one in asked
        if not one.open
        for local in (one.at.astimezone(zone),)
    )
    return [
        [_typical(cells.get((day, hour), ())) for hour in range(_HOURS)] for day in range(_WEEKDAYS)
    ]


def by_staff(
    asked: Iterable[Asked], staff: Collection[int]
) -> tuple[tuple[int, int] | None, Waited | None, Waited | None]:
    """Return staff's share of first answers, and what staff and what members answered.

    Each is None where fewer than five people gave those answers.
    """
    answered = [one for one in asked if one.helper_id is not None]
    theirs = [one for one in answered if one.helper_id in staff]
    others = [one for one in answered if one.helper_id not in staff]
    share = (len(theirs), len(answered)) if _enough_helpers(answered) else None
    by_team, by_members = (
        waited(those) if _enough_helpers(those) else None for those in (theirs, others)
    )
    return share, by_team, by_members


def slowest(asked: Iterable[Asked], zone: ZoneInfo) -> Slow | None:
    """Return the hours of the day at which questions wait longest, where that is no chance.

    Of the stretches of four hours the one with the longest typical wait, if it is twice that of
    the other hours and the ranks of both differ (Mann and Whitney's test, normal approximation
    with the correction for ties, at 5 %, divided by the number of stretches: Bonferroni).
    """
    every = [(one.at.astimezone(zone).hour, one) for one in asked if not one.open]
    found: list[Slow] = []
    for first in range(0, _HOURS, STRETCH):
        inside = [one for hour, one in every if first <= hour < first + STRETCH]
        outside = [one for hour, one in every if not first <= hour < first + STRETCH]
        here, there = _typical(inside), _typical(outside)
        if here is None or there is None or here < _LONGER * there:
            continue
        z = _rank_z([_wait(one) for one in inside], [_wait(one) for one in outside])
        if math.erfc(z / math.sqrt(2)) <= math.erfc(_STANDS_OUT / math.sqrt(2)) * STRETCH / _HOURS:
            found.append(Slow(first, first + STRETCH, len(inside), here, there, z))
    return max(found, key=lambda one: (one.median_s, one.weight), default=None)


def _grouped(pairs: Iterable[tuple[_Key, Asked]]) -> Mapping[_Key, list[Asked]]:
    found: dict[_Key, list[Asked]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found


def _enough(asked: Collection[Asked]) -> bool:
    return len({one.asker_id for one in asked}) >= MIN_PEOPLE


def _enough_helpers(answered: Collection[Asked]) -> bool:
    return len({one.helper_id for one in answered}) >= MIN_PEOPLE


def _wait(one: Asked) -> float:
    return ANSWER_WITHIN.total_seconds() if one.wait_s is None else one.wait_s


def _typical(asked: Collection[Asked]) -> float | None:
    return median(_wait(one) for one in asked) if _enough(asked) else None


def _p90(ordered: Sequence[float]) -> float | None:
    """Return the 0.9 quantile by linear interpolation (Hyndman and Fan's type 7), or None."""
    if not ordered:
        return None
    place = 0.9 * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _rank_z(here: Sequence[float], there: Sequence[float]) -> float:
    """Return by how many standard deviations the ranks of ``here`` are higher than by chance."""
    counts: dict[float, int] = defaultdict(int)
    for value in (*here, *there):
        counts[value] += 1
    ranks, passed = dict[float, float](), 0
    for value in sorted(counts):
        ranks[value] = passed + (counts[value] + 1) / 2
        passed += counts[value]
    few, many, both = len(here), len(there), len(here) + len(there)
    above = sum(ranks[value] for value in here) - few * (both + 1) / 2
    ties = sum(count**3 - count for count in counts.values()) / (both * (both - 1))
    spread = math.sqrt(few * many / 12 * (both + 1 - ties))
    return above / spread if spread else 0.0
