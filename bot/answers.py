"""Questions as far as one feature tells another: how long those of a window waited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of the answered queries in seconds, shortest first, and how many were asked.

    ``open``: how many have no answer yet, but may still get one within their seven days.
    """

    queries: int = 0
    waits_s: tuple[float, ...] = ()
    open: int = 0
