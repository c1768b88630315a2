"""Who was at an event, and how long; order and repetition of what is known never matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

# Attended, as the figures define it: so long, or such a part of the event; but whoever looked in
# for seconds did not attend, however soon the event was ended.
ENOUGH: Final = timedelta(minutes=5)
PART: Final = 4
LEAST: Final = timedelta(minutes=1)
# Who is back after no more than this was there all along: a connection was lost, or the bot was
# started anew. A stretch that a crash has lost is five minutes long at most (bot.ledger.voice).
BRIDGED: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A member was in a channel from ``start`` to ``end`` (aware)."""

    member_id: int
    channel_id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """A member's presence: ``spans`` are apart from each other, oldest first, and never empty."""

    member_id: int
    spans: tuple[tuple[datetime, datetime], ...]

    @property
    def total(self) -> timedelta:
        """How long they were there."""
        return sum((end - start for start, end in self.spans), timedelta(0))

    @property
    def first_at(self) -> datetime:
        """When they came."""
        return self.spans[0][0]

    @property
    def last_at(self) -> datetime:
        """When they went."""
        return self.spans[-1][1]


def presences(
    stretches: Iterable[Stretch], channel_id: int, start: datetime, end: datetime
) -> list[Presence]:
    """Return who was in a channel between ``start`` and ``end``, by member id.

    A gap of ``BRIDGED`` or less counts as presence, unless the member was in another channel
    within it.
    """
    here: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    elsewhere: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for one in stretches:
        if one.channel_id != channel_id:
            elsewhere[one.member_id].append((one.start, one.end))
        elif max(one.start, start) < min(one.end, end):
            here[one.member_id].append((max(one.start, start), min(one.end, end)))
    return [
        Presence(member, tuple(_bridged(_united(spans), elsewhere.get(member, ()))))
        for member, spans in sorted(here.items())
    ]


def has_attended(total: timedelta, length: timedelta) -> bool:
    """Tell whether so long a presence at an event of that length is attendance."""
    return total >= ENOUGH or (total >= LEAST and total * PART >= length)


def peak(found: Iterable[Presence]) -> int:
    """Return the largest number of people who were there at one moment."""
    # Who goes at the moment at which somebody comes is not there with them.
    turns = [
        turn
        for presence in found
        for start, end in presence.spans
        for turn in ((start, 1), (end, -1))
    ]
    most = now = 0
    for _, change in sorted(turns):
        now += change
        most = max(most, now)
    return most


def _united(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def _bridged(
    spans: list[tuple[datetime, datetime]], elsewhere: Iterable[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    gaps = [
        (left, right)
        for (_, left), (right, _) in pairwise(spans)
        if right - left <= BRIDGED
        and not any(start < right and end > left for start, end in elsewhere)
    ]
    return _united([*spans, *gaps])
