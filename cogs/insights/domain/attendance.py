"""Who took part, from the sets of members by day: counting bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.activity.daysets import DaySets, Kind
from cogs.insights.domain.figures import (
    COHORT_WEEKS,
    MONTH_DAYS,
    REGULAR_DAYS,
    REGULAR_MESSAGES,
    SILENT_DAYS,
)

_WEEK = 7
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Presence:
    """The people of one window: how many were active, went quiet, came back."""

    active: int
    lost: int
    reactivated: int


@dataclass(frozen=True, slots=True)
class Attendance:
    """The people of a window and of the one before.

    ``dau``: active members by local day; ``weeks``: active members of the stretches of the
    window's length that lead up to it; ``retained``: active in both windows.
    """

    now: Presence
    before: Presence
    communicators: int
    dau: Mapping[int, int]
    wau: int
    mau: int
    retained: int
    weeks: Sequence[int]


def first_needed(first: int, end: int) -> int:
    """Return the first local day of which ``attendance`` of a window must know who was active."""
    length = end - first
    return min(
        first - length - SILENT_DAYS,
        end - length * COHORT_WEEKS,
        end - MONTH_DAYS,
        first - _WEEK * COHORT_WEEKS,
    )


def first_written_needed(first: int, end: int) -> int:
    """Return the first local day of which it must know who wrote how often."""
    return first - (end - first) - REGULAR_DAYS


def attendance(sets: DaySets, window: Days, known: range) -> Attendance:
    """Count the people of ``window``; days are ordinals, ``known`` are those of it seen at all."""
    first, end = window
    length = end - first
    before = first - length, first
    was_active, is_active = (sets.within(Kind.ACTIVE, *days) for days in (before, window))
    return Attendance(
        now=_presence(sets, window),
        before=_presence(sets, before),
        communicators=(
            sets.within(Kind.WROTE, first, end) | sets.within(Kind.SPOKE, first, end)
        ).bit_count(),
        dau={day: sets.on(Kind.ACTIVE, day).bit_count() for day in known},
        wau=sets.within(Kind.ACTIVE, end - _WEEK, end).bit_count(),
        mau=sets.within(Kind.ACTIVE, end - MONTH_DAYS, end).bit_count(),
        retained=(was_active & is_active).bit_count(),
        weeks=[
            sets.within(Kind.ACTIVE, end - length * (ago + 1), end - length * ago).bit_count()
            for ago in range(COHORT_WEEKS - 1, -1, -1)
        ],
    )


def _presence(sets: DaySets, window: Days) -> Presence:
    first, end = window
    regulars = sets.wrote(REGULAR_MESSAGES, first - REGULAR_DAYS, first)
    return Presence(
        active=sets.within(Kind.ACTIVE, first, end).bit_count(),
        lost=(regulars & ~sets.within(Kind.WROTE, first, end)).bit_count(),
        reactivated=sets.back(SILENT_DAYS, first, end),
    )


def cohorts(sets: DaySets, kind: Kind, base: int, weeks: int) -> dict[tuple[int, int], int]:
    """Count who was active in which week, by (week of ``kind``, week of activity).

    ``kind`` is what makes a cohort: FIRST or JOINED. Weeks are counted from local day ``base``.
    """
    borders = [base + _WEEK * number for number in range(weeks)]
    came = [sets.within(kind, border, border + _WEEK) for border in borders]
    active = [sets.within(Kind.ACTIVE, border, border + _WEEK) for border in borders]
    return {
        (cohort, week): (came[cohort] & active[week]).bit_count()
        for cohort in range(weeks)
        for week in range(cohort + 1, weeks)
    }


def cohort_sizes(sets: DaySets, kind: Kind, base: int, weeks: int) -> dict[int, int]:
    """Count the members of each week's cohort, of those who ever took part."""
    return {
        week: sets.within(kind, base + _WEEK * week, base + _WEEK * (week + 1)).bit_count()
        for week in range(weeks)
    }
