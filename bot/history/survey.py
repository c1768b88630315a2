"""Reading an export through once before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.history.export import Head, head_values, open_export
from bot.history.records import Tally

_STEP = 1_000  # facts between two reports of progress


@dataclass(frozen=True, kw_only=True)
class Survey(Head):
    """An export's head, and what the whole file holds."""

    tally: Tally


def survey(path: Path, on_progress: Callable[[int, int], None] | None = None) -> Survey:
    """Read the whole export and say what is in it.

    It reads just as ``Export.facts`` does, reactions included, so a file that passes here cannot
    be refused there. ``on_progress`` is told the bytes of the file read, and all of them.

    Raises ImportFileError as ``open_export`` and ``Export.facts`` do.
    """
    with open_export(path) as export:
        for number, _ in enumerate(export.facts(reactions=True)):
            if on_progress is not None and number % _STEP == 0:
                on_progress(*export.progress)
        if on_progress is not None:
            on_progress(*export.progress)
        return Survey(**head_values(export), tally=export.tally)
