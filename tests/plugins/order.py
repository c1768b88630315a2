"""The order of the tests where several processes share them: none is left waiting at the end.

A test with the mark ``long`` takes many seconds, and mostly waits. Each process gets a share of
those and plays them early, one at a time between the others, so that the other processes work
while it waits. What is left at the end are short ones, which any process can take over.
"""

from __future__ import annotations

import pytest

# The last third of a process' tests has no long one.
_EARLY = 2 / 3


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order ``items`` for the processes of this run, each of which sees the same order."""
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    if processes > 1:
        items[:] = ordered(items, processes)


def ordered(items: list[pytest.Item], processes: int) -> list[pytest.Item]:
    """Return ``items`` so that the first of ``processes`` equal parts is the first's, and so on."""
    long = [item for item in items if item.get_closest_marker("long")]
    short = [item for item in items if not item.get_closest_marker("long")]
    found: list[pytest.Item] = []
    begun = 0
    for process in range(processes):
        own = long[process::processes]
        ends = len(items) * (process + 1) // processes
        count = max(0, ends - len(found) - len(own))
        found += _spread(own, short[begun : begun + count])
        begun += count
    return found + short[begun:]


def _spread(long: list[pytest.Item], short: list[pytest.Item]) -> list[pytest.Item]:
    """Return both, the long ones at equal distances in the early part of the short ones."""
    step = max(1, int(len(short) * _EARLY / len(long))) if long else 1
    found: list[pytest.Item] = []
    for number, item in enumerate(long):
        found += [item, *short[number * step : (number + 1) * step]]
    return found + short[len(long) * step :]
