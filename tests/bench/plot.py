"""The picture of how the figures grow."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from tests.bench.growth import Series

_BASE = 5_000.0


def draw(series: Sequence[Series], times: Sequence[int], path: Path) -> None:
    """Draw every series relative to its first point, with the curves of n and n log n."""
    figure = Figure(figsize=(8, 5))
    FigureCanvasSVG(figure)
    axes = figure.add_subplot()
    n_log_n = [t * log(_BASE * t) / log(_BASE) for t in times]
    axes.plot(times, n_log_n, color="black", linestyle="--", label="n log n")
    axes.plot(times, times, color="grey", linestyle=":", label="n")
    for one in series:
        axes.plot(times, [total / one.total[0] for total in one.total], marker="o", label=one.name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("members and history, times as much")
    axes.set_ylabel("whole cost, times as much")
    axes.grid(visible=True, which="major", alpha=0.3)
    axes.legend(fontsize="small")
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context({"svg.hashsalt": "growth"}):
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
