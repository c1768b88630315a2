"""What a run of trouble measured, and what must hold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """``name`` begins with the scenario and the database; ``target`` is said in words."""

    name: str
    value: float
    target: str
    ok: bool


def exactly(name: str, value: float, wanted: float) -> Figure:
    """Return a figure that must be ``wanted``."""
    return Figure(name, value, f"= {wanted:g}", value == wanted)


def at_most(name: str, value: float, limit: float) -> Figure:
    """Return a figure that may not be above ``limit``."""
    return Figure(name, value, f"≤ {limit:g}", value <= limit)


def at_least(name: str, value: float, limit: float) -> Figure:
    """Return a figure that may not be below ``limit``."""
    return Figure(name, value, f"≥ {limit:g}", value >= limit)


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines of text, one each."""
    rows = [(f.name, f"{f.value:,.10g}", f.target, "ok" if f.ok else "FAILED") for f in figures]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return "\n".join(
        f"{name:<{widths[0]}}  {value:>{widths[1]}}  {target:<{widths[2]}}  {verdict}"
        for name, value, target, verdict in rows
    )


def write(figures: Iterable[Figure], path: Path) -> None:
    """Write the figures as JSON: a list of ``{name, value, target, ok}``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(figure) for figure in figures]
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
