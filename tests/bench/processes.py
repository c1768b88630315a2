"""What processes cost: CPU seconds and memory, their children included."""

from __future__ import annotations

import asyncio

import psutil

_CALM_S = 0.4
_CALM_CPU_S = 0.02
_PATIENCE_S = 60.0


def cpu_s(pid: int) -> float:
    """Return the user and system CPU seconds of a process and its children so far."""
    total = 0.0
    for process in _family(pid):
        times = process.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


def rss_mb(pid: int) -> float:
    """Return the resident memory of a process and its children, in MB (10⁶ bytes)."""
    return sum(process.memory_info().rss for process in _family(pid)) / 1e6


async def calm(pid: int) -> None:
    """Wait until a process has nothing left to do."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + _PATIENCE_S
    before = cpu_s(pid)
    while loop.time() < ends:
        await asyncio.sleep(_CALM_S)
        now = cpu_s(pid)
        if now - before <= _CALM_CPU_S:
            return
        before = now
    raise TimeoutError("the process never rests")


def _family(pid: int) -> list[psutil.Process]:
    process = psutil.Process(pid)
    return [process, *process.children(recursive=True)]
