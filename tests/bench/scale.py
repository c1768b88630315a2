"""How much of everything there shall be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scale:
    """``full`` False: just enough to see that a measurement works."""

    folder: Path
    full: bool = True

    @property
    def repetitions(self) -> int:
        """How often a figure is taken; the median counts."""
        return self.size(1, 5)

    def size(self, short: T, full: T) -> T:
        """Return ``full``, or ``short`` in a trial."""
        return full if self.full else short
