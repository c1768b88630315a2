"""How the mood of a place is now, beside how it was in the window before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.domain.trend import net_weight

# Two-sided 95 % of the normal distribution.
CONFIDENCE: Final = 1.96


class Direction(StrEnum):
    """Which way the mood went, as far as the numbers can tell."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mood:
    """The mood of a place that may be shown: ``now`` from ``people`` people.

    ``before`` is that of the window before, None where it may not be shown or was empty.
    """

    now: Tally
    people: int
    before: Tally | None

    @property
    def direction(self) -> Direction:
        """Where the net mood went; ``SAME`` where chance explains the difference."""
        if self.before is None or self.before.net is None or self.now.net is None:
            return Direction.UNKNOWN
        if net_weight(self.now, self.before) < CONFIDENCE:
            return Direction.SAME
        return Direction.UP if self.now.net > self.before.net else Direction.DOWN

    @property
    def margin(self) -> float | None:
        """Half the width of the 95 % interval around the net mood; None without any score.

        The net is the mean of +1, 0 and -1; this is the normal approximation of its error.
        """
        now = self.now
        if now.net is None:
            return None
        variance = (now.positive + now.negative) / now.scored - now.net**2
        return CONFIDENCE * math.sqrt(max(0.0, variance) / now.scored)
