"""Kudos: what one is worth, and who may give another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from bot.deeds import WHOLE

# Praise that came back for longer than this damps nothing any more.
REMEMBERED: Final = timedelta(days=30)
LEAST: Final = 10
REASON_LIMIT: Final = 200
# A button of thanks carries the ids of so many in its custom id.
MOST_THANKED: Final = 3


def worth_of(giver: int, receiver: int, given: Iterable[tuple[int, int]]) -> int:
    """Return what kudos from ``giver`` to ``receiver`` are worth, in hundredths.

    ``given`` are (giver, receiver) of the kudos of the last ``REMEMBERED`` that came to the giver
    or went out from the receiver. Praise that goes round counts for less: with *b* kudos that
    came back to the giver, from the receiver or by way of one other, and *d* different people
    who thanked the giver, the worth is 100 · d / (d + b), at least ``LEAST``. So two or three
    who thank each other soon gain little, and whoever is thanked by many hardly notices that
    one of them is thanked back.
    """
    to_giver: Counter[int] = Counter()
    from_receiver: Counter[int] = Counter()
    for one, other in given:
        if other == giver:
            to_giver[one] += 1
        if one == receiver:
            from_receiver[other] += 1
    back = to_giver[receiver] + sum(
        min(count, to_giver[between])
        for between, count in from_receiver.items()
        if between != giver
    )
    different = len(+to_giver)
    if not back:
        return WHOLE
    return max(LEAST, WHOLE * different // (different + back))


# -- what looks odd --------------------------------------------------------------------------

_YOUNG: Final = timedelta(days=30)
_OFTEN: Final = 2
_FEW_DAYS: Final = 3
_MANY: Final = 3
_MOSTLY: Final = 0.8


def devoted(given: Mapping[tuple[int, int], int]) -> list[int]:
    """Return who gave at least twice, and to one receiver alone; ``given`` as below."""
    receivers = Counter(giver for giver, _ in given)
    return sorted(
        giver for (giver, _), count in given.items() if receivers[giver] == 1 and count >= _OFTEN
    )


def odd_givers(
    given: Mapping[tuple[int, int], int],
    ages: Mapping[int, timedelta],
    active_days: Mapping[int, int],
) -> dict[int, list[str]]:
    """Return givers who look like another account of somebody, with the keys of the reasons.

    ``given``: how many kudos of the last ``REMEMBERED`` by (giver, receiver); ``ages``: of
    accounts; ``active_days``: on how many days of that time somebody was active. Only who gave
    at least twice, and to one receiver alone, is looked at; ``young``: an account of under 30
    days; ``silent``: active on at most three days; ``one-sided``: most of what the receiver got,
    three kudos or more, came from this giver. A hint is no proof: people see it, nothing acts on
    it.
    """
    got: Counter[int] = Counter()
    for (_, receiver), count in given.items():
        got[receiver] += count
    alone = set(devoted(given))
    found: dict[int, list[str]] = {}
    for (giver, receiver), count in given.items():
        if giver not in alone:
            continue
        reasons = []
        if ages.get(giver, _YOUNG) < _YOUNG:
            reasons.append("young")
        if active_days.get(giver, 0) <= _FEW_DAYS:
            reasons.append("silent")
        if got[receiver] >= _MANY and count / got[receiver] >= _MOSTLY:
            reasons.append("one-sided")
        if reasons:
            found[giver] = reasons
    return found
