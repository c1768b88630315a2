"""The first steps of a newcomer, and which of them are done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """A first step, in the order in which they are offered."""

    RULES = "rules"
    INTERESTS = "interests"
    INTRODUCE = "introduce"
    BUDDY = "buddy"


@dataclass(frozen=True, slots=True)
class Progress:
    """What a newcomer has done. ``done`` are steps, ``muted`` says they want no more of these."""

    done: frozenset[Step] = frozenset()
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """One membership of one person; ``joined_at`` is aware UTC."""

    guild_id: int
    member_id: int
    joined_at: datetime


def offered(
    chosen: Collection[Step],
    *,
    rules: bool,
    interests: bool,
    introductions: bool,
    buddies: bool,
) -> list[Step]:
    """Return the steps that the server chose and that lead somewhere, in their order."""
    possible = {
        Step.RULES: rules,
        Step.INTERESTS: interests,
        Step.INTRODUCE: introductions,
        Step.BUDDY: buddies,
    }
    return [step for step in Step if step in chosen and possible[step]]


def finished(steps: Sequence[Step], progress: Progress) -> bool:
    """Tell whether nothing is left to nudge about; a buddy is nobody's duty."""
    return all(step in progress.done for step in steps if step is not Step.BUDDY)
