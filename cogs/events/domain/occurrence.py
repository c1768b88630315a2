"""One time that an event takes place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class OccurrenceState(StrEnum):
    """Where an occurrence is in its life."""

    PLANNED = "planned"
    OPEN = "open"  # it is on
    HELD = "held"
    CANCELLED = "cancelled"


# It is still to come, or on.
LIVE = (OccurrenceState.PLANNED, OccurrenceState.OPEN)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """See ``models.EventOccurrence``: instants are aware UTC.

    ``planned_at`` is the start that the recurrence gives; ``starts_at`` differs from it where
    this occurrence alone was moved. ``native`` is what Discord's own event was last known to be
    and was last asked to be (``domain.native``), empty without one. ``card_revision`` is the
    ``revision`` that the card shows.
    """

    guild_id: int
    event_id: int
    number: int
    planned_at: datetime
    starts_at: datetime
    ends_at: datetime
    state: OccurrenceState = OccurrenceState.PLANNED
    native_event_id: int | None = None
    native: dict[str, Any] | None = None
    card_channel_id: int | None = None
    card_message_id: int | None = None
    card_revision: int = 0
    thread_id: int | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    revision: int = 1

    @property
    def is_live(self) -> bool:
        """Whether it is still to come, or on."""
        return self.state in LIVE

    @property
    def length(self) -> timedelta:
        """How long it is planned to take."""
        return self.ends_at - self.starts_at

    @property
    def key(self) -> str:
        """The short name of the occurrence: in keys of jobs and deeds, and in custom ids."""
        return f"{self.event_id}.{self.number}"
