"""The wake-ups: APScheduler fires at the next due instant, and at every sweep."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

_NEXT = "next"


class Timers:
    """One date trigger for the earliest due job and one interval trigger for the sweep.

    They only wake: what is due is decided by the rows and the injected clock, since
    APScheduler asks the machine's.
    """

    def __init__(
        self,
        on_due: Callable[[], Awaitable[None]],
        on_sweep: Callable[[], Awaitable[None]],
        interval: timedelta,
    ) -> None:
        self._on_due = on_due
        self._armed_for: datetime | None = None
        # A wake-up that comes too late (1 s by default) would be dropped without this.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        sweep = IntervalTrigger(seconds=interval.total_seconds(), timezone=UTC)
        self._scheduler.add_job(on_sweep, sweep)

    def start(self) -> None:
        """Start the timers on the running loop."""
        self._scheduler.start()

    def arm(self, at: datetime | None) -> None:
        """Wake at ``at`` (aware UTC), once; None leaves things as they are."""
        # The same instant is never armed twice: where the machine's clock is ahead of the
        # injected one it fires at once, and arming again would spin.
        if at is None or at == self._armed_for:
            return
        self._armed_for = at
        trigger = DateTrigger(run_date=at, timezone=UTC)
        self._scheduler.add_job(self._on_due, trigger, id=_NEXT, replace_existing=True)

    def stop(self) -> None:
        """Stop the timers at the loop's next turn."""
        self._scheduler.shutdown(wait=False)
