"""The level curve: each level takes ``step`` XP more than the one before.

From level n to n + 1 it takes ``base + n · step``, so level n begins at
``n · base + step · n · (n − 1) / 2`` XP. A quadratic curve: the first levels come within days,
and who is active twice as long is not twice as high.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isqrt


@dataclass(frozen=True, slots=True)
class Curve:
    """``base``: XP from level 0 to 1 (at least 1); ``step``: how much more each further takes."""

    base: int
    step: int

    def begins_at(self, level: int) -> int:
        """Return the XP with which ``level`` begins; level 0 begins at 0."""
        return level * self.base + self.step * level * (level - 1) // 2

    def level_of(self, xp: int) -> int:
        """Return the highest level that begins at ``xp`` or below."""
        if xp < self.base:
            return 0
        if not self.step:
            return xp // self.base
        # The positive root of step/2 · n² + (base − step/2) · n = xp, in whole numbers.
        slope = 2 * self.base - self.step
        level = (isqrt(slope * slope + 8 * self.step * xp) - slope) // (2 * self.step)
        while self.begins_at(level + 1) <= xp:
            level += 1
        while self.begins_at(level) > xp:
            level -= 1
        return level


def roles_of(level: int, roles: Mapping[int, int], *, stacked: bool) -> frozenset[int]:
    """Return the role ids that a level gives, of ``roles`` by level.

    ``stacked``: those of all levels reached, else of the highest one alone.
    """
    reached = sorted(one for one in roles if one <= level)
    if not stacked:
        reached = reached[-1:]
    return frozenset(roles[one] for one in reached)
