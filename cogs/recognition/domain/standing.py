"""Points on boards, from a member's days: a pure function, whatever came late or twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Final

from bot.windows import monday_of
from cogs.recognition.domain.xp import Day, Weights, xp_of


class Board(IntEnum):
    """What is compared; the numbers are stored.

    XP in points; HELPFUL, KUDOS and EVENTS in hundredths (what is damped counts for less);
    VOICE in seconds; STREAK in days, the longest that reached into the window, from
    ``STREAK_FROM`` on.
    """

    XP = 0
    HELPFUL = 1
    KUDOS = 2
    EVENTS = 3
    VOICE = 4
    STREAK = 5


class Span(IntEnum):
    """How long the window of a board is; the numbers are stored."""

    ALL = 0
    WEEK = 1
    MONTH = 2


# Board, span, and the window's first local day (0 for ALL).
Scale = tuple[int, int, int]
_ADDITIVE = tuple(map(int, (Board.XP, Board.HELPFUL, Board.KUDOS, Board.EVENTS, Board.VOICE)))
# One day is no streak: most members of a large server would stand there with it.
STREAK_FROM: Final = 2


def month_of(day: int) -> int:
    """Return the first day of the month of ``day``; both are ordinals."""
    return day - date.fromordinal(day).day + 1


def oldest_kept(today: int) -> int:
    """Return the first day of the month before this one: windows from before are not kept."""
    return month_of(month_of(today) - 1)


@lru_cache(maxsize=1024)
def windows_of(day: int, kept_from: int) -> tuple[tuple[int, int], ...]:
    """Return (span, first day) of the windows of a day, of those that begin at ``kept_from`` on.

    The window of all days is always kept.
    """
    found = [(int(Span.ALL), 0)]
    for span, first in ((Span.WEEK, monday_of(day)), (Span.MONTH, month_of(day))):
        if first >= kept_from:
            found.append((int(span), first))
    return tuple(found)


def window_at(span: Span, day: int) -> int:
    """Return the first day of the window of ``span`` that local ``day`` lies in."""
    return {Span.ALL: lambda _: 0, Span.WEEK: monday_of, Span.MONTH: month_of}[span](day)


def points_of(day: Day, weights: Weights) -> Iterator[tuple[int, int]]:
    """Return (board, points) of the boards on which days add up."""
    amounts = (xp_of(day, weights), *day.deeds[:3], day.voice_s)
    return zip(_ADDITIVE, amounts, strict=True)


def with_streaks(days: Mapping[int, Day]) -> dict[int, Day]:
    """Return the days of a member, by local day, with their streaks as they follow from them."""
    found: dict[int, Day] = {}
    for number in sorted(days):
        day = days[number]
        before = found.get(number - 1)
        streak = (before.streak if before else 0) + 1 if day.blocks else 0
        found[number] = day if day.streak == streak else day._replace(streak=streak)
    return found


def standings(days: Mapping[int, Day], weights: Weights, kept_from: int) -> dict[Scale, int]:
    """Return the points of a member by scale, none of them 0; the days have their streaks."""
    found: dict[Scale, int] = {}
    for number, day in days.items():
        for span, first in windows_of(number, kept_from):
            for board, points in points_of(day, weights):
                if points:
                    scale = board, span, first
                    found[scale] = found.get(scale, 0) + points
            if day.streak >= STREAK_FROM:
                scale = int(Board.STREAK), span, first
                found[scale] = max(found.get(scale, 0), day.streak)
    return found
