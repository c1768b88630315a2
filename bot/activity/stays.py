"""Stays out of joins and leaves: a pure function, whatever came late, twice or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StaySpan:
    """One membership; ``left_at`` and ``cause`` are None while it lasts."""

    joined_at: datetime
    left_at: datetime | None = None
    cause: str | None = None


def stays(joins: Iterable[datetime], leaves: Iterable[tuple[datetime, str]]) -> list[StaySpan]:
    """Return the memberships of one person, oldest first.

    ``joins`` are instants, ``leaves`` instants with their cause (aware UTC). A leave without
    a membership before it is a repetition and is dropped. A join during a membership means
    that the leave in between was missed: the old one ends where the new one begins.
    """
    events = [(at, 1, "") for at in set(joins)] + [(at, 0, cause) for at, cause in set(leaves)]
    spans: list[StaySpan] = []
    opened: datetime | None = None
    for at, is_join, cause in sorted(events):
        if is_join:
            if opened is not None:
                spans.append(StaySpan(opened, at, None))
            opened = at
        elif opened is not None:
            spans.append(StaySpan(opened, at, cause))
            opened = None
    if opened is not None:
        spans.append(StaySpan(opened))
    return spans
