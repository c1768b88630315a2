"""Badges: what they count, their tiers, and who has reached which. Pure."""

from __future__ import annotations

import unicodedata
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from cogs.recognition.domain.levels import Curve

MOST_TIERS: Final = 5
MOST_BADGES: Final = 50
# Whoever is an early member is found by reading so many memberships.
MOST_EARLY: Final = 1_000
HIGHEST: Final = 1_000_000
_LONGEST_EMOJI: Final = 16
_AS_PICTURE: Final = "\N{VARIATION SELECTOR-16}"
_KEYCAP: Final = "\N{COMBINING ENCLOSING KEYCAP}"


class Figure(StrEnum):
    """What a badge counts; the names are stored."""

    ACTIVE_DAYS = "active_days"
    STREAK = "streak"
    MESSAGES = "messages"
    VOICE_HOURS = "voice_hours"
    ANSWERS = "answers"
    KUDOS = "kudos"
    EVENTS = "events"
    CHALLENGES = "challenges"
    IDEAS = "ideas"
    GREETED = "greeted"
    XP = "xp"
    LEVEL = "level"
    YEARS = "years"
    EARLY = "early"


# How many of what is stored make one: deeds are kept in hundredths, voice in seconds.
UNITS: Final[dict[Figure, int]] = {
    Figure.VOICE_HOURS: 3_600,
    **dict.fromkeys(
        (
            Figure.ANSWERS,
            Figure.KUDOS,
            Figure.EVENTS,
            Figure.CHALLENGES,
            Figure.IDEAS,
            Figure.GREETED,
        ),
        100,
    ),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge; ``figure`` None is one that is given by hand, and it has no thresholds."""

    number: int
    name: str
    emoji: str
    about: str = ""
    figure: Figure | None = None
    thresholds: tuple[int, ...] = ()
    role_id: int | None = None

    @property
    def tiers(self) -> int:
        """How many tiers there are."""
        return len(self.thresholds) or 1


def least(figure: Figure) -> int:
    """Return the lowest threshold that says anything; a single day is no streak."""
    return 2 if figure is Figure.STREAK else 1


def most(figure: Figure) -> int:
    """Return the highest threshold."""
    return MOST_EARLY if figure is Figure.EARLY else HIGHEST


def parse_thresholds(text: str, figure: Figure) -> tuple[int, ...]:
    """Read thresholds as a manager types them: ``10, 50, 100``.

    Raises ValueError where there are none or more than ``MOST_TIERS``, where one is out of
    bounds, or where a tier is not harder to reach than the one before.
    """
    numbers = tuple(int(part) for part in text.replace(",", " ").replace("/", " ").split())
    if not 0 < len(numbers) <= MOST_TIERS:
        raise ValueError(f"between 1 and {MOST_TIERS} tiers")
    if not all(least(figure) <= number <= most(figure) for number in numbers):
        raise ValueError("out of bounds")
    rising = numbers[::-1] if figure is Figure.EARLY else numbers
    if any(one >= other for one, other in pairwise(rising)):
        raise ValueError("each tier is harder than the one before")
    return numbers


def reached(figure: Figure, value: int, thresholds: tuple[int, ...]) -> int:
    """Return how many tiers ``value`` reaches, lowest first; 0 is none.

    ``EARLY`` counts down: the tenth member has reached "among the first 100".
    """
    if figure is Figure.EARLY:
        return sum(0 < value <= one for one in thresholds)
    return sum(value >= one for one in thresholds)


def value_of(figure: Figure, stored: int, curve: Curve) -> int:
    """Return a figure from what is stored: hundredths, seconds or XP."""
    if figure is Figure.LEVEL:
        return curve.level_of(stored)
    return stored // UNITS.get(figure, 1)


def stored_for(figure: Figure, threshold: int, curve: Curve) -> int:
    """Return how much must be stored to reach a threshold: the inverse of ``value_of``."""
    if figure is Figure.LEVEL:
        return curve.begins_at(threshold)
    return threshold * UNITS.get(figure, 1)


def years_between(joined: date, today: date) -> int:
    """Return the full years from joining; who joined on 29 February has their day on 1 March."""
    return today.year - joined.year - ((today.month, today.day) < (joined.month, joined.day))


def joined_by(years: int, today: date) -> date:
    """Return the last day on which somebody joined who has been here ``years`` full years."""
    if today.year <= years:
        return date.min
    if (today.month, today.day) == (2, 29) and not isleap(today.year - years):
        return date(today.year - years, 2, 28)
    return today.replace(year=today.year - years)


def is_emoji(text: str) -> bool:
    """Tell whether ``text`` looks like one emoji of Unicode (or several joined to one)."""
    if not 0 < len(text) <= _LONGEST_EMOJI or any(char.isspace() for char in text):
        return False
    if any(char.isalpha() for char in text):
        return False
    return _KEYCAP in text or _AS_PICTURE in text or unicodedata.category(text[0]) == "So"


# What a server has that begins with the starter set: (key of its texts, emoji, figure, tiers).
# None of them counts raw volume.
STARTERS: Final[tuple[tuple[str, str, Figure, tuple[int, ...]], ...]] = (
    ("first-steps", "👣", Figure.ACTIVE_DAYS, (3,)),
    ("regular", "📅", Figure.ACTIVE_DAYS, (30, 100, 365)),
    ("on-a-roll", "🔥", Figure.STREAK, (7, 30, 100)),
    ("helper", "💡", Figure.ANSWERS, (1, 10, 50)),
    ("appreciated", "💛", Figure.KUDOS, (5, 25, 100)),
    ("present", "🎟️", Figure.EVENTS, (1, 5, 20)),
    ("anniversary", "🎂", Figure.YEARS, (1, 2, 3, 5, 10)),
    ("early-bird", "🐣", Figure.EARLY, (100,)),
)
