"""A report as data, before it becomes an embed, a page or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.reports import Figure, Section
from bot.windows import Window
from cogs.insights.domain.goals import Goal


@dataclass(frozen=True, slots=True)
class Report:
    """The report of one guild and window.

    ``previous`` are the figures of the window before, by key; empty where nothing is known
    of it. ``days_observed`` of ``window.days`` have facts behind them. ``findings`` are the
    sentences that stand out most, ``notes`` what must be known to read the figures.
    ``generated_at`` is aware UTC. ``compared`` is the window of ``previous`` where it was chosen
    and is not the one right before. ``advice`` is what could be done, by the finding that says so;
    ``goals`` what the server wants of figures that are here.
    """

    guild_id: int
    guild_name: str
    window: Window
    days_observed: int
    sections: Sequence[Section]
    previous: dict[str, Figure]
    findings: Sequence[str]
    notes: Sequence[str]
    generated_at: datetime
    locale: str = "en"
    compared: Window | None = None
    advice: Mapping[str, str] = field(default_factory=dict)
    goals: Sequence[Goal] = ()

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure of every section, by key."""
        return {figure.key: figure for section in self.sections for figure in section.figures}

    @property
    def labels(self) -> dict[str, str]:
        """The name for people of every figure, by key."""
        return {key: label for section in self.sections for key, label in section.labels.items()}

    @property
    def series(self) -> dict[str, Any]:
        """Every series of every section, by key."""
        return {key: value for section in self.sections for key, value in section.series.items()}

    def previous_window(self) -> Window:
        """Return the window that is compared with: the one right before, if none was chosen."""
        if self.compared is not None:
            return self.compared
        return self.window.shifted(-self.window.days)


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as plain data.

    ``{"window", "kpis", "previous", "series", "sections", ...}``: rates are fractions,
    undefined figures None, instants ISO 8601 in UTC.
    """
    return {
        "guild": {"id": str(report.guild_id), "name": report.guild_name},
        "window": _window(report.window) | {"days_observed": report.days_observed},
        "generated_at": report.generated_at.isoformat(),
        "kpis": {key: figure.value for key, figure in report.figures.items()},
        "previous": {key: figure.value for key, figure in report.previous.items()},
        "previous_window": _window(report.previous_window()),
        "series": report.series,
        "findings": list(report.findings),
        "recommendations": [
            {"finding": finding, "advice": report.advice[finding]}
            for finding in report.findings
            if finding in report.advice
        ],
        "goals": [
            {
                "key": goal.figure.key,
                "target": goal.target,
                "value": goal.figure.value,
                "reached": goal.reached,
                "progress": goal.progress,
            }
            for goal in report.goals
        ],
        "notes": list(report.notes),
        "sections": [_section(section) for section in report.sections],
    }


def _window(window: Window) -> dict[str, Any]:
    return {
        "label": window.label,
        "zone": window.zone.key,
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "days": window.days,
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "figures": [
            {
                "key": figure.key,
                "label": section.labels.get(figure.key, figure.key),
                "value": figure.value,
                "unit": figure.unit,
                "better": figure.better,
                "counts": list(figure.counts) if figure.counts is not None else None,
            }
            for figure in section.figures
        ],
        "notes": list(section.notes),
    }
