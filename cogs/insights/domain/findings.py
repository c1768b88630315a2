"""What changed most, ranked by how unusual the change is. Words come later."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


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


def strongest(now: Mapping[int, int], before: Mapping[int, int]) -> Contribution | None:
    """Return the key that contributed most to the change of the sum, or None: no change."""
    total = sum(now.values()) - sum(before.values())
    moved = [
        Contribution(key, now.get(key, 0), before.get(key, 0))
        for key in sorted(now.keys() | before.keys())
    ]
    if total == 0 or not moved:
        return None
    best = max(moved, key=lambda part: part.delta * (1 if total > 0 else -1))
    return best if best.delta else None


def peak(values: Sequence[int]) -> int | None:
    """Return the index of the largest value (the first of equals), or None of nothing."""
    return max(range(len(values)), key=lambda i: values[i]) if any(values) else None
