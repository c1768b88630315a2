"""Which reminders there are, when each is due, and until when it is of use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from cogs.events.domain.rsvp import Answer

# Minutes before the start, the earliest first.
OFFSETS: Final = (1_440, 60, 15, 0)
# A reminder of the start itself helps for so long after it.
_AFTER_START: Final = timedelta(minutes=15)

# Who waits for a place may choose, and is reminded where they have got one by then.
REMINDED: Final = (Answer.GOING, Answer.OFFERED, Answer.MAYBE)


class By(StrEnum):
    """How somebody is reminded."""

    DM = "dm"
    THREAD = "thread"


def due_at(starts_at: datetime, minutes: int) -> datetime:
    """Return when the reminder of so many minutes before a start is due."""
    return starts_at - timedelta(minutes=minutes)


def useful_until(starts_at: datetime, minutes: int) -> datetime:
    """Return until when it may be late: then the next one would be due, or it has begun."""
    later = [offset for offset in OFFSETS if offset < minutes]
    if not later:
        return starts_at + _AFTER_START
    return due_at(starts_at, max(later))


def as_text(minutes: Iterable[int]) -> str:
    """Return chosen reminders as ``Rsvp.remind_minutes`` keeps them."""
    return ",".join(str(one) for one in OFFSETS if one in set(minutes))


def from_text(kept: str | None) -> frozenset[int]:
    """Return the reminders of ``Rsvp.remind_minutes``; nothing chosen is none."""
    return frozenset(int(one) for one in (kept or "").split(",") if one)
