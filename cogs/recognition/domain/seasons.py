"""Tiers of members: reached by figures of a season, kept for a season, with grace before a fall.

Pure: what somebody holds follows from what they earned in each season, whatever the order in
which that was counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from cogs.recognition.domain.badges import HIGHEST, UNITS, Figure
from cogs.recognition.domain.xp import Day, Weights, xp_of

MOST_TIERS: Final = 5
# What can be counted within a season; deeds in the order of a day's.
_DEEDS: Final = (Figure.ANSWERS, Figure.KUDOS, Figure.EVENTS, Figure.CHALLENGES)
COUNTED: Final = (Figure.ACTIVE_DAYS, Figure.VOICE_HOURS, *_DEEDS, Figure.XP)


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of members, from 1 up; ``needs``: all of these, within one season."""

    level: int
    name: str
    needs: tuple[tuple[Figure, int], ...]
    perks: str = ""
    role_id: int | None = None


class Held(NamedTuple):
    """What a member holds: a level (0 is none), and how many seasons in a row fell short of it."""

    level: int = 0
    misses: int = 0


def season_of(day: int, months: int) -> tuple[int, int]:
    """Return the first day of the season of a local day, and that of the next; all ordinals.

    Seasons of ``months`` (a divisor of 12) are counted from January on.
    """
    at = date.fromordinal(day)
    first = (at.month - 1) // months * months + 1
    years, month = divmod(first - 1 + months, 12)
    following = date(at.year + years, month + 1, 1)
    return date(at.year, first, 1).toordinal(), following.toordinal()


def totals(days: Iterable[Day], weights: Weights) -> dict[Figure, int]:
    """Return what a member did on days, but for what they did none of."""
    found = dict.fromkeys(COUNTED, 0)
    for day in days:
        found[Figure.ACTIVE_DAYS] += bool(day.blocks)
        found[Figure.VOICE_HOURS] += day.voice_s
        found[Figure.XP] += xp_of(day, weights)
        for figure, worth in zip(_DEEDS, day.deeds, strict=True):
            found[figure] += worth
    return {one: count // UNITS.get(one, 1) for one, count in found.items() if count}


def earned(done: Mapping[Figure, int], tiers: Sequence[Tier]) -> int:
    """Return the highest level all of whose needs are met, 0 for none."""
    return max(
        (
            tier.level
            for tier in tiers
            if all(done.get(figure, 0) >= amount for figure, amount in tier.needs)
        ),
        default=0,
    )


def risen(held: Held, level: int) -> Held:
    """Return what is held when ``level`` is earned within a season: one rises at once."""
    return Held(level) if level > held.level else held


def closed(held: Held, level: int, grace: int) -> Held:
    """Return what is held after a season in which ``level`` was earned.

    Who fell short keeps their tier for ``grace`` seasons in a row; then they fall by one, or
    less where they earned more than that.
    """
    if level >= held.level:
        return Held(level)
    if held.misses < grace:
        return Held(held.level, held.misses + 1)
    return Held(max(level, held.level - 1))


def parse_needs(text: str) -> tuple[tuple[Figure, int], ...]:
    """Read needs as a manager types them: ``active_days 20, kudos 3``.

    Raises ValueError where there are none, or one is nothing that a season counts.
    """
    found: dict[Figure, int] = {}
    for part in text.replace("=", " ").replace("\n", ",").split(","):
        if part.strip():
            name, amount = part.split()
            figure, number = Figure(name.strip().casefold()), int(amount)
            if figure not in COUNTED or figure in found or not 0 < number <= HIGHEST:
                raise ValueError(part)
            found[figure] = number
    if not found:
        raise ValueError("no needs")
    return tuple(found.items())


def written(needs: Iterable[tuple[Figure, int]]) -> str:
    """Return needs, or what was done, as they are stored: the inverse of ``parse_needs``."""
    return ", ".join(f"{figure.value} {amount}" for figure, amount in needs)
