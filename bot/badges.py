"""What is seen of a badge, wherever a member's badges are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """``name`` is as managers wrote it; ``emoji`` is as Discord takes it in a message, or empty.

    ``tier`` is in the language that was asked for, and empty where a badge has one alone.
    """

    name: str
    emoji: str = ""
    tier: str = ""
