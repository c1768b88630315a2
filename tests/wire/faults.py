"""What goes wrong with REST, on command."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field

_numbers = itertools.count(1)


@dataclass(slots=True)
class RestFault:
    """Applies to requests of ``method`` whose path holds ``path``; None means any.

    It ends after ``times`` requests or ``seconds``, whichever is set. Effects, of which the
    first that is set decides: ``lost`` (handled, and the connection cut before the answer),
    ``cut`` (connection cut, nothing handled), ``status`` with Discord's ``code``. A 429 has a
    ``retry_s`` and a ``scope`` (user, shared, global). ``delay_s`` waits before the request is
    handled, ``answer_delay_s`` between handling and answering; both go with the others.
    """

    method: str | None = None
    path: str | None = None
    times: int | None = None
    seconds: float | None = None
    status: int | None = None
    code: int = 0
    message: str = "The double was told to refuse this"
    retry_s: float = 1.0
    scope: str = "user"
    lost: bool = False
    cut: bool = False
    delay_s: float = 0.0
    answer_delay_s: float = 0.0
    skip: int = 0
    """The first requests that match pass."""
    id: int = field(default_factory=lambda: next(_numbers))
    used: int = 0
    ends_at: float = math.inf

    def alive(self, now: float) -> bool:
        spent = self.times is not None and self.used >= self.times
        return not spent and now < self.ends_at

    def meets(self, method: str, path: str) -> bool:
        return (self.method is None or self.method == method) and (
            self.path is None or self.path in path
        )


class RestFaults:
    """The faults that are set, oldest first."""

    def __init__(self) -> None:
        self._faults: list[RestFault] = []
        self.used: dict[int, int] = {}

    def add(self, fault: RestFault, now: float) -> int:
        """Set a fault; returns its number."""
        if fault.seconds is not None:
            fault.ends_at = now + fault.seconds
        self._faults.append(fault)
        return fault.id

    def remove(self, number: int | None = None) -> None:
        """Unset one, or all."""
        self._faults = [f for f in self._faults if number is not None and f.id != number]

    def find(self, method: str, path: str, now: float) -> RestFault | None:
        """Return the first fault that this request meets, and count it."""
        self._faults = [fault for fault in self._faults if fault.alive(now)]
        for fault in self._faults:
            if not fault.meets(method, path):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.used += 1
            self.used[fault.id] = fault.used
            return fault
        return None
