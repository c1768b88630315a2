"""What a handler is given, and what it may answer."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.db.types import to_micros
from bot.errors import StewardError

_RANDOM_BITS = 11  # micros since 1970 need 52 bits until 2112; together they fit in 63


@dataclass(frozen=True, slots=True)
class Job:
    """A job in the hands of its handler.

    ``due_at`` is when it was promised (aware UTC). ``attempt`` counts from 1. ``late``: it
    was due while the bot was down, or well before now. ``begun_before``: a handler may
    have begun it already (retry, or a process that was killed), so look at what is there
    before doing it again; nothing of it is older than ``created_at``. ``claim`` is the
    fencing token of the lease.
    """

    guild_id: int
    job_id: int
    kind: str
    key: str
    due_at: datetime
    payload: dict[str, Any]
    attempt: int
    late: bool
    claim: int
    created_at: datetime
    member_id: int | None = None

    @property
    def begun_before(self) -> bool:
        """Whether an earlier attempt may have left something behind."""
        return self.claim > 1

    @property
    def nonce(self) -> str:
        """The nonce of the job's message: the same in every attempt and process.

        A job that is postponed is due anew, and has another one then.
        """
        return self.nonce_for("")

    def nonce_for(self, part: str) -> str:
        """Return the nonce of one of several messages that this job sends.

        24 characters; Discord allows 25, and remembers a nonce per author for a few
        minutes, so two messages of one job must not share it.
        """
        text = f"{self.guild_id}:{self.job_id}:{to_micros(self.due_at)}:{part}"
        digest = hashlib.blake2b(text.encode(), digest_size=18).digest()
        return base64.urlsafe_b64encode(digest).decode()


Handler = Callable[[Job], Awaitable[None]]


class Postpone(StewardError):  # noqa: N818 - an answer, not an error
    """Raised by a handler: the job is due at ``until`` (aware) instead; no attempt is counted.

    It comes again then: what it sent before is forgotten, and what it sends is new. ``anew``
    False: it could not be done yet, is due as before, and what it has sent stays sent.
    """

    def __init__(self, until: datetime, *, anew: bool = True) -> None:
        super().__init__(f"Postponed until {until.isoformat()}.")
        to_micros(until)  # refuses a naive datetime where it is made
        self.until = until
        self.anew = anew


class GiveUp(StewardError):  # noqa: N818 - an answer, not an error
    """Raised by a handler: no retry can help.

    ``reason`` is a sentence that managers read; it quotes no message.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class JobIds:
    """Makes job ids: 63 bits, rising within a process, apart between processes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def take(self) -> int:
        """Return a new id made from the time and 11 random bits."""
        timed = to_micros(self._clock.now()) << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        self._last = max(timed, self._last + 1)
        return self._last
