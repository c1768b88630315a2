"""What is seen of a badge, wherever a member's badges are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """``name`` is as managers wrote it; ``emoji`` is one of Unicode's, or empty."""

    name: str
    emoji: str = ""
