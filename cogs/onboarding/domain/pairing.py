"""Which volunteer is asked: fairly, within their cap, and of a kind with the newcomer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer. ``asked_at``: when they were last asked; ``today``: how often on this day."""

    member_id: int
    offered_at: datetime
    asked_at: datetime | None
    today: int
    daily_cap: int
    shared_interests: int = 0


def choose(candidates: Iterable[Candidate]) -> Candidate | None:
    """Return who is asked, None where nobody is free.

    Who shares an interest comes before who does not; among equals the least recently asked,
    then who volunteered first. How many interests are shared does not matter, else the same
    few would always be asked.
    """
    free = [candidate for candidate in candidates if candidate.today < candidate.daily_cap]
    return min(
        free,
        key=lambda one: (
            one.shared_interests == 0,
            one.asked_at or _NEVER,
            one.offered_at,
            one.member_id,
        ),
        default=None,
    )
