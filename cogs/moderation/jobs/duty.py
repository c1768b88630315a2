"""Forgetting when moderators were on duty, in time."""

from __future__ import annotations

import structlog

from bot.clock import Clock
from bot.jobs import Job, Postpone
from cogs.moderation.service.duty_hours import FORGET_EVERY, DutyHours

_log = structlog.get_logger(__name__)


class DutyForget:
    """Handles the job of kind ``moderation-duty-forget``: one a server, again each day."""

    def __init__(self, hours: DutyHours, clock: Clock) -> None:
        self._hours = hours
        self._clock = clock

    async def __call__(self, job: Job) -> None:
        """Forget what has been kept for long enough."""
        forgotten = await self._hours.forget(job.guild_id)
        if forgotten:
            _log.info("duty forgotten", guild_id=job.guild_id, rows=forgotten)
        raise Postpone(self._clock.now() + FORGET_EVERY)
