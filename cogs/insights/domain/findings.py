"""What changed most, ranked by how unusual the change is. Words come later."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

# Of fewer past weeks nobody can say what is usual.
LEAST_WEEKS: Final = 6


@dataclass(frozen=True, slots=True)
class Contribution:
    """The one place (a channel, a day) that moved most in the direction of the whole."""

    key: int
    now: int
    before: int

    @property
    def delta(self) -> int:
        """By how much it moved."""
        return self.now - self.before


def count_weight(now: int, before: int) -> float:
    """Return how many standard deviations two counts lie apart.

    Both are taken as Poisson counts, so that the difference has the variance now + before.
    """
    total = now + before
    return abs(now - before) / math.sqrt(total) if total else 0.0


def share_weight(now: tuple[float, float], before: tuple[float, float]) -> float:
    """Return the two-proportion z score of two shares given as (part, whole).

    With a pooled share; 0 where a whole is zero or the pooled share is 0 or 1.
    """
    (part_now, whole_now), (part_before, whole_before) = now, before
    if not whole_now or not whole_before:
        return 0.0
    pooled = (part_now + part_before) / (whole_now + whole_before)
    variance = pooled * (1 - pooled) * (1 / whole_now + 1 / whole_before)
    if variance <= 0:
        return 0.0
    return abs(part_now / whole_now - part_before / whole_before) / math.sqrt(variance)


def rank_weight(now: Sequence[float], before: Sequence[float]) -> float:
    """Return the z score of the Mann-Whitney U test: above 0 where ``now`` is mostly larger.

    Both are sorted. By the normal approximation, without a correction for ties; 0 where
    either is empty.
    """
    pairs = len(now) * len(before)
    if not pairs:
        return 0.0
    # How often a value of now beats one of before; a tie is half a win.
    wins = sum(bisect_left(before, value) + bisect_right(before, value) for value in now) / 2
    return (wins - pairs / 2) / math.sqrt(pairs * (len(now) + len(before) + 1) / 12)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a count usually is: the middle half of past weeks, and how far off this one is.

    ``z``: robust standard deviations above (below: negative) the median of the past.
    """

    low: float
    high: float
    weeks: int
    z: float


def usual(now: float, past: Sequence[float]) -> Usual | None:
    """Return what a count is usually, by ``past`` weeks; None where they are too few to say.

    The robust z score (Iglewicz and Hoaglin 1993): the distance to the median in units of
    1.4826 times the median absolute deviation, so that one odd week of the past moves little.
    The difference is taken to vary at least as that of two Poisson counts (``count_weight``).
    """
    if len(past) < LEAST_WEEKS:
        return None
    ordered = sorted(past)
    middle = median(ordered)
    spread = 1.4826 * median(abs(value - middle) for value in ordered)
    scale = max(spread, math.sqrt(now + middle))
    if not scale:
        return Usual(0.0, 0.0, len(ordered), 0.0)
    low, _, high = quantiles(ordered, n=4, method="inclusive")
    return Usual(low, high, len(ordered), (now - middle) / scale)


def strongest(now: Mapping[int, int], before: Mapping[int, int]) -> Contribution | None:
    """Return the key that contributed most to the change of the sum, or None: no change.

    The first of equals counts.
    """
    total = sum(now.values()) - sum(before.values())
    if total == 0:
        return None
    moved = [
        Contribution(key, now.get(key, 0), before.get(key, 0))
        for key in sorted(now.keys() | before.keys())
    ]
    return max(moved, key=lambda part: part.delta * (1 if total > 0 else -1))


def largest(values: Mapping[int, int]) -> int | None:
    """Return the key with the largest value (the first of equals), or None where all are 0."""
    best = max(sorted(values), key=lambda key: values[key], default=None)
    return best if best is not None and values[best] > 0 else None
