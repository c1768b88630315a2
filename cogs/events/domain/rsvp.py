"""Who answered an invitation, and what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Answer(StrEnum):
    """What a member answered, or where that put them."""

    GOING = "going"
    WAITING = "waiting"  # would go, but there is no place left
    OFFERED = "offered"  # was waiting; a place is kept for them until a deadline
    MAYBE = "maybe"
    NO = "no"


# Each of these takes one of the places that there are.
SEATED = (Answer.GOING, Answer.OFFERED)
# These want to hear of changes.
CONCERNED = (Answer.GOING, Answer.OFFERED, Answer.WAITING, Answer.MAYBE)


class Source(StrEnum):
    """How somebody answered."""

    PRESS = "press"  # a button of ours
    NATIVE = "native"  # "interested" at Discord's own event


@dataclass(frozen=True, slots=True)
class Rsvp:
    """See ``models.EventRsvp``; instants are aware UTC.

    ``remind_minutes``: how long before the start they want to be reminded, as "1440,60"; empty:
    never; None: they chose nothing. ``remind_by``: "dm" or "thread".
    """

    guild_id: int
    event_id: int
    number: int
    member_id: int
    answer: Answer
    at: datetime
    source: Source = Source.PRESS
    offered_until: datetime | None = None
    remind_minutes: str | None = None
    remind_by: str | None = None
