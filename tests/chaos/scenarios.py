"""Every scenario by its name: ``async def run(stage) -> list[Figure]`` of its module."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.chaos import gateway_faults, kills, wave
from tests.chaos.figure import Figure
from tests.chaos.stage import Stage

Scenario = Callable[[Stage], Awaitable[list[Figure]]]

SCENARIOS: dict[str, Scenario] = {
    "kills": kills.run,
    "gateway-faults": gateway_faults.run,
    "wave": wave.run,
}
