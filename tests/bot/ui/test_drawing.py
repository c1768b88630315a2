"""Drawing in a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.ui.drawing import draw_off_loop


def where(number: int) -> tuple[int, int]:
    return number, os.getpid()


def _die_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "drawn"


async def test_one_process_of_its_own_draws() -> None:
    results = await asyncio.gather(*(draw_off_loop(where, number) for number in range(8)))

    assert [number for number, _ in results] == list(range(8))
    processes = {process for _, process in results}
    assert len(processes) == 1
    assert os.getpid() not in processes


async def test_what_goes_wrong_while_drawing_is_heard() -> None:
    with pytest.raises(ZeroDivisionError):
        await draw_off_loop(divmod, 1, 0)


async def test_a_process_that_dies_is_started_anew(tmp_path: Path) -> None:
    before = await draw_off_loop(where, 1)

    drawn = await asyncio.gather(
        draw_off_loop(_die_once, tmp_path / "died"), draw_off_loop(where, 2)
    )

    assert drawn[0] == "drawn"
    assert drawn[1][0] == 2
    assert drawn[1][1] != before[1]
