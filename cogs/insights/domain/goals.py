"""Goals that managers set for figures, and how far they are reached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.reports import Figure, Unit

_NUMBER: Final = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(%?)")


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure shall reach, in its own unit: a rate as a fraction, a duration in seconds."""

    figure: Figure
    label: str
    target: float

    @property
    def reached(self) -> bool | None:
        """Whether it is reached; None where the figure is undefined."""
        value = self.figure.value
        if value is None:
            return None
        return value <= self.target if self.figure.better < 0 else value >= self.target

    @property
    def progress(self) -> float | None:
        """How much of the way is gone, from 0 to 1; None where that cannot be told."""
        value = self.figure.value
        if value is None:
            return None
        if self.reached:
            return 1.0
        part, whole = (self.target, value) if self.figure.better < 0 else (value, self.target)
        return max(0.0, min(part / whole, 1.0)) if whole else 0.0


def parse_target(text: str, unit: Unit) -> float | None:
    """Return a target written as ``2500``, ``40 %`` or ``0.3``; None for what is none.

    Not for durations. A rate may be given in per cent or, up to 1, as a fraction.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None or (match[2] and unit != "rate"):
        return None
    value = float(match[1].replace(",", "."))
    if unit == "rate":
        return value / 100 if match[2] or value > 1 else value
    return value
