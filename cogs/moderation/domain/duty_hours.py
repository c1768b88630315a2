"""How long somebody was on duty: a function of what they chose, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from cogs.moderation.domain.duty import Manual, Shift, by_hand_until, spans


@dataclass(frozen=True, slots=True)
class Chosen:
    """What holds of somebody's duty from the aware ``since`` on, until the next one does.

    ``manual`` was said then or before. With neither shift nor manual choice they are off duty.
    """

    since: datetime
    shift: Shift | None
    manual: Manual | None
    zone: ZoneInfo

    def means(self, other: Chosen) -> bool:
        """Tell whether both say the same: a zone says nothing without a shift."""
        same = (self.shift, self.manual) == (other.shift, other.manual)
        return same and (self.shift is None or self.zone.key == other.zone.key)


def time_on_duty(chosen: Sequence[Chosen], start: datetime, end: datetime) -> timedelta:
    """Return how long somebody was on duty from ``start`` to ``end`` (both aware), exactly.

    ``chosen`` is in the order of time; before the first of them they were off duty.
    """
    found = timedelta(0)
    until = [later.since for _, later in pairwise(chosen)] + [end]
    for one, then in zip(chosen, until, strict=True):
        begin, stop = max(start, one.since), min(end, then)
        if begin < stop:
            found += _within(one, begin, stop)
    return found


def _within(one: Chosen, start: datetime, end: datetime) -> timedelta:
    found = timedelta(0)
    if one.manual is not None:
        until = min(end, by_hand_until(one.shift, one.manual, one.zone) or end)
        if start < until:
            found = until - start if one.manual.on else found
            start = until
    if one.shift is not None:
        for begin, stop in spans(one.shift, one.zone, start, end):
            found += max(min(end, stop) - max(start, begin), timedelta(0))
    return found
