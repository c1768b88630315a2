"""What is on a rank card and on a profile."""

from __future__ import annotations

from dataclasses import dataclass

from bot.badges import ShownBadge
from cogs.recognition.domain.levels import Curve


@dataclass(frozen=True, slots=True)
class Progress:
    """A level, and how far the way to the next one is gone; all but ``level`` in XP."""

    level: int
    xp: int
    begins: int
    ends: int

    @property
    def share(self) -> float:
        """How much of the level is gone, 0 to 1."""
        return (self.xp - self.begins) / (self.ends - self.begins)

    @classmethod
    def of(cls, xp: int, curve: Curve) -> Progress:
        """Return where ``xp`` stand on a curve."""
        level = curve.level_of(xp)
        return cls(level, xp, curve.begins_at(level), curve.begins_at(level + 1))


@dataclass(frozen=True, slots=True)
class RankCard:
    """All that a card shows: cards that are equal look the same.

    ``place`` among ``of`` members by XP, None where the member is on no board; ``streak``:
    active days in a row up to today or yesterday; ``avatar`` names the picture, empty for none.
    """

    name: str
    progress: Progress
    place: int | None
    of: int
    streak: int
    badges: tuple[ShownBadge, ...]
    avatar: str = ""
    locale: str = "en"
