"""Waiting for work: the one place where a background loop sleeps until something arrives."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

T = TypeVar("T")
Watcher = Callable[[Awaitable[Any], str], Awaitable[Any]]


class Waiting:
    """Says which waits are idle, so that a simulation can tell an idle bot from a busy one.

    A background loop (ledger writer, job runner) awaits its next piece of work through
    ``idle``. On Discord that is a plain ``await``; a simulated Discord puts a watcher in
    between and goes on once nothing but idle waits is left.

    To bound an idle wait in time, put ``asyncio.timeout`` around it. ``asyncio.wait_for``
    hides the wait in a task of its own, which nobody has declared idle.
    """

    def __init__(self) -> None:
        self._watcher: Watcher | None = None

    def watched_by(self, watcher: Watcher | None) -> None:
        """Let every later idle wait go through ``watcher(awaitable, reason)``; None ends it."""
        self._watcher = watcher

    async def idle(self, awaitable: Awaitable[T], reason: str) -> T:
        """Await ``awaitable`` and return its result; ``reason`` names the wait for operators."""
        if self._watcher is None:
            return await awaitable
        result: T = await self._watcher(awaitable, reason)
        return result

    async def sleep(self, duration: timedelta, reason: str) -> None:
        """Sleep for ``duration``, idly."""
        await self.idle(asyncio.sleep(duration.total_seconds()), reason)
