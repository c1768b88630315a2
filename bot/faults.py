"""Where the house notes that one of its parts failed: counted, logged with a reference."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable

import structlog

_log = structlog.get_logger(__name__)
# A part that fails with every message must not fill the disk.
_LOGGED_EVERY_S = 60.0


def new_reference() -> str:
    """Return a new reference: eight characters, A-Z and 2-7."""
    return base64.b32encode(secrets.token_bytes(5)).decode("ascii")


class Faults:
    """Counts every failure, and logs those of one part once a minute with how many there were.

    ``count(place)`` feeds the metrics; ``place`` is a label bounded by the code.
    """

    def __init__(self, count: Callable[[str], None] = lambda _place: None) -> None:
        self._count = count
        self._unlogged: dict[tuple[str, str, str], int] = {}
        self._logged_at: dict[tuple[str, str, str], float] = {}

    def note(
        self,
        event: str,
        error: BaseException,
        *,
        place: str,
        part: str,
        told: bool = True,
        **details: object,
    ) -> None:
        """Count a failure of ``part`` in ``place`` and log it as ``event`` with a reference.

        ``told`` False keeps the error's own text out of the log, where it may quote what
        somebody wrote.
        """
        self._count(place)
        key = (place, part, type(error).__name__)
        now = time.monotonic()
        before = self._logged_at.get(key)
        if before is not None and now - before < _LOGGED_EVERY_S:
            self._unlogged[key] = self._unlogged.get(key, 0) + 1
            return
        self._logged_at[key] = now
        if told:
            details["exc_info"] = error
        _log.error(
            event,
            reference=new_reference(),
            place=place,
            part=part,
            error=type(error).__name__,
            unlogged=self._unlogged.pop(key, 0),
            **details,
        )
