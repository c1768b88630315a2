"""Discord's own event beside ours: what it should be, and who changed what.

Three looks are compared, field by field: what it was last known to be, what it is, and what ours
wants it to be. Where ours differs from what was known, ours was changed: that is pushed. Where
ours does not, and it is something else now, it was changed by hand: that is taken over. Nothing
is told apart by when it happened.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import (
    DESCRIPTION_LIMIT,
    LOCATION_LIMIT,
    NAME_LIMIT,
    SHORTEST,
    Place,
    Plan,
    Room,
)

# https://docs.discord.com/developers/resources/guild-scheduled-event
MOST: Final = 100
_TIMES: Final = ("starts_at", "ends_at")


@dataclass(frozen=True, slots=True)
class Look:
    """What Discord shows of its own event; instants are aware UTC.

    In a channel (``channel_id``, ``room``) or elsewhere (``location``). One in a channel may
    have no end. ``picture`` is the digest of our own that was sent: Discord makes another of it,
    so no look shows it, and one that is changed by hand is not taken over.
    """

    name: str
    description: str
    starts_at: datetime
    ends_at: datetime | None
    channel_id: int | None = None
    room: Room | None = None
    location: str | None = None
    picture: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept in ``events_occurrence.native``."""
        kept = asdict(self)
        for name in _TIMES:
            kept[name] = kept[name] and kept[name].isoformat()
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Look:
        """Return what ``to_json`` made."""
        times = {name: kept[name] and datetime.fromisoformat(kept[name]) for name in _TIMES}
        room = kept["room"]
        return cls(**(kept | times | {"room": Room(room) if room else None}))

    @property
    def where(self) -> tuple[int | None, Room | None, str | None]:
        """Where it is: one thing, for a change of it is never half a change."""
        return self.channel_id, self.room, self.location


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of comparing: what is to be pushed, and what was changed by hand.

    Both name fields of ``Look``, or ``where`` for the three that say where it is.
    """

    push: frozenset[str]
    taken: frozenset[str]


def wanted(plan: Plan, occurrence: Occurrence, fallback: str) -> Look:
    """Return what Discord's own event should be; ``fallback`` is said where no place is known."""
    place = plan.place
    elsewhere = None
    if place.channel_id is None:
        link = place.link if place.link and len(place.link) <= LOCATION_LIMIT else None
        elsewhere = (place.address or link or fallback)[:LOCATION_LIMIT]
    return Look(
        name=plan.name[:NAME_LIMIT],
        description=plan.description[:DESCRIPTION_LIMIT],
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        channel_id=place.channel_id,
        room=place.room,
        location=elsewhere,
        picture=plan.picture,
    )


def merge(known: Look, seen: Look, ours: Look) -> Merged:
    """Return what to push and what to take over; where both changed, ours stands."""
    push: set[str] = set()
    taken: set[str] = set()
    for name in ("name", "description", "starts_at", "ends_at", "where"):
        before, now, wish = (getattr(look, name) for look in (known, seen, ours))
        if name == "ends_at" and now is None:
            continue  # one in a channel needs no end
        if now == wish:
            continue
        (taken if wish == before else push).add(name)
    if known.picture != ours.picture:
        push.add("picture")
    return Merged(frozenset(push), frozenset(taken))


def taken_over(plan: Plan, seen: Look, names: frozenset[str]) -> Plan:
    """Return the plan with what was changed by hand, but for times."""
    if "name" in names:
        plan = replace(plan, name=seen.name)
    if "description" in names:
        plan = replace(plan, description=seen.description)
    if "where" in names:
        plan = replace(plan, place=_place(plan.place, seen))
    return plan


def times_of(
    occurrence: Occurrence, seen: Look, names: frozenset[str]
) -> tuple[datetime, datetime]:
    """Return when an occurrence is that was moved by hand.

    A start that was moved past the end takes it along.
    """
    if not names & set(_TIMES):
        return occurrence.starts_at, occurrence.ends_at
    start = seen.starts_at if "starts_at" in names else occurrence.starts_at
    end = start + occurrence.length
    if seen.ends_at is not None and seen.ends_at > start:
        end = seen.ends_at
    return start, max(end, start + SHORTEST)


def known_now(known: Look, seen: Look, push: frozenset[str]) -> Look:
    """Return what is known after a look; what is about to be pushed stays as it was."""
    fresh = replace(seen, picture=known.picture)
    for name in push & {"name", "description", *_TIMES}:
        fresh = replace(fresh, **{name: getattr(known, name)})
    if "where" in push:
        fresh = replace(
            fresh, channel_id=known.channel_id, room=known.room, location=known.location
        )
    return fresh


def _place(before: Place, seen: Look) -> Place:
    if seen.channel_id is not None:
        return replace(before, channel_id=seen.channel_id, room=seen.room)
    said = (seen.location or "").strip()
    elsewhere = replace(before, channel_id=None, room=None)
    try:
        is_link = urlsplit(said).scheme in {"http", "https"}
    except ValueError:
        is_link = False
    if is_link:
        return replace(elsewhere, link=said, address=None)
    return replace(elsewhere, address=said or None)
