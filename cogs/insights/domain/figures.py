"""Arithmetic of the figures. An undefined figure is None: never 0 %, never 100 %."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

REGULAR_MESSAGES = 4
REGULAR_DAYS = 90
SILENT_DAYS = 90
WEEK_DAYS = 7
MONTH_DAYS = 30
TOP = 10
ACTIVATION_MESSAGES = 3
ACTIVATION_DAYS = 7
COHORT_WEEKS = 12
# kpis.md: a share of the ten busiest above this, sustained, is fragile.
FRAGILE_TOP_SHARE = 0.7


def ratio(part: float, whole: float) -> float | None:
    """Return ``part`` ÷ ``whole``, or None where ``whole`` is zero."""
    return part / whole if whole else None


def median_of(values: Sequence[float]) -> float | None:
    """Return the median (the mean of the middle two where their number is even), or None."""
    return float(median(values)) if values else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the ``share`` quantile (0..1) by linear interpolation, or None of nothing.

    The method is the "inclusive" one (NumPy's default, Hyndman and Fan's type 7).
    """
    if not values:
        return None
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (place - low))
