"""The one thread that draws. Drawing itself loads matplotlib, so it is imported only there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_thread = ThreadPoolExecutor(1, thread_name_prefix="charts")


async def draw_off_loop(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return ``work(*args, **kwargs)``, computed on the one thread that draws.

    One drawing follows another, so that a burst of reports cannot take every core.
    Raises what ``work`` raises.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_thread, partial(work, *args, **kwargs))
