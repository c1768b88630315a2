"""Whose mood may be shown: never that of a few."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

# Our policy (limits.md): a figure from fewer people is not shown.
MIN_PEOPLE: Final = 5


def enough(people: int) -> bool:
    """Tell whether a count from so many people may be shown; what nobody did is no secret."""
    return people == 0 or people >= MIN_PEOPLE


def shown_days(people: Mapping[int, Collection[int]]) -> set[int]:
    """Return the days whose mood may be shown, given who made it on each day.

    Each comes from enough people. So do the others together: what is left when the shown days
    are taken from the sum of all must not be the mood of a few. To that end one more day may
    be held back, the one with the fewest people.
    """
    shown = {day for day, who in people.items() if len(who) >= MIN_PEOPLE}
    held_back = {member for day, who in people.items() if day not in shown for member in who}
    if shown and not enough(len(held_back)):
        shown.remove(min(sorted(shown), key=lambda day: len(people[day])))
    return shown
