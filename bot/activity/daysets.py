"""Sets of members by local day, as bits of whole numbers: who was active, wrote, spoke, when.

A member has a place, a small number of their own in the guild; a set has the bit ``place`` for
each of its members. So any window's figure is a few hundred bit operations, however many the
members are: a day of 100,000 members takes 12.5 kB.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from functools import cache

VOICE_S = 60  # kpis: seconds with another human from which on somebody spoke
MOST_WRITTEN = 4


class Kind(IntEnum):
    """What the members of a set did on its day; the numbers are stored."""

    ACTIVE = 0  # anything that counts
    SPOKE = 1
    SCORED = 2  # wrote a message that got a score
    WROTE = 3  # at least one message; the next three: at least two, three, four
    WROTE_2 = 4
    WROTE_3 = 5
    WROTE_4 = 6
    FIRST = 7  # wrote their first message ever
    JOINED = 8


_AT_LEAST = (Kind.WROTE, Kind.WROTE_2, Kind.WROTE_3, Kind.WROTE_4)


def kinds_of(counts: Sequence[int]) -> frozenset[Kind]:
    """Return the sets that a member belongs to who did ``counts`` on a day.

    ``counts`` are in the order of ``bot.activity.tally.COUNTS``.
    """
    messages, reactions, voice_s, uses, scored = counts
    return _kinds(
        min(max(messages, 0), MOST_WRITTEN),
        reactions > 0 or uses > 0,
        voice_s >= VOICE_S,
        scored > 0,
    )


@cache
def _kinds(messages: int, did_other: bool, spoke: bool, scored: bool) -> frozenset[Kind]:
    found = set(_AT_LEAST[:messages])
    if spoke:
        found.add(Kind.SPOKE)
    if scored:
        found.add(Kind.SCORED)
    if messages or did_other or spoke:
        found.add(Kind.ACTIVE)
    return frozenset(found)


def with_turned(bits: bytes, turned: Iterable[tuple[int, bool]]) -> bytes:
    """Return ``bits`` with places set or cleared; without zeros at its end."""
    changed = bytearray(bits)
    for place, on in turned:
        index, bit = place >> 3, 1 << (place & 7)
        if index >= len(changed):
            if not on:
                continue
            changed.extend(bytes(index + 1 - len(changed)))
        if on:
            changed[index] |= bit
        else:
            changed[index] &= ~bit
    return bytes(changed).rstrip(b"\0")


def as_set(bits: bytes) -> int:
    """Return stored bits as a number."""
    return int.from_bytes(bits, "little")


class DaySets:
    """The sets of a guild, as far as they were read; a day that was not read is empty.

    Windows are half-open, of local days. Sets are ints: ``&`` ``|`` ``& ~`` and ``bit_count()``.
    """

    def __init__(self, stored: Mapping[tuple[int, int], bytes], before: int = 0) -> None:
        """``stored``: bits by (kind, day). ``before``: who was active before the days read."""
        self._stored = stored
        self._sets: dict[tuple[int, int], int] = {}
        self.before = before

    def on(self, kind: Kind, day: int) -> int:
        """Return the set of a day."""
        key = kind, day
        found = self._sets.get(key)
        if found is None:
            found = self._sets[key] = as_set(self._stored.get(key, b""))
        return found

    def within(self, kind: Kind, first: int, end: int) -> int:
        """Return who belongs to the set of at least one day."""
        found = 0
        for day in range(first, end):
            found |= self.on(kind, day)
        return found

    def wrote(self, times: int, first: int, end: int) -> int:
        """Return who wrote at least ``times`` messages (1 to 4) in the window."""
        one = two = three = four = 0
        for day in range(first, end):
            a, b, c, d = (self.on(kind, day) for kind in _AT_LEAST)
            # At least four in all: four, or three and one, or two and two, …
            four |= d | (three & a) | (two & b) | (one & c)
            three |= c | (two & a) | (one & b)
            two |= b | (one & a)
            one |= a
        return (one, two, three, four)[times - 1]

    def back(self, silent_days: int, first: int, end: int) -> int:
        """Count who is active in the window after so many silent days or more.

        They were active before the window, and not within ``silent_days`` of their first
        active day in it. The sets must be read from ``silent_days`` before the window on, and
        ``before`` must hold who was active earlier.
        """
        count = here = 0
        earliest = first - silent_days
        long_ago = self.before | self.within(Kind.ACTIVE, self._first_read(earliest), earliest)
        for day in range(first, end):
            new = self.on(Kind.ACTIVE, day) & ~here
            here |= new
            maybe = new & long_ago
            if maybe:
                lately = self.within(Kind.ACTIVE, day - silent_days, first)
                count += (maybe & ~lately).bit_count()
            if day - silent_days < first:
                long_ago |= self.on(Kind.ACTIVE, day - silent_days)
        return count

    def _first_read(self, default: int) -> int:
        return min((day for kind, day in self._stored if kind == Kind.ACTIVE), default=default)
