"""Whether somebody may appeal against a case now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Hurdle(StrEnum):
    """Why an appeal cannot be taken now."""

    OPEN = "open"  # one waits for its decision
    GRANTED = "granted"  # the case was lifted already
    CAP = "cap"  # all tries are used
    COOLDOWN = "cooldown"  # the last decision is too fresh


@dataclass(frozen=True, slots=True)
class Earlier:
    """An appeal that was made before; ``granted`` is None until it is decided."""

    opened_at: datetime
    decided_at: datetime | None = None
    granted: bool | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How many appeals a case may have, and how long after a decision the next may come."""

    cap: int
    cooldown: timedelta


@dataclass(frozen=True, slots=True)
class Held:
    """What stands in the way; ``until`` says when it does no more, if ever."""

    hurdle: Hurdle
    until: datetime | None = None


def held(earlier: Sequence[Earlier], limits: Limits, now: datetime) -> Held | None:
    """Return what stands in the way of one more appeal against a case, None: nothing."""
    if any(one.granted for one in earlier):
        return Held(Hurdle.GRANTED)
    if any(one.decided_at is None for one in earlier):
        return Held(Hurdle.OPEN)
    if len(earlier) >= limits.cap:
        return Held(Hurdle.CAP)
    last = max((one.decided_at for one in earlier if one.decided_at is not None), default=None)
    if last is not None and now < last + limits.cooldown:
        return Held(Hurdle.COOLDOWN, last + limits.cooldown)
    return None
