"""Every scenario by its name: ``async def run(stage) -> list[Figure]`` of its module."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.chaos import (
    actions,
    backup,
    bad_feature,
    busy_loop,
    database_outage,
    gateway_faults,
    jobs_once,
    kills,
    rate_limits,
    recovery,
    reminders,
    shards,
    shoutouts,
    thanks,
    wave,
)
from tests.chaos.figure import Figure
from tests.chaos.stage import Stage

Scenario = Callable[[Stage], Awaitable[list[Figure]]]

SCENARIOS: dict[str, Scenario] = {
    "kills": kills.run,
    "gateway-faults": gateway_faults.run,
    "shards": shards.run,
    "database-outage": database_outage.run,
    "bad-feature": bad_feature.run,
    "backup": backup.run,
    "jobs-once": jobs_once.run,
    "actions": actions.run,
    "rate-limits": rate_limits.run,
    "busy-loop": busy_loop.run,
    "recovery": recovery.run,
    "wave": wave.run,
    "thanks": thanks.run,
    "shoutouts": shoutouts.run,
    "reminders": reminders.run,
}
