"""The report as files: a web page that stands alone, and a table for spreadsheets."""

from __future__ import annotations

import csv
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from io import StringIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from bot.reports import Figure, Section
from bot.text.escape import csv_cell
from bot.ui.themes import DARK, LIGHT
from cogs.insights.domain.goals import Goal
from cogs.insights.domain.report import Report, as_json
from cogs.insights.formats import (
    UNDEFINED,
    Change,
    change_of,
    clean,
    count_text,
    counts_text,
    day_text,
    figure_text,
    goal_text,
    value_text,
    when,
)
from cogs.insights.formats.alt import alt_texts, nothing_text
from cogs.insights.texts import T

if TYPE_CHECKING:
    from jinja2 import Environment

COLUMNS = ("section", "key", "label", "value", "previous", "unit", "numerator", "denominator")

# So many fit in three rows of a printed page.
_FEW_PICTURES = 6


def csv_text(report: Report) -> str:
    """Return every figure as CSV (RFC 4180), with a header and a row each.

    Values are unrounded: rates as fractions, durations in seconds, undefined ones empty. No
    cell can run as a formula. Encode it as ``utf-8-sig``, so that spreadsheets know.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for section in report.sections:
        for figure in section.figures:
            before = report.previous.get(figure.key)
            part, whole = figure.counts or (None, None)
            cells = (
                clean(section.title),
                figure.key,
                clean(section.labels.get(figure.key, figure.key)),
                figure.value,
                before.value if before else None,
                figure.unit,
                part,
                whole,
            )
            writer.writerow([csv_cell(cell) for cell in cells])
    return out.getvalue()


def json_bytes(report: Report) -> bytes:
    """Return the report as indented JSON (``as_json``), UTF-8."""
    return orjson.dumps(as_json(report), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure as the page shows it."""

    label: str
    meaning: str
    value: str
    counts: str
    before: str
    change: Change | None


@dataclass(frozen=True, slots=True)
class _Picture:
    name: str
    light: str
    dark: str
    alt: str
    is_empty: bool


def page(report: Report, locale: str = "en") -> str:
    """Return the report as one HTML file in ``locale``.

    It holds its pictures, loads nothing, runs nothing, follows the reader's light or dark
    theme and prints on A4. It draws eight charts, so call it through ``draw_off_loop``.
    """
    # matplotlib and the template engine take 60 MB: they are loaded for the first page.
    from cogs.insights.charts import CHART_SIZE, charts  # noqa: PLC0415

    report = replace(report, locale=locale)
    rows_of = [(section, _rows(report, section)) for section in report.sections if section.figures]
    headline = [
        row
        for section, rows in rows_of
        for figure, row in zip(section.figures, rows, strict=True)
        if figure.headline
    ]
    pictures = list(_pictures(report, charts)) if rows_of else []
    made = report.generated_at.astimezone(report.window.zone)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            t=partial(_say, locale),
            language=T.plain("calendar-language", locale),
            guild=clean(report.guild_name),
            when=when(report),
            findings=[(clean(one), clean(report.advice.get(one, ""))) for one in report.findings],
            goals=[_goal(goal, locale) for goal in report.goals],
            notes=[clean(note) for note in report.notes],
            is_first=bool(report.figures) and not report.previous,
            headline=headline,
            sections=[(clean(section.title), rows) for section, rows in rows_of],
            pictures=pictures,
            few=sum(not picture.is_empty for picture in pictures) <= _FEW_PICTURES,
            width=CHART_SIZE[0],
            height=CHART_SIZE[1],
            days=_days(report),
            cohorts=_cohorts(report),
            made=f"{made:%Y-%m-%d %H:%M} ({report.window.zone.key})",
        )
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    return Environment(
        loader=FileSystemLoader(Path(__file__).resolve().parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _say(locale: str, key: str, **args: str | float) -> str:
    return T.plain(key, locale, **args)


def _rows(report: Report, section: Section) -> list[_Row]:
    return [_row(report, section, figure) for figure in section.figures]


def _row(report: Report, section: Section, figure: Figure) -> _Row:
    before = report.previous.get(figure.key)
    return _Row(
        label=clean(section.labels.get(figure.key, figure.key)),
        meaning=_meaning(figure.key, report.locale),
        value=figure_text(figure, report.locale),
        counts=counts_text(figure, report.locale),
        before=figure_text(before, report.locale) if before else "",
        change=change_of(report, figure),
    )


def _goal(goal: Goal, locale: str) -> tuple[str, str, int, bool]:
    percent = round(100 * (goal.progress or 0))
    return clean(goal.label), goal_text(goal, locale), percent, bool(goal.reached)


def _meaning(key: str, locale: str) -> str:
    """Return the definition of a figure; other features' figures may have none here."""
    sentence = f"definition-{key.replace('_', '-')}"
    known = T.keys()
    return T.plain(sentence, locale) if sentence in known else ""


def overview_picture(report: Report) -> bytes:
    """Draw the overview of a report (PNG): for ``draw_off_loop``."""
    # matplotlib takes 50 MB and half a second: it is loaded in the process that draws.
    from cogs.insights.charts import overview  # noqa: PLC0415

    return overview(report)


def chart_files(report: Report) -> dict[str, bytes]:
    """Draw every chart of a report (PNG) by its name: for ``draw_off_loop``."""
    from cogs.insights.charts import charts  # noqa: PLC0415 - as above

    return charts(report, LIGHT, "png")


def _pictures(report: Report, charts: Callable[..., dict[str, bytes]]) -> Iterator[_Picture]:
    light, dark = (charts(report, theme, "svg") for theme in (LIGHT, DARK))
    for name, alt in alt_texts(report).items():
        is_empty = alt == nothing_text(name, report.locale)
        yield _Picture(name, _data_uri(light[name]), _data_uri(dark[name]), alt, is_empty)


def _data_uri(svg: bytes) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg).decode("ascii")


def _days(report: Report) -> list[tuple[str, ...]]:
    series = report.series
    names = [day_text(date.fromisoformat(day), report.locale) for day in series.get("days") or ()]
    keys = ("messages_by_day", "active_by_day", "previous_messages_by_day")
    counts = zip_longest(names, *(series.get(key) or () for key in keys))
    moods = series.get("sentiment_by_day") or ()
    rows = []
    for (name, *values), mood in zip_longest(list(counts)[: len(names)], moods[: len(names)]):
        shades = (mood or {}).get
        every = (*values, shades("positive"), shades("neutral"), shades("negative"))
        rows.append((name, *map(_cell, every)))
    return rows


def _cell(value: float | None) -> str:
    return UNDEFINED if value is None else count_text(value)


def _cohorts(report: Report) -> list[tuple[str, ...]]:
    cohorts: list[dict[str, Any]] = report.series.get("cohorts") or []
    return [
        (
            cohort["week"],
            count_text(cohort["size"]),
            *("" if share is None else value_text(share, "rate") for share in cohort["shares"]),
        )
        for cohort in cohorts
    ]
