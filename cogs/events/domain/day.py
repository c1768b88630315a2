"""What is to be done on the day of an event, and when: a pure function of what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from cogs.events.domain.occurrence import Occurrence, OccurrenceState

# So long before the start the thread is ready, and the hosts are told.
READY: Final = timedelta(minutes=15)
# How often it is looked who is there, while that decides about the beginning or the end.
LOOK: Final = timedelta(minutes=1)
# An event that runs over ends when nobody has been there for so long.
QUIET: Final = timedelta(minutes=5)
# It runs over by its own length at most, within these bounds.
_LEAST_OVER: Final = timedelta(minutes=30)
_MOST_OVER: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Day:
    """See ``models.day.EventDay``; instants are aware UTC."""

    due_for: datetime | None
    told_at: datetime | None
    quiet_since: datetime | None
    secret: str
    counted_at: datetime | None
    peak: int | None


class Act(StrEnum):
    """What is to be done."""

    WAIT = "wait"
    PREPARE = "prepare"
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Step:
    """``act`` now. ``at``: until when to wait, or when it opened or closed.

    ``quiet_since`` is to be remembered with a wait.
    """

    act: Act
    at: datetime
    quiet_since: datetime | None = None


def latest_end(occurrence: Occurrence) -> datetime:
    """Return when an event that runs over is ended whoever is there."""
    return occurrence.ends_at + min(max(occurrence.length, _LEAST_OVER), _MOST_OVER)


def next_step(
    occurrence: Occurrence, day: Day | None, now: datetime, people: int | None
) -> Step | None:
    """Return what is to be done of an occurrence now; None: nothing any more.

    ``people``: how many humans are in its channel; None where it has none that can be seen. Then
    it begins and ends as planned. Else it begins when somebody is there, and goes on while
    somebody is, up to ``latest_end``. Hosts may begin and end it before.
    """
    if occurrence.state is OccurrenceState.PLANNED:
        return _before(occurrence, day, now, people)
    if occurrence.state is OccurrenceState.OPEN:
        return _meanwhile(occurrence, day, now, people)
    return None


def _before(occurrence: Occurrence, day: Day | None, now: datetime, people: int | None) -> Step:
    ready_at = occurrence.starts_at - READY
    told = day is not None and day.told_at is not None
    if ready_at <= now < occurrence.ends_at and not told:
        return Step(Act.PREPARE, now)
    if now < occurrence.starts_at:
        return Step(Act.WAIT, occurrence.starts_at if told else ready_at)
    if people is None and now < occurrence.ends_at:
        return Step(Act.OPEN, occurrence.starts_at)
    if people and now < latest_end(occurrence):
        # Whoever waited for the start was there at it; the first look may be a little late.
        late = now - occurrence.starts_at > 2 * LOOK
        return Step(Act.OPEN, now if late else occurrence.starts_at)
    if now >= occurrence.ends_at:
        return Step(Act.CLOSE, occurrence.ends_at)
    return Step(Act.WAIT, min(now + LOOK, occurrence.ends_at))


def _meanwhile(occurrence: Occurrence, day: Day | None, now: datetime, people: int | None) -> Step:
    ends_at = occurrence.ends_at
    if now < ends_at:
        return Step(Act.WAIT, ends_at)
    if people is None:
        return Step(Act.CLOSE, ends_at)
    if now >= latest_end(occurrence):
        return Step(Act.CLOSE, latest_end(occurrence))
    if people > 0:
        return Step(Act.WAIT, min(now + LOOK, latest_end(occurrence)))
    since = day.quiet_since if day is not None else None
    if since is None or since < ends_at:
        since = ends_at if now - ends_at <= 2 * LOOK else now
    if now - since >= QUIET:
        return Step(Act.CLOSE, since)
    return Step(Act.WAIT, now + LOOK, since)
