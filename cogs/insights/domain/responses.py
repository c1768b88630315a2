"""Response time: how long queries waited. What waited is told by who keeps queries (a port)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import timedelta

from bot.answers import Asked
from cogs.insights.domain.figures import median_of, percentile, ratio

ANSWER_WITHIN = timedelta(days=7)
COVERED_WITHIN = timedelta(hours=24)
# Where the bars of a picture of waits end, in seconds; after the last come those without answer.
WAITS_S = (300, 900, 3_600, 4 * 3_600, 24 * 3_600, 7 * 24 * 3_600)


@dataclass(frozen=True, slots=True)
class ResponseFigures:
    """The waits of the answered queries in seconds, shortest first, and how many were asked.

    ``open``: how many have no answer yet, but may still get one within their seven days.
    """

    queries: int = 0
    waits_s: tuple[float, ...] = ()
    open: int = 0
    asked: tuple[Asked, ...] = ()

    @property
    def answered(self) -> int:
        """How many were answered within seven days."""
        return len(self.waits_s)

    @property
    def answered_24h(self) -> int:
        """How many were answered within 24 hours."""
        return bisect_right(self.waits_s, COVERED_WITHIN.total_seconds())

    @property
    def bars(self) -> list[int]:
        """How many waited up to each of ``WAITS_S``, then how many have no answer."""
        ends = [bisect_right(self.waits_s, seconds) for seconds in WAITS_S]
        counts = [end - start for start, end in zip([0, *ends], ends, strict=False)]
        return [*counts, self.queries - self.answered]

    @property
    def median_s(self) -> float | None:
        """The median wait of the answered ones, None where none is."""
        return median_of(self.waits_s)

    @property
    def p90_s(self) -> float | None:
        """The wait that nine in ten of the answered ones do not exceed, None where none is."""
        return percentile(self.waits_s, 0.9)

    @property
    def coverage_24h(self) -> float | None:
        """Share of queries answered within 24 hours."""
        return ratio(self.answered_24h, self.queries)

    @property
    def coverage_7d(self) -> float | None:
        """Share of queries answered within seven days."""
        return ratio(self.answered, self.queries)
