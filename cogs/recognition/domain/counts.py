"""The radix count tree: how many members have how many points, in pages of 256 counts.

On level 0 a page counts the members of 256 neighbouring numbers of points, on level 1 those of
256 pages of level 0, and so on. How many members have more than some points is then read from
one page a level, however many the members are.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Mapping
from typing import Final

RADIX: Final = 256
LEVELS: Final = 4
MOST_POINTS: Final = RADIX**LEVELS - 1
_LAST: Final = RADIX - 1
# Level, number of the page, place in the page.
Slot = tuple[int, int, int]


def slots_of(points: int) -> tuple[Slot, ...]:
    """Return where a member with ``points`` is counted, one slot a level."""
    at = min(points, MOST_POINTS)
    return tuple((level, at >> 8 * (level + 1), at >> 8 * level & _LAST) for level in range(LEVELS))


def moves(changes: Iterable[tuple[int, int]]) -> dict[tuple[int, int], dict[int, int]]:
    """Return by (level, page) what is added at which place, for members who had and have points.

    0 points: the member is not counted.
    """
    levels: list[dict[int, int]] = [{} for _ in range(LEVELS)]
    for before, after in changes:
        old = min(MOST_POINTS, before)
        new = min(MOST_POINTS, after)
        for counted in levels:
            if old == new and before > 0 and after > 0:
                break  # and so on every level above
            if before > 0:
                counted[old] = counted.get(old, 0) - 1
            if after > 0:
                counted[new] = counted.get(new, 0) + 1
            old >>= 8
            new >>= 8
    pages: dict[tuple[int, int], dict[int, int]] = {}
    for level, counted in enumerate(levels):
        for at, change in counted.items():
            if change:
                pages.setdefault((level, at >> 8), {})[at & _LAST] = change
    return pages


def with_added(stored: bytes, added: Mapping[int, int]) -> bytes:
    """Return a page with counts changed; no bytes are a page of zeros, and the other way round."""
    counts = unpacked(stored)
    for place, change in added.items():
        counts[place] += change
    return packed(counts) if any(counts) else b""


def more_than(points: int, pages: Mapping[tuple[int, int], bytes]) -> int:
    """Count who has more than ``points``; ``pages`` are those of ``slots_of(points)``, stored."""
    count = 0
    for level, page, place in slots_of(points):
        stored = pages.get((level, page), b"")
        if stored:
            count += sum(unpacked(stored)[place + 1 :])
    return count


def place_after(stored: bytes, skip: int) -> tuple[int, int] | None:
    """Return the place of who comes after ``skip`` others, most points first, in a page.

    With it, how many of those others are counted at the same place. None where the page counts
    no more than ``skip``.
    """
    counts = unpacked(stored)
    for place in range(RADIX - 1, -1, -1):
        if skip < counts[place]:
            return place, skip
        skip -= counts[place]
    return None


def total(top: bytes) -> int:
    """Count everybody; ``top`` is the stored page (0) of the highest level."""
    return sum(unpacked(top))


def unpacked(stored: bytes) -> array[int]:
    """Return the counts of a stored page: 256 numbers of 4 bytes, little-endian."""
    counts = array("I", stored or bytes(4 * RADIX))
    if sys.byteorder == "big":
        counts.byteswap()
    return counts


def packed(counts: array[int]) -> bytes:
    """Return a page as it is stored."""
    if sys.byteorder == "big":
        counts = array("I", counts)
        counts.byteswap()
    return counts.tobytes()
