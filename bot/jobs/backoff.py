"""How long a failed job waits before it is tried again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

_SPREAD = 0.5  # the wait is the nominal one times 0.75 to 1.25


@dataclass(frozen=True, slots=True)
class Backoff:
    """Doubling waits with a ceiling, spread so that jobs that failed together part.

    ``first`` is the nominal wait after the first failure, ``ceiling`` the longest wait.
    """

    first: timedelta = timedelta(seconds=30)
    ceiling: timedelta = timedelta(hours=1)

    def wait(self, job_id: int, failures: int) -> timedelta:
        """Return the wait after the ``failures``-th failure (from 1); same input, same wait."""
        doublings = min(failures - 1, 20)  # past that any ceiling is reached
        nominal = min(self.first * (1 << doublings), self.ceiling)
        digest = hashlib.blake2b(f"{job_id}:{failures}".encode(), digest_size=4).digest()
        fraction = int.from_bytes(digest) / 2**32
        return min(nominal * (1 - _SPREAD / 2 + _SPREAD * fraction), self.ceiling)
