"""All groups of figures, by the name that the command line knows them under."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tests.bench import cpu
from tests.bench.figure import Figure
from tests.bench.scale import Scale

GROUPS: dict[str, Callable[[Scale], Awaitable[list[Figure]]]] = {
    "cpu": cpu.run,
}
