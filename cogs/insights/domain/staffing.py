"""When questions wait longest, and how many people answer then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from bot.answers import Asked
from cogs.insights.domain.responses import ANSWER_WITHIN

# The local day in four stretches; the first one holds midnight.
_BEGINS: Final = 22
HOURS: Final = 6
_LEAST_ASKED: Final = 5
# A stretch is worth a word where its questions wait twice as long as others, and an hour at least.
_TIMES: Final = 2
_LEAST_S: Final = 3_600


@dataclass(frozen=True, slots=True)
class SlowHours:
    """A stretch of the local day whose questions wait longest.

    ``typical_s`` and ``others_s`` are medians, an unanswered question counting as the longest
    wait there is. ``asked`` of ``of`` questions lie in it; ``helpers`` people gave their first
    answers within these hours.
    """

    begins: int
    ends: int
    typical_s: float
    others_s: float
    asked: int
    of: int
    helpers: int


def slow_hours(asked: Sequence[Asked], zone: ZoneInfo) -> SlowHours | None:
    """Return the stretch where another helper would be felt most, None where none stands out."""
    found = [_stretch(asked, zone, number) for number in range(24 // HOURS)]
    slow = [one for one in found if one is not None]
    return max(slow, key=lambda one: one.typical_s, default=None)


def _stretch(asked: Sequence[Asked], zone: ZoneInfo, number: int) -> SlowHours | None:
    inside = [one for one in asked if _number(one.at.astimezone(zone).hour) == number]
    outside = [one for one in asked if _number(one.at.astimezone(zone).hour) != number]
    if len(inside) < _LEAST_ASKED or len(outside) < _LEAST_ASKED:
        return None
    typical, others = _typical(inside), _typical(outside)
    if typical < _LEAST_S or typical < _TIMES * others:
        return None
    helpers = {
        one.helper_id
        for one in asked
        if one.answered_at is not None and _number(one.answered_at.astimezone(zone).hour) == number
    }
    begins = (_BEGINS + HOURS * number) % 24
    return SlowHours(
        begins, (begins + HOURS) % 24, typical, others, len(inside), len(asked), len(helpers)
    )


def _number(hour: int) -> int:
    return (hour - _BEGINS) % 24 // HOURS


def _typical(asked: Sequence[Asked]) -> float:
    longest = ANSWER_WITHIN.total_seconds()
    return median(longest if one.wait_s is None else one.wait_s for one in asked)
