"""Whose mood may be shown: never that of a few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Final

# Our policy (limits.md): a figure from fewer people is not shown.
MIN_PEOPLE: Final = 5


def enough(people: int) -> bool:
    """Tell whether a count from so many people may be shown; what nobody did is no secret."""
    return people == 0 or people >= MIN_PEOPLE


def together(sets: Iterable[int]) -> int:
    """Return who belongs to any of ``sets``; a set has a bit for each of its people."""
    return reduce(or_, sets, 0)


def shown_days(people: Mapping[int, int]) -> set[int]:
    """Return the days whose mood may be shown, given the set of who made it on each day.

    Each comes from enough people. So do the others together: what is left when the shown days
    are taken from the sum of all must not be the mood of a few. To that end one more day may
    be held back, the one with the fewest people.
    """
    shown = {day for day, who in people.items() if who.bit_count() >= MIN_PEOPLE}
    held_back = together(who for day, who in people.items() if day not in shown)
    if shown and not enough(held_back.bit_count()):
        shown.remove(min(sorted(shown), key=lambda day: people[day].bit_count()))
    return shown
