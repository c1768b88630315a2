"""Figures, dates and charts as people read them. The blanks in numbers do not break."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from babel.dates import format_date, get_day_names

from bot.reports import Figure, Number, Unit
from bot.windows import Window
from cogs.insights.domain.goals import Goal
from cogs.insights.domain.report import Report
from cogs.insights.texts import T

UNDEFINED = "—"
_NB = "\u00a0"
_MINUS = "\u2212"
_WEEK = 7
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
# Below this many, "+200 %" says less than "+2".
_FEW = 10

Tone = Literal["good", "bad", "neutral"]
_ARROWS = {1: "▲", 0: "▬", -1: "▼"}
_MARKS: dict[Tone, str] = {"good": "🟢", "bad": "🔴", "neutral": "⚪"}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a figure since the window before.

    ``direction`` is +1 up, 0 as before (once rounded as shown), -1 down; ``text`` says by how
    much; ``tone`` whether that is what one would wish.
    """

    direction: Literal[-1, 0, 1]
    tone: Tone
    text: str

    @property
    def arrow(self) -> str:
        """▲, ▬ or ▼."""
        return _ARROWS[self.direction]

    @property
    def mark(self) -> str:
        """A coloured disc: green, red, or white where neither is better."""
        return _MARKS[self.tone]

    def __str__(self) -> str:
        return f"{self.mark} {self.arrow} {self.text}"


def figure_text(figure: Figure, locale: str = "en") -> str:
    """Return the value as people read it: "1,234", "34 %", "2 h 5 min", "+0.31" or "—"."""
    return value_text(figure.value, figure.unit, locale)


def value_text(value: Number | None, unit: Unit, locale: str = "en") -> str:
    """Return ``value`` of ``unit`` (a rate is a fraction) as people read it."""
    if value is None:
        return UNDEFINED
    if unit == "rate":
        return f"{_percent(value)}{_NB}%"
    if unit == "seconds":
        return duration_text(value, locale)
    if unit == "score":
        return _signed(value, 2)
    return count_text(value)


def count_text(value: Number) -> str:
    """Return a count as "1,234"; means below 100 keep one decimal."""
    whole = isinstance(value, int) or float(value).is_integer() or abs(value) >= 100  # noqa: PLR2004
    return _minus(f"{value:,.0f}" if whole else f"{value:,.1f}")


def duration_text(seconds: Number, locale: str = "en") -> str:
    """Return a duration as its two largest units: "45 s", "2 h 5 min", "3 d 4 h"."""
    rest = round(abs(seconds))
    for unit, above in ((_MINUTE, _HOUR), (_HOUR, _DAY)):
        if rest >= above:
            rest = round(rest / unit) * unit
    parts = []
    for key, unit in (("day", _DAY), ("hour", _HOUR), ("minute", _MINUTE), ("second", 1)):
        count, rest = divmod(rest, unit)
        if count:
            parts.append(T.plain(f"short-{key}", locale, count=count_text(count)))
    text = _NB.join(parts[:2]) or T.plain("short-second", locale, count="0")
    return (_MINUS if seconds < 0 and parts else "") + text


def goal_text(goal: Goal, locale: str = "en") -> str:
    """Return how far a goal is reached: "2,447 of 2,500 (98 %)"."""
    return T.plain(
        "goal-progress",
        locale,
        value=figure_text(goal.figure, locale),
        target=value_text(goal.target, goal.figure.unit, locale),
        known="no" if goal.progress is None else "yes",
        percent=math.floor(100 * (goal.progress or 0)),
        bound="most" if goal.figure.better < 0 else "least",
    )


def counts_text(figure: Figure, locale: str = "en") -> str:
    """Return the two counts behind a figure, "12 of 340", or nothing where it has none."""
    if figure.counts is None:
        return ""
    part, whole = figure.counts
    return T.plain("counts", locale, part=count_text(part), whole=count_text(whole))


def change_of(report: Report, figure: Figure) -> Change | None:
    """Return the change of ``figure`` to the window before, or None where that is undefined."""
    return change_between(figure, report.previous.get(figure.key), report.locale)


def change_between(figure: Figure, before: Figure | None, locale: str = "en") -> Change | None:
    """Return the change from ``before`` to ``figure``, or None where either is undefined.

    Rates change in percentage points, durations and scores by their difference, counts in
    per cent of the count before, or by their difference where that is small or negative.
    """
    if before is None or figure.value is None or before.value is None:
        return None
    delta = figure.value - before.value
    text = _change_text(figure, before.value, delta, locale)
    if not any(digit in text for digit in "123456789"):
        return Change(0, "neutral", T.plain("change-none", locale))
    wanted = figure.better if delta > 0 else -figure.better
    tone: Tone = "good" if wanted > 0 else "bad" if wanted < 0 else "neutral"
    return Change(1 if delta > 0 else -1, tone, text)


def _change_text(figure: Figure, before: Number, delta: Number, locale: str) -> str:
    if figure.unit == "rate":
        return T.plain("change-points", locale, points=_signed(100 * delta, 1))
    if figure.unit == "seconds":
        larger = max(figure.value or 0, before)
        step = _HOUR if larger >= _DAY else _MINUTE if larger >= _HOUR else 1
        return ("+" if delta > 0 else "") + duration_text(round(delta / step) * step, locale)
    if figure.unit == "score":
        return _signed(delta, 2)
    if before < _FEW or delta < -before:
        return ("+" if delta > 0 else "") + count_text(delta)
    percent = 100 * delta / before
    return f"{_signed(percent, 1 if abs(percent) < 0.95 else 0)}{_NB}%"  # noqa: PLR2004 - so as not to be 0


def _percent(share: Number) -> str:
    size = abs(100 * share)
    sign = _MINUS if share < 0 else ""
    if 0 < size < 0.05:  # noqa: PLR2004 - what would round to zero
        return f"{sign}0.1" if sign else "<0.1"
    if 99.5 <= size < 100:  # noqa: PLR2004 - nearly all is not all
        return f"{sign}{min(size, 99.9):.1f}"
    if size == 0 or round(size, 1) >= 10:  # noqa: PLR2004 - one decimal below ten
        return f"{sign}{size:,.0f}"
    return f"{sign}{size:.1f}"


def _signed(value: Number, decimals: int) -> str:
    text = f"{value:+,.{decimals}f}"
    return _minus(text) if float(text.replace(",", "")) else text[1:]


def _minus(text: str) -> str:
    return text.replace("-", _MINUS)


def period(window: Window, locale: str = "en") -> str:
    """Return the days of ``window``, with the month and year no oftener than needed."""
    first = date.fromordinal(window.first_day)
    last = date.fromordinal(window.end_day - 1)
    named = {
        "first": str(first.day),
        "last": str(last.day),
        "first_month": _month(first, locale),
        "last_month": _month(last, locale),
        "first_year": str(first.year),
        "last_year": str(last.year),
    }
    if first == last:
        return T.plain("period-day", locale, **named)
    if first.year != last.year:
        return T.plain("period-years", locale, **named)
    key = "period-month" if first.month == last.month else "period-months"
    return T.plain(key, locale, **named)


def week_label(window: Window) -> str:
    """Return ``2020-W10`` for a calendar week, nothing for any other window."""
    is_week = window.days == _WEEK and date.fromordinal(window.first_day).weekday() == 0
    return window.label if is_week else ""


def when(report: Report) -> str:
    """Return the window in one line: week, days and zone."""
    parts = (
        week_label(report.window),
        period(report.window, report.locale),
        report.window.zone.key,
    )
    return " · ".join(part for part in parts if part)


def weekday(day: date, locale: str = "en") -> str:
    """Return the short name of the weekday, such as "Mon"."""
    names = get_day_names("abbreviated", "stand-alone", T.plain("calendar-language", locale))
    return str(names[day.weekday()])


def day_text(day: date, locale: str = "en") -> str:
    """Return a day as "Mon 2 March"."""
    return T.plain(
        "period-weekday",
        locale,
        weekday=weekday(day, locale),
        day=str(day.day),
        month=_month(day, locale),
    )


def _month(day: date, locale: str) -> str:
    return format_date(day, "MMMM", T.plain("calendar-language", locale))


def clean(text: str) -> str:
    """Return what a person wrote on one line, without control and direction characters.

    For terminals and files, where such characters could act instead of being shown. Joiners
    stay: emoji and several scripts need them.
    """
    joiners = {"\u200c", "\u200d"}
    kept = (
        letter
        for letter in " ".join(text.split())
        if letter in joiners or unicodedata.category(letter)[0] != "C"
    )
    return "".join(kept).strip()


class DayMood(NamedTuple):
    """The shares of a day's scored messages that were positive and negative, and their number."""

    positive: float
    negative: float
    scored: int


def day_mood(day: dict[str, int] | None) -> DayMood | None:
    """Return the shares of one entry of ``sentiment_by_day``, or None where none is known."""
    scored = sum(day.values()) if day else 0
    if not day or not scored:
        return None
    return DayMood(day.get("positive", 0) / scored, day.get("negative", 0) / scored, scored)
