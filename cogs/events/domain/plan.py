"""What an event is planned as: one, or a series of them by a recurrence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

# https://docs.discord.com/developers/resources/guild-scheduled-event
NAME_LIMIT: Final = 100
DESCRIPTION_LIMIT: Final = 1_000
LOCATION_LIMIT: Final = 100

ADDRESS_LIMIT: Final = 200
LINK_LIMIT: Final = 500
SERIES_LIMIT: Final = 60
PARTNERS_LIMIT: Final = 200
# Who else hosts an event, beside its host.
MOST_COHOSTS: Final = 10
CAPACITY_LIMIT: Final = 100_000
SHORTEST: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(days=14)


class Kind(StrEnum):
    """What sort of event it is."""

    WEBINAR = "webinar"
    AMA = "ama"
    MEETUP = "meetup"
    HYBRID = "hybrid"
    WORKSHOP = "workshop"
    OFFICE_HOURS = "office_hours"
    OTHER = "other"


class PlanState(StrEnum):
    """Where a plan is in its life."""

    ACTIVE = "active"  # it has an occurrence to come, or one that is on
    OVER = "over"  # its last occurrence was held
    CANCELLED = "cancelled"
    TEMPLATE = "template"  # never held itself: others are made from it


# Every state but that of a template.
HELD_ITSELF: Final = (PlanState.ACTIVE, PlanState.OVER, PlanState.CANCELLED)


class Room(StrEnum):
    """What kind of channel an event is in."""

    VOICE = "voice"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event is: in a channel, behind a link, at an address, or several of these.

    ``room`` is there exactly where ``channel_id`` is.
    """

    channel_id: int | None = None
    room: Room | None = None
    link: str | None = None
    address: str | None = None

    @property
    def is_hybrid(self) -> bool:
        """Whether people meet at an address and online as well."""
        return self.address is not None and (self.channel_id is not None or self.link is not None)

    @property
    def is_coded(self) -> bool:
        """Whether people are where Discord cannot see them, so that a code shows who came."""
        return self.link is not None or self.address is not None

    @property
    def is_elsewhere(self) -> bool:
        """Whether Discord cannot see who comes."""
        return self.channel_id is None


@dataclass(frozen=True, slots=True)
class Plan:
    """See ``models.EventPlan``: instants are aware UTC, ``wall_start`` is naive, in ``zone``.

    ``fold`` 1 means the second of a doubled hour (PEP 495). ``recurrence`` is what
    ``domain.rule`` reads; None for a single event. ``picture`` is the digest of the picture in
    ``EventPicture``. ``card_channel_id`` is where cards are posted. ``revision`` counts changes
    that people can see.
    """

    guild_id: int
    event_id: int
    name: str
    kind: Kind
    description: str
    wall_start: datetime
    zone: str
    duration: timedelta
    place: Place
    created_at: datetime
    fold: int = 0
    recurrence: dict[str, Any] | None = None
    capacity: int | None = None
    role_id: int | None = None
    picture: str | None = None
    host_id: int | None = None
    cohosts: tuple[int, ...] = field(default=())
    partners: str | None = None
    series: str | None = None
    card_channel_id: int | None = None
    created_by: int | None = None
    state: PlanState = PlanState.ACTIVE
    revision: int = 1
