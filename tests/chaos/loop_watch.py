"""An extension that watches the event loop: how long a task had to wait for its turn at most."""

from __future__ import annotations

import asyncio
import time

from prometheus_client import Gauge

from bot.client import Steward

METRIC = "steward_test_loop_lag_seconds"
_TICK_S = 0.005
_tasks: set[asyncio.Task[None]] = set()


async def _watch(longest: Gauge) -> None:
    most = 0.0
    while True:
        # uvloop's clock stands still while the loop turns: the machine's is asked.
        due = time.monotonic() + _TICK_S
        await asyncio.sleep(_TICK_S)
        late = time.monotonic() - due
        if late > most:
            most = late
            longest.set(most)


async def setup(bot: Steward) -> None:
    """Begin to watch when the bot is ready: features, fonts and models load before that."""
    longest = Gauge(METRIC, "The longest lag of the event loop.", registry=bot.metrics.registry)

    async def ready() -> None:
        if not _tasks:
            _tasks.add(asyncio.create_task(_watch(longest)))

    bot.add_listener(ready, "on_ready")
