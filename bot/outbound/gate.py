"""The gate: never more than twenty refused requests in a row without a pause.

Discord blocks an address for an hour that made 10,000 invalid requests within ten minutes
(https://docs.discord.com/developers/topics/rate-limits).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

_log = structlog.get_logger(__name__)

INVALID = frozenset({401, 403, 404, 429})
_FIRST_ERROR = 400
_FIRST_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 60.0


class Gate:
    """Lets requests pass, as few at a time as may all be refused: ``run`` less those that were.

    After ``run`` refusals in a row it stays shut for five seconds, twice as long each time up
    to a minute, until a request succeeds. ``sleep`` takes seconds, as ``now`` counts them.
    """

    def __init__(
        self,
        run: int = 20,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._run = run
        self._sleep = sleep
        self._now = now
        self._held_until = 0.0
        self._in_flight = 0
        # When each refusal of the present run was answered, in steps of ``_step``.
        self._refused: list[int] = []
        self._step = 0
        self._pause_s = _FIRST_PAUSE_S
        self._door = asyncio.Lock()
        self._changed = asyncio.Event()

    @property
    def streak(self) -> int:
        """Refusals that have come in a row."""
        return len(self._refused)

    @property
    def in_flight(self) -> int:
        """Requests that passed and are not answered."""
        return self._in_flight

    async def enter(self) -> int:
        """Wait until a request may leave; return a ticket to be given to ``leave``, once.

        Who comes first passes first. Cancelled, it leaves nothing behind.
        """
        async with self._door:
            while (left_s := self._held_until - self._now()) > 0:
                await self._sleep(left_s)
            while len(self._refused) + self._in_flight >= self._run:
                if self._in_flight:
                    self._changed.clear()
                    await self._changed.wait()
                else:
                    await self._rest()
            self._in_flight += 1
            self._step += 1
            return self._step

    def leave(self, ticket: int, status: int | None) -> None:
        """Tell how a request was answered; None where it was not."""
        self._in_flight -= 1
        self._step += 1
        if status in INVALID:
            self._refused.append(self._step)
        elif status is not None and status < _FIRST_ERROR:
            # What was refused before this request left came before it at Discord, too. What
            # was under way then may have come after it, and still counts.
            self._refused = [answered for answered in self._refused if answered > ticket]
            self._pause_s = _FIRST_PAUSE_S
        self._changed.set()

    def hold(self, seconds: float) -> None:
        """Let nothing leave for some seconds: the limit over all routes is used up.

        discord.py holds back new calls then, but not those that wait for their route already.
        """
        self._held_until = max(self._held_until, self._now() + seconds)

    async def _rest(self) -> None:
        _log.warning("requests to Discord rest: too many were refused", seconds=self._pause_s)
        await self._sleep(self._pause_s)
        self._pause_s = min(self._pause_s * 2, _LONGEST_PAUSE_S)
        self._refused.clear()
