"""Names of what charts show: weekdays, waits, and steps of newcomers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from babel.dates import get_day_names

from bot.reports import Figure
from cogs.insights.domain.report import Report
from cogs.insights.texts import T

_FUNNEL: Final = (
    "newcomers_screened",
    "newcomers_accepted",
    "newcomers_introduced",
    "newcomers_wrote",
    "newcomers_day7",
)
_WAITS: Final = ("5m", "15m", "1h", "4h", "1d", "7d", "none")


@dataclass(frozen=True, slots=True)
class Step:
    """One step that newcomers take, out of all who could have."""

    label: str
    figure: Figure


def funnel_steps(report: Report) -> Sequence[Step]:
    """Return the steps of newcomers; none where nobody came, or onboarding is off."""
    figures, labels = report.figures, report.labels
    found = [figures[key] for key in _FUNNEL if key in figures]
    return [
        Step(labels.get(figure.key, figure.key), figure)
        for figure in found
        if figure.counts is not None and figure.counts[1]
    ]


def weekday_name(day: int, locale: str = "en") -> str:
    """Return the short name of a weekday; Monday is 0."""
    names = get_day_names("abbreviated", "stand-alone", T.plain("calendar-language", locale))
    return str(names[day])


def wait_name(at: int, locale: str = "en") -> str:
    """Return the name of one bar of the waits, in the order of ``domain.responses.WAITS_S``."""
    return T.plain(f"chart-waits-{_WAITS[at]}", locale)
