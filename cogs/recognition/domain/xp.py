"""XP of a day: from distinct active blocks and good deeds, never from raw volume."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from bot.deeds import DeedKind

# In the order of the counts of a day.
KINDS = (DeedKind.ANSWER, DeedKind.KUDOS, DeedKind.EVENT, DeedKind.CHALLENGE)
NO_DEEDS = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Weights:
    """What earns how much XP.

    ``block``: an active block of ten minutes, up to ``blocks_a_day`` of them; ``deeds``: one of
    each of ``KINDS``.
    """

    block: int
    blocks_a_day: int
    deeds: tuple[int, int, int, int]


class Day(NamedTuple):
    """What a member did on a local day.

    ``blocks``: a bit for each active block; ``voice_s``: seconds in voice with another human;
    ``deeds``: the worth of each of ``KINDS``, in hundredths; ``streak``: how many active days
    in a row end with this one, 0 for a day without an active block.
    """

    blocks: int = 0
    voice_s: int = 0
    deeds: tuple[int, ...] = NO_DEEDS
    streak: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing was done."""
        return not (self.blocks or self.voice_s or any(self.deeds))


def xp_of(day: Day, weights: Weights) -> int:
    """Return the XP that a day earns."""
    active = min(day.blocks.bit_count(), weights.blocks_a_day) * weights.block
    if day.deeds == NO_DEEDS:
        return active
    worth = sum(count * weight for count, weight in zip(day.deeds, weights.deeds, strict=True))
    return active + worth // 100
