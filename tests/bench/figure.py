"""What a run measured: a figure each, with what it was held against and what it must reach."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """``reference`` says what a ratio is over, or how the figure was taken.

    ``target`` is said in words, empty where the figure is for orientation only.
    """

    name: str
    value: float
    unit: str
    reference: str
    target: str
    ok: bool


def at_most(name: str, value: float, unit: str, reference: str, limit: float) -> Figure:
    """Return a figure that may not be above ``limit``."""
    return Figure(name, _short(value), unit, reference, f"≤ {limit:,g}", value <= limit)


def at_least(name: str, value: float, unit: str, reference: str, limit: float) -> Figure:
    """Return a figure that may not be below ``limit``."""
    return Figure(name, _short(value), unit, reference, f"≥ {limit:,g}", value >= limit)


def shown(name: str, value: float, unit: str, reference: str) -> Figure:
    """Return a figure for orientation."""
    return Figure(name, _short(value), unit, reference, "", ok=True)


def middle(values: Iterable[float]) -> float:
    """Return the median."""
    return median(values)


def _short(value: float) -> float:
    return round(value, 3) if abs(value) < 100 else round(value)


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a table in Markdown."""
    rows = [("what", "measured", "must reach", "how"), ("---", "---:", "---", "---")]
    rows += [
        (
            figure.name,
            f"{figure.value:,.10g} {figure.unit}",
            (figure.target + (" ✓" if figure.ok else " **missed**")) if figure.target else "—",
            figure.reference,
        )
        for figure in figures
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def write(figures: Iterable[Figure], path: Path) -> None:
    """Write a list of ``{name, value, unit, reference, target, ok}`` as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(figure) for figure in figures]
    path.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
