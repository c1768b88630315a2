"""The cast of the made-up community: who they are, when they are about, how long they stay."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from enum import StrEnum

DAYS = 28
_SPREAD_H = 3.5
_EUROPEANS = 0.8  # the others live across the ocean
_NEWCOMERS_FADE = 0.45
_CASUALS_FADE = 0.3
_NAMES = (
    "Abena", "Aksel", "Alma", "Anouk", "Arvid", "Basma", "Bruno", "Callum", "Chidi", "Dagny",
    "Dario", "Edda", "Emeka", "Esme", "Farid", "Fenna", "Gael", "Greta", "Hana", "Hugo",
    "Ida", "Imre", "Inez", "Jarek", "Jonna", "Kaito", "Kamala", "Keira", "Lazlo", "Leoni",
    "Luan", "Maeve", "Malik", "Marit", "Mateo", "Nadia", "Nils", "Noor", "Olga", "Orla",
    "Pavel", "Petra", "Quinn", "Rafi", "Runa", "Samir", "Saskia", "Silke", "Soren", "Tamsin",
    "Teodor", "Tove", "Ulla", "Viggo", "Wanda", "Xenia", "Yusuf", "Zelda", "Zora", "Bram",
)  # fmt: skip


class Part(StrEnum):
    """How somebody takes part."""

    HELPER = "helper"
    REGULAR = "regular"
    CASUAL = "casual"
    LURKER = "lurker"
    NEWCOMER = "newcomer"


_TALK = {
    Part.HELPER: 7.0,
    Part.REGULAR: 6.0,
    Part.CASUAL: 1.6,
    Part.LURKER: 0.06,
    Part.NEWCOMER: 2.2,
}


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up human. Days count from the story's first midnight (UTC), as fractions.

    ``joined_day`` is negative for who was there before the bot; ``left_day`` and
    ``fades_day`` are None for who stays and stays talkative. ``peak_hour`` is the hour of
    the day (UTC) around which they are online.
    """

    name: str
    part: Part
    peak_hour: float
    talk: float
    joined_day: float
    left_day: float | None = None
    fades_day: float | None = None

    def is_here(self, day: float) -> bool:
        """Tell whether they are a member at ``day``."""
        return self.joined_day <= day and (self.left_day is None or day < self.left_day)

    def presence(self, day: float) -> float:
        """Return how likely they are about at ``day``: a weight, 0 where not a member."""
        if not self.is_here(day):
            return 0.0
        away = abs((day % 1) * 24 - self.peak_hour)
        away = min(away, 24 - away)
        awake = math.exp(-((away / _SPREAD_H) ** 2)) + 0.02
        faded = 0.03 if self.fades_day is not None and day >= self.fades_day else 1.0
        return self.talk * awake * faded


def cast(rng: random.Random) -> tuple[Person, ...]:
    """Return the sixty people, the same for the same state of ``rng``."""
    names = list(_NAMES)
    rng.shuffle(names)
    parts = [
        *[Part.HELPER] * 4,
        *[Part.REGULAR] * 9,
        *[Part.CASUAL] * 19,
        *[Part.LURKER] * 12,
        *[Part.NEWCOMER] * 16,
    ]
    arrivals = iter(_arrivals(rng))
    people: list[Person] = []
    for name, part in zip(names, parts, strict=True):
        joined = next(arrivals) if part is Part.NEWCOMER else -rng.uniform(10, 400)
        people.append(
            Person(
                name=name,
                part=part,
                peak_hour=rng.gauss(19.0, 1.5)
                if rng.random() < _EUROPEANS
                else rng.gauss(1.5, 1.0) % 24,
                talk=_TALK[part] * rng.uniform(0.6, 1.5),
                joined_day=joined,
                left_day=_leaves(part, joined, people, rng),
                fades_day=_fades(part, joined, rng),
            )
        )
    return tuple(people)


def _arrivals(rng: random.Random) -> list[float]:
    # Joins a week: the jam of the fourth week brings the most.
    weeks = [(0, 3), (1, 4), (2, 3), (3, 6)]
    days = [
        week * 7 + rng.randrange(7) + rng.uniform(14, 22) / 24
        for week, count in weeks
        for _ in range(count)
    ]
    return sorted(min(day, DAYS - 1) for day in days)


def _leaves(part: Part, joined: float, before: list[Person], rng: random.Random) -> float | None:
    """Let the first newcomers of weeks one to three, a casual and a regular go."""
    seen = sum(person.part is part for person in before)
    if part is Part.NEWCOMER and seen in {1, 5, 9}:
        return min(joined + rng.uniform(0.5, 4), DAYS - 0.5)
    if part is Part.REGULAR and seen == 0:
        return 19.8
    if part is Part.CASUAL and seen == 0:
        return 23.6
    return None


def _fades(part: Part, joined: float, rng: random.Random) -> float | None:
    if part is Part.NEWCOMER and rng.random() < _NEWCOMERS_FADE:
        return joined + rng.uniform(1, 6)
    if part is Part.CASUAL and rng.random() < _CASUALS_FADE:
        return rng.uniform(6, 26)
    return None
