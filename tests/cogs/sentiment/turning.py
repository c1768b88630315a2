"""Made-up years of a community's mood, to look for turns in."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from cogs.sentiment.domain.turns import Hour, State, Usual, limit, step

FIRST_DAY = 737_800
DAYS_OF_PAST, HOURS = 56, 24
# Of the messages in a turn so many that were not negative become it, for so long.
FLIPPED, TURN_HOURS = 0.2, 48


@dataclass(frozen=True)
class Place:
    """A place where people talk.

    ``messages`` an hour on average, fewer at night and more at weekends; the negative share is
    about 15 %, higher in the evening and on Mondays, and varies between hours so much that
    messages of one hour correlate by ``correlation``.
    """

    messages: float = 40
    correlation: float = 0.01

    def hours(self, seed: int, days: int, turn: int | None = None) -> list[Hour]:
        """Return ``days`` days, with a turn that begins at hour ``turn`` of them."""
        chance = random.Random(seed)  # noqa: S311 - no secret
        return [
            self._hour(chance, at, turned=turn is not None and turn <= at < turn + TURN_HOURS)
            for at in range(days * HOURS)
        ]

    def _hour(self, chance: random.Random, at: int, *, turned: bool) -> Hour:
        day, hour = divmod(at, HOURS)
        weekday = (FIRST_DAY + day) % 7
        mean = self.messages * (1 + 0.7 * math.sin((hour - 9) / HOURS * math.tau))
        mean *= 1.3 if weekday in {6, 0} else 0.9
        scored = max(0, round(chance.gauss(mean, 1.6 * math.sqrt(mean))))
        share = 0.15 + 0.04 * math.sin((hour - 14) / HOURS * math.tau) + 0.02 * (weekday == 1)
        size = 1 / self.correlation - 1
        share = chance.betavariate(share * size, (1 - share) * size)
        if turned:
            share += (1 - share) * FLIPPED
        negative = sum(chance.random() < share for _ in range(scored))
        return Hour(FIRST_DAY + day, hour, scored, negative)


def found_in(hours: list[Hour], sensitivity: int = 5, places: int = 1) -> list[tuple[int, int]]:
    """Return where turns are found, and where they are said to have begun: places in ``hours``.

    The first eight weeks are only looked back on; as the bot does, each day is held against
    the eight weeks before it.
    """
    found = []
    state = State()
    usual = Usual([])
    start = hours[0].number
    for at in range(DAYS_OF_PAST * HOURS, len(hours)):
        if hours[at].hour == 0:
            usual = Usual(hours[at - DAYS_OF_PAST * HOURS : at])
        state, is_found = step(state, hours[at], usual, limit(sensitivity, places))
        if is_found and state.began is not None:
            found.append((at, state.began - start))
    return found


def delays(place: Place, seeds: range) -> list[int | None]:
    """Return after how many hours planted turns are found, one a seed; None where none is.

    A turn begins at any hour of a Friday or Saturday after the eight weeks.
    """
    after = []
    for seed in seeds:
        turn = (DAYS_OF_PAST + 1) * HOURS + random.Random(seed).randrange(48)  # noqa: S311
        hours = place.hours(seed, DAYS_OF_PAST + 5, turn)
        hits = [at - turn + 1 for at, _ in found_in(hours) if turn <= at < turn + TURN_HOURS]
        after.append(hits[0] if hits else None)
    return after
