"""Questions as far as one feature tells another: how long those of a window waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: when it was asked, and when and by whom it was first answered, if it was."""

    at: datetime
    answered_at: datetime | None
    helper_id: int | None

    @property
    def wait_s(self) -> float | None:
        """How long it waited, None where no answer came."""
        return None if self.answered_at is None else (self.answered_at - self.at).total_seconds()


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of the answered queries in seconds, shortest first, and how many were asked.

    ``open``: how many have no answer yet, but may still get one within their seven days.
    """

    queries: int = 0
    waits_s: tuple[float, ...] = ()
    open: int = 0
    asked: tuple[Asked, ...] = ()
