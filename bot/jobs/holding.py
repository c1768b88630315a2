"""Waiting for a handler for as long as its lease is held."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.errors import StewardError

_LAST_WORDS_S = 1.0  # for a handler that tidies up when it is cancelled


class LeaseLostError(StewardError):
    """The job belongs to another process by now, or was cancelled."""


class HandlerCancelledError(StewardError):
    """The handler was cancelled before it ended."""


async def hold(
    work: asyncio.Task[None],
    renew: Callable[[], Awaitable[bool]],
    *,
    every: timedelta,
    timeout: timedelta,  # noqa: ASYNC109 - asyncio.timeout could cut a renewal in half
) -> None:
    """Wait for ``work``, calling ``renew`` every ``every`` until it ends.

    Raises whatever ``work`` raises, TimeoutError past ``timeout``, LeaseLostError once
    ``renew`` returns False, HandlerCancelledError where ``work`` was cancelled. However
    this ends, ``work`` does not go on after it.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + timeout.total_seconds()
    try:
        while True:
            pause_s = min(every.total_seconds(), end - loop.time())
            await asyncio.wait({work}, timeout=max(pause_s, 0))
            if work.done():
                break
            if loop.time() >= end:
                raise TimeoutError
            if not await renew():
                raise LeaseLostError("The job is no longer ours.")
        if work.cancelled():
            raise HandlerCancelledError("The handler was cancelled.")
        work.result()
    finally:
        await _end(work)


async def _end(work: asyncio.Task[None]) -> None:
    if work.done():
        return
    work.cancel()
    await asyncio.wait({work}, timeout=_LAST_WORDS_S)
    if work.done() and not work.cancelled():
        work.exception()  # looked at, so that asyncio does not complain about it
