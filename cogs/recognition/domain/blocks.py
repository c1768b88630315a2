"""Ten-minute blocks of a local day, as the bits of a whole number.

A block is lit by anything in it, once: ten messages in ten minutes count as one does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.ledger.facts import MessageFact, MessageFlag, VoiceFact
from bot.windows import LocalDays, day_start

BLOCK: Final = timedelta(minutes=10)
SPOKE_S: Final = 60  # kpis: seconds with another human from which on somebody spoke
# A day with a clock change has up to 25 hours: 150 blocks, kept as three numbers of 50 bits.
BLOCKS: Final = 150
_THIRD: Final = 50
_MASK: Final = (1 << _THIRD) - 1
_COPIED: Final = int(MessageFlag.COPIED)  # arithmetic of enums is dear


def block_of(instant: datetime, day: int, zone: ZoneInfo) -> int:
    """Return the block (0 …) of local ``day`` that an aware instant lies in."""
    return min(max((instant - day_start(day, zone)) // BLOCK, 0), BLOCKS - 1)


def thirds(blocks: int) -> tuple[int, int, int]:
    """Return a set of blocks as the three numbers that are stored, earliest first."""
    return blocks & _MASK, blocks >> _THIRD & _MASK, blocks >> 2 * _THIRD


def whole(early: int, middle: int, late: int) -> int:
    """Return the set of blocks that ``thirds`` took apart."""
    return early | middle << _THIRD | late << 2 * _THIRD


def lit(
    messages: Iterable[MessageFact], voice: Iterable[VoiceFact], zone: ZoneInfo
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return by (member id, local day): the blocks lit, and seconds in voice with others.

    What was copied lights nothing. A stretch in voice lights the blocks from its begin over its
    seconds with another human, where these are at least a minute.
    """
    blocks: dict[tuple[int, int], int] = {}
    seconds: dict[tuple[int, int], int] = {}
    day_of = LocalDays(zone).of
    for message in messages:
        if int(message.flags) & _COPIED:
            continue
        day = day_of(message.at)
        key = message.author_id, day
        blocks[key] = blocks.get(key, 0) | 1 << block_of(message.at, day, zone)
    for stretch in voice:
        if stretch.together_s <= 0:
            continue
        day = day_of(stretch.at)
        key = stretch.member_id, day
        seconds[key] = seconds.get(key, 0) + stretch.together_s
        if stretch.together_s >= SPOKE_S:
            first = block_of(stretch.at, day, zone)
            end = stretch.at + timedelta(seconds=stretch.together_s - 1)
            last = max(block_of(end, day, zone), first)
            blocks[key] = blocks.get(key, 0) | (1 << last + 1) - (1 << first)
    return {key: (blocks.get(key, 0), seconds.get(key, 0)) for key in blocks.keys() | seconds}
