"""Finds when the mood of a place turns: a sequential test on the share of negative messages.

Each hour is held against what is usual at that hour of that weekday (``Usual``). The test is
Page's cumulative sum of log-likelihood ratios (E. S. Page, "Continuous Inspection Schemes",
Biometrika 41, 1954): evidence that the odds of a negative message are ``TURN`` times the usual
ones adds up, evidence against it wears it off, and a turn is told where it passes a limit. No
hour's share is ever held against a fixed bound.

People talk in bursts, so that messages of an hour are more alike than chance makes them. How
much more is the correlation within hours of the past, and the evidence of ``n`` messages is
divided by the design effect 1 + (n - 1) * correlation (L. Kish, "Survey Sampling", 1965).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

# The turn that is looked for: odds of a negative message this many times the usual ones. With
# 15 % usual that is 26 %; larger turns are found sooner still.
TURN: Final = 2.0
# So many messages of the next larger group weigh as much as an hour's own past.
_PRIOR: Final = 60.0
# Nothing is told of a place before its past has so many messages with a score.
LEAST_PAST: Final = 1_000
_HOURS, _DAYS = 24, 7
# Sensitivity runs from 1 (only the plainest) to 9; each step is a quarter more evidence.
LEAST_SENSITIVE, USUAL_SENSITIVITY, MOST_SENSITIVE = 1, 5, 9
_EVIDENCE: Final = 7.5
_STEP: Final = 1.25


@dataclass(frozen=True, slots=True)
class Hour:
    """What was scored in one local hour: ``day`` is an ordinal, ``hour`` from 0 to 23."""

    day: int
    hour: int
    scored: int
    negative: int

    @property
    def number(self) -> int:
        """Hours since the first day of the calendar, as clocks on the wall count them."""
        return self.day * _HOURS + self.hour

    @property
    def slot(self) -> int:
        """Which hour of the week it is, from 0."""
        return self.number % (_HOURS * _DAYS)


class Usual:
    """The share of negative messages that is usual at each hour of the week.

    An hour of the week with little past leans on that hour of all days, that on all of the past.
    """

    def __init__(self, past: Iterable[Hour]) -> None:
        hours = list(past)
        slots: dict[int, list[int]] = {}
        times: dict[int, list[int]] = {}
        self.scored = self._negative = 0
        for one in hours:
            for group in (slots.setdefault(one.slot, [0, 0]), times.setdefault(one.hour, [0, 0])):
                group[0] += one.scored
                group[1] += one.negative
            self.scored += one.scored
            self._negative += one.negative
        # Half a message each way keeps a past without a negative one from proving anything.
        self._whole = (self._negative + 0.5) / (self.scored + 1)
        self._times = {hour: _leaning(counts, self._whole) for hour, counts in times.items()}
        self._slots = {
            slot: _leaning(counts, self._times[slot % _HOURS]) for slot, counts in slots.items()
        }
        self.correlation = self._correlation(hours)

    @property
    def known(self) -> bool:
        """Whether there is past enough to hold anything against."""
        return self.scored >= LEAST_PAST

    def share(self, hour: Hour) -> float:
        """Return the usual share of negative messages at ``hour``, in (0, 1)."""
        slot = self._slots.get(hour.slot)
        return slot if slot is not None else self._times.get(hour.hour, self._whole)

    def effect(self, messages: int) -> float:
        """Return how many times as much ``messages`` of one hour vary as independent ones."""
        return 1 + max(0, messages - 1) * self.correlation

    def _correlation(self, hours: list[Hour]) -> float:
        """Return by moments how alike messages of one hour are, from 0."""
        more = pairs = 0.0
        for one in hours:
            share = self.share(one)
            more += (one.negative - one.scored * share) ** 2 / (share * (1 - share)) - one.scored
            pairs += one.scored * (one.scored - 1)
        return max(0.0, more / pairs) if pairs else 0.0


def _leaning(counts: list[int], on: float) -> float:
    scored, negative = counts
    return (negative + _PRIOR * on) / (scored + _PRIOR)


@dataclass(frozen=True, slots=True)
class State:
    """How far the test of one place is.

    ``evidence`` in nats; ``began`` the number of the hour with which it started to add up, None
    where there is none; ``told``: this turn was found already; ``seen``: the last hour's number.
    """

    evidence: float = 0.0
    began: int | None = None
    told: bool = False
    seen: int = 0


def limit(sensitivity: int, places: int = 1) -> float:
    """Return how much evidence tells a turn at a sensitivity from 1 to 9, in nats.

    False alarms fall with the exponential of the limit, so that of ``places`` which are watched
    each must bring that much more for all together to be as quiet as one.
    """
    return float(_EVIDENCE * _STEP ** (USUAL_SENSITIVITY - sensitivity)) + math.log(places)


def step(state: State, hour: Hour, usual: Usual, most: float) -> tuple[State, bool]:
    """Return the state after ``hour``, and whether a turn is found with it.

    ``most`` is the evidence that tells one (``limit``).
    A turn is found once: the next one only after the evidence for this one has worn off.
    Evidence does not grow past the limit, so that it wears off soon after a turn has ended.
    """
    if not usual.known or hour.number <= state.seen:
        return State(state.evidence, state.began, state.told, max(hour.number, state.seen)), False
    share = usual.share(hour)
    turned = TURN * share / (1 - share + TURN * share)
    gain = hour.negative * math.log(turned / share) + (hour.scored - hour.negative) * math.log(
        (1 - turned) / (1 - share)
    )
    evidence = min(most, state.evidence + gain / usual.effect(hour.scored))
    if evidence <= 0:
        return State(seen=hour.number), False
    began = hour.number if state.began is None else state.began
    found = evidence >= most and not state.told
    return State(evidence, began, state.told or found, hour.number), found
