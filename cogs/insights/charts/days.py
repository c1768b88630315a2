"""Charts of activity, mood, and who stays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bot.ui import charts as house
from bot.ui.themes import Theme
from cogs.insights.charts.frame import Box, heading
from cogs.insights.domain.report import Report
from cogs.insights.formats import DayMood, count_text, day_mood, week_label, weekday
from cogs.insights.texts import T

# More bars than these have no room for their numbers.
_LABELLED = 14
_NOTHING = "\u2013"
# What the names of the axes take above them.
_RISE, _CAPTION = 8, 20
# A heat map of fewer cells would be one of giant ones.
_LEAST_CELLS = 6


def draw_activity(figure: Figure, box: Box, report: Report, theme: Theme) -> None:
    """Draw messages and active members by day, beside the messages of the window before."""
    series, locale = report.series, report.locale
    days = [date.fromisoformat(day) for day in series.get("days") or ()]
    counts = _Counts(
        _day_labels(days, locale),
        _padded(series.get("messages_by_day"), len(days)),
        _padded(series.get("active_by_day"), len(days)),
        _padded(series.get("previous_messages_by_day"), len(days)),
    )
    heading(figure, box, T.plain("chart-activity", locale))
    before = "week" if week_label(report.window) else "days"
    titles = _titles(locale, "chart-none-activity", f"chart-activity-before-{before}")
    _draw_counts(figure, box, counts, titles, theme)


def draw_weeks(figure: Figure, box: Box, report: Report, theme: Theme) -> None:
    """Draw messages and active members by week, up to the report's own."""
    series, locale = report.series, report.locale
    weeks = [str(week) for week in series.get("weeks") or ()]
    counts = _Counts(
        [week.rpartition("-")[2] for week in weeks],
        _padded(series.get("messages_by_week"), len(weeks)),
        _padded(series.get("active_by_week"), len(weeks)),
        [],
    )
    heading(figure, box, T.plain("chart-weeks", locale))
    titles = _titles(locale, "chart-none-weeks", "chart-activity-before-week")
    _draw_counts(figure, box, counts, titles, theme)


@dataclass(frozen=True, slots=True)
class _Counts:
    labels: Sequence[str]
    messages: Sequence[float]
    active: Sequence[float]
    before: Sequence[float]


class _Titles(NamedTuple):
    messages: str
    active: str
    before: str
    nothing: str


def _titles(locale: str, nothing: str, before: str) -> _Titles:
    keys = ("chart-activity-messages", "chart-activity-active", before, nothing)
    return _Titles(*(T.plain(key, locale) for key in keys))


def _padded(values: Any, length: int) -> list[float]:
    """Return ``values`` as floats, NaN where there is none; nothing where nothing is known."""
    known = [math.nan if value is None else float(value) for value in values or ()][:length]
    return known + [math.nan] * (length - len(known)) if known else []


def _draw_counts(figure: Figure, box: Box, counts: _Counts, titles: _Titles, theme: Theme) -> None:
    body = box.body
    if not any(value > 0 for value in (*counts.messages, *counts.active)):
        house.say_nothing(house.panel(figure, *body), titles.nothing, theme)
        return
    numbered = len(counts.labels) <= _LABELLED
    left, width = (body.left, body.width) if numbered else (body.left + 44, body.width - 44)
    foot = 38 if _two_lines(counts.labels) else 24
    room = body.height - foot - _RISE - _CAPTION
    split = body.top + _RISE + 0.56 * room
    bars = house.panel(figure, left, body.top + _RISE, width, 0.56 * room)
    line = house.panel(figure, left, split + _CAPTION, width, 0.44 * room)
    places = range(len(counts.labels))
    if counts.before:
        bars.bar(places, counts.before, width=0.86, color=theme.ghost, zorder=1)
    if counts.messages:
        bars.bar(places, counts.messages, width=0.56, color=theme.first, zorder=2)
    if counts.active:
        line.plot(places, counts.active, color=theme.second, marker="o", markersize=6, zorder=2)
    house.scale_counts(bars, [*counts.messages, *counts.before], numbered=numbered)
    house.scale_counts(line, counts.active, numbered=numbered)
    for axes, values in ((bars, counts.messages), (line, counts.active)):
        axes.set_xlim(-0.6, len(counts.labels) - 0.4)
        if numbered:
            _values(axes, values, theme)
    bars.set_xticks([])
    _label_days(line, counts.labels)
    house.legend(figure, body.left, body.top - 10, [(titles.messages, theme.first)])
    house.legend(figure, body.left, split + 6, [(titles.active, theme.second)])
    if any(not math.isnan(value) for value in counts.before):
        key = [("■", theme.ghost), (titles.before, theme.muted)]
        house.legend(figure, body.left, body.top - 10, key, to=body.left + body.width)


def _values(axes: Axes, values: Sequence[float], theme: Theme) -> None:
    size = house.SMALL if len(values) <= 8 else house.SMALL - 2  # noqa: PLR2004 - wide bars
    for at, value in enumerate(values):
        if not math.isnan(value):
            house.number(axes, at, value, count_text(value), theme, fontsize=size)


def draw_sentiment(figure: Figure, box: Box, report: Report, theme: Theme) -> None:
    """Draw the shares of positive (up) and negative (down) messages by day."""
    series, locale = report.series, report.locale
    days = [date.fromisoformat(day) for day in series.get("days") or ()]
    shares = [day_mood(day) for day in series.get("sentiment_by_day") or ()][: len(days)]
    heading(figure, box, T.plain("chart-sentiment", locale))
    labels = _day_labels(days, locale)
    foot = 56 if _two_lines(labels) else 40
    body = box.body
    if not any(shares):
        house.say_nothing(
            house.panel(figure, *body), T.plain("chart-none-sentiment", locale), theme
        )
        return
    axes = house.panel(figure, body.left, body.top + 14, body.width, body.height - 14 - foot)
    up, down = (T.plain(f"chart-sentiment-{side}", locale) for side in ("positive", "negative"))
    key = [(f"▲ {up}", theme.good), (f"▼ {down}", theme.bad)]
    house.legend(figure, box.left, body.top - 10, key)
    unit = [(T.plain("chart-sentiment-n", locale), theme.muted)]
    house.legend(figure, box.left, body.top - 10, unit, to=box.left + box.width)
    highest = max(share.positive for share in shares if share)
    lowest = max(share.negative for share in shares if share)
    room = 0.19 * max(highest + lowest, 0.01)
    axes.axhline(0, color=theme.muted, linewidth=1)
    axes.spines["bottom"].set_visible(False)
    axes.set_yticks([])
    for at, share in enumerate(shares):
        if share:
            _mood_bar(axes, at, share, theme, numbered=len(days) <= _LABELLED)
    scored = [count_text(share.scored) if share else _NOTHING for share in shares]
    scored += [_NOTHING] * (len(labels) - len(scored))
    _label_days(axes, [f"{day}\n{count}" for day, count in zip(labels, scored, strict=True)], "n")
    axes.set(
        ylim=(-lowest - room, highest + room), xlim=(-0.6 - _gutter(len(days)), len(days) - 0.4)
    )


def _mood_bar(axes: Axes, at: int, share: DayMood, theme: Theme, *, numbered: bool) -> None:
    axes.bar(at, share.positive, width=0.62, color=theme.good, zorder=2)
    axes.bar(at, -share.negative, width=0.62, color=theme.bad, zorder=2)
    if numbered:
        up, down = (f"{100 * value:.0f}" for value in (share.positive, share.negative))
        house.number(axes, at, share.positive, up, theme)
        house.number(axes, at, -share.negative, down, theme, va="top")


def draw_retention(figure: Figure, box: Box, report: Report, theme: Theme) -> None:
    """Draw the heat map: joined in week (rows) by weeks after joining (columns)."""
    locale = report.locale
    cohorts = [cohort for cohort in report.series.get("cohorts") or () if cohort["size"]]
    cohorts = [cohort for cohort in cohorts if any(share is not None for share in cohort["shares"])]
    heading(figure, box, T.plain("chart-retention", locale))
    body = box.body
    if not cohorts:
        house.say_nothing(
            house.panel(figure, *body), T.plain("chart-none-retention", locale), theme
        )
        return
    weeks = max(_LEAST_CELLS, *(_known_weeks(cohort["shares"]) for cohort in cohorts))
    house.write(
        figure,
        box.left,
        body.top - 10,
        T.plain("chart-retention-note", locale),
        room=box.width,
        color=theme.muted,
        fontsize=house.SMALL,
    )
    gutter, caption = 90, 34
    axes = house.panel(
        figure, body.left + gutter, body.top + caption, body.width - gutter, body.height - caption
    )
    axes.spines[:].set_visible(False)
    axes.tick_params(labeltop=True, labelbottom=False)
    house.heat_map(axes, [cohort["shares"][:weeks] for cohort in cohorts], theme)
    rows = (
        (str(cohort["week"]).rpartition("-")[2], count_text(cohort["size"])) for cohort in cohorts
    )
    axes.set_yticks(
        range(len(cohorts)),
        [T.plain("chart-retention-row", locale, week=week, size=size) for week, size in rows],
    )
    later = [T.plain("chart-retention-column", locale, count=k) for k in range(1, weeks + 1)]
    axes.set_xticks(range(weeks), later)
    axes.set(xlim=(-0.5, weeks - 0.5), ylim=(max(len(cohorts), _LEAST_CELLS) - 0.5, -0.5))


def _known_weeks(shares: Sequence[float | None]) -> int:
    return max((k for k, share in enumerate(shares, 1) if share is not None), default=0)


def _day_labels(days: Sequence[date], locale: str) -> list[str]:
    if len(days) > _LABELLED:
        return [f"{day.day}/{day.month}" for day in days]
    return [f"{weekday(day, locale)}\n{day.day}" for day in days]


def _two_lines(labels: Sequence[str]) -> bool:
    return any("\n" in label for label in labels)


def _label_days(axes: Axes, labels: Sequence[str], last_row: str = "") -> None:
    """Label the days; ``last_row`` names the last line of the labels, at the left."""
    step = max(1, math.ceil(len(labels) / _LABELLED))
    texts = list(labels[::step])
    places = [float(at) for at in range(0, len(labels), step)]
    if last_row:
        places, texts = (
            [-0.4 - _gutter(len(labels)), *places],
            ["\n" * labels[0].count("\n") + last_row, *texts],
        )
    axes.set_xticks(places, texts, linespacing=1.25)


def _gutter(days: int) -> float:
    return max(0.5, 0.07 * days)
