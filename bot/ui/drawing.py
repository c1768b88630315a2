"""The one process that draws: a picture takes longer than the event loop may wait.

Drawing in a thread would hold the interpreter's lock for 100 ms at a time. The process is
started with the first drawing and started anew should it die; it ends with this one.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import connection, get_context, parent_process
from typing import ParamSpec, TypeVar

import structlog

P = ParamSpec("P")
R = TypeVar("R")

_log = structlog.get_logger(__name__)


def _prepare() -> None:
    """Make the drawing process end with its parent, however that ends."""
    # Ctrl-C reaches the whole group; whoever stops the parent decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)


class Drawing:
    """Draws one picture after the other in a process of its own."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return ``work(*args, **kwargs)``; all of it must be picklable.

        Raises what ``work`` raises, BrokenProcessPool where the process died twice over it.
        """
        pool = self._ready()
        try:
            return await self._in(pool, partial(work, *args, **kwargs))
        except BrokenProcessPool:
            _log.warning("the drawing process died and is started anew")
            if self._pool is pool:
                self._pool = None
        return await self._in(self._ready(), partial(work, *args, **kwargs))

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # A fork would copy threads' locks and open files of the bot.
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), _prepare)
        return self._pool

    @staticmethod
    async def _in(pool: ProcessPoolExecutor, call: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(pool, call)


_drawing = Drawing()


async def draw_off_loop(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return ``work(*args, **kwargs)``, computed in the one process that draws.

    One drawing follows another, so that a burst of reports cannot take every core. ``work``, its
    arguments and its result must be picklable. Raises what ``work`` raises.
    """
    return await _drawing.draw(work, *args, **kwargs)
