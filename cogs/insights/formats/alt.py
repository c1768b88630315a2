"""What pictures show, in plain words, for who cannot see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from bot.text.truncate import truncate
from cogs.insights.domain.report import Report
from cogs.insights.formats import (
    clean,
    count_text,
    counts_text,
    day_mood,
    day_text,
    value_text,
    when,
)
from cogs.insights.formats.series import funnel_steps, wait_name, weekday_name
from cogs.insights.texts import T

# Discord takes 1,024 characters for the description of an attachment.
_ALT: Final = 1_000
# What the overview shows.
OVERVIEW_PARTS: Final = frozenset({"activity", "sentiment", "retention"})


def alt_text(report: Report) -> str:
    """Return what the overview picture shows in plain words, in at most 1,000 characters."""
    parts = [T.plain("alt-title", report.locale, guild=clean(report.guild_name), when=when(report))]
    parts += [text for name, text in alt_texts(report).items() if name in OVERVIEW_PARTS]
    return truncate(" ".join(parts), _ALT)


def alt_texts(report: Report) -> dict[str, str]:
    """Return what each single chart shows in plain words."""
    return {name: describe(report) for name, describe in _WORDS.items()}


def _activity_words(report: Report) -> str:
    series, locale = report.series, report.locale
    # Days that nothing is known of are neither busy nor quiet.
    known = [
        (count, day_text(date.fromisoformat(day), locale))
        for count, day in zip(
            series.get("messages_by_day") or (), series.get("days") or (), strict=False
        )
        if count is not None
    ]
    messages, days = [count for count, _ in known], [day for _, day in known]
    if not any(messages):
        return nothing_text("activity", locale)
    high, low = messages.index(max(messages)), messages.index(min(messages))
    active = [count for count in series.get("active_by_day") or () if count is not None] or [0]
    return T.plain(
        "alt-activity",
        locale,
        total=count_text(sum(messages)),
        peak=days[high],
        peak_count=count_text(messages[high]),
        low=days[low],
        low_count=count_text(messages[low]),
        least=count_text(min(active)),
        most=count_text(max(active)),
    )


def _sentiment_words(report: Report) -> str:
    series, locale = report.series, report.locale
    days = [date.fromisoformat(day) for day in series.get("days") or ()]
    moods = [
        (day, mood)
        for day, mood in zip(
            days, map(day_mood, series.get("sentiment_by_day") or ()), strict=False
        )
        if mood
    ]
    if not moods:
        return nothing_text("sentiment", locale)
    best = max(moods, key=lambda entry: entry[1].positive)
    worst = max(moods, key=lambda entry: entry[1].negative)
    return T.plain(
        "alt-sentiment",
        locale,
        scored=count_text(sum(mood.scored for _, mood in moods)),
        best=day_text(best[0], locale),
        best_share=value_text(best[1].positive, "rate"),
        worst=day_text(worst[0], locale),
        worst_share=value_text(worst[1].negative, "rate"),
    )


def _retention_words(report: Report) -> str:
    known = [
        (cohort["week"], cohort["size"], cohort["shares"][0])
        for cohort in report.series.get("cohorts") or ()
        if cohort["size"] and cohort["shares"] and cohort["shares"][0] is not None
    ]
    if not known:
        return nothing_text("retention", report.locale)
    week, size, share = known[-1]
    stayed = sum(size * share for _, size, share in known)
    return T.plain(
        "alt-retention",
        report.locale,
        week=week,
        size=count_text(size),
        share=value_text(share, "rate"),
        overall=value_text(stayed / sum(size for _, size, _ in known), "rate"),
        cohorts=len(known),
    ).strip()


def _weeks_words(report: Report) -> str:
    series, locale = report.series, report.locale
    rows = list(
        zip(
            *(series.get(key) or () for key in ("weeks", "messages_by_week", "active_by_week")),
            strict=False,
        )
    )
    if not rows:
        return nothing_text("weeks", locale)
    (first_week, first, first_active), (last_week, last, last_active) = rows[0], rows[-1]
    return T.plain(
        "alt-weeks",
        locale,
        count=len(rows),
        first_week=first_week,
        first=count_text(first),
        first_active=count_text(first_active),
        last_week=last_week,
        last=count_text(last),
        last_active=count_text(last_active),
    )


def _hours_words(report: Report) -> str:
    hours = report.series.get("hours")
    if not hours or not any(map(sum, hours)):
        return nothing_text("hours", report.locale)
    cells = [(count, day, hour) for day, row in enumerate(hours) for hour, count in enumerate(row)]
    count, day, hour = max(cells, key=lambda cell: (cell[0], -cell[1], -cell[2]))
    by_hour = [sum(row[hour] for row in hours) for hour in range(24)]
    quiet = by_hour.index(min(by_hour))
    return T.plain(
        "alt-hours",
        report.locale,
        day=weekday_name(day, report.locale),
        hour=f"{hour:02}:00",
        count=count_text(count),
        quiet=f"{quiet:02}:00",
    )


def _growth_words(report: Report) -> str:
    series = report.series
    weeks = list(
        zip(
            series.get("growth_weeks") or (),
            series.get("joins_by_week") or (),
            series.get("leaves_by_week") or (),
            strict=False,
        )
    )
    if not any(joined or left for _, joined, left in weeks):
        return nothing_text("growth", report.locale)
    best = max(weeks, key=lambda week: week[1])
    worst = max(weeks, key=lambda week: week[2])
    return T.plain(
        "alt-growth",
        report.locale,
        weeks=len(weeks),
        joined=count_text(sum(week[1] for week in weeks)),
        left=count_text(sum(week[2] for week in weeks)),
        best=best[0],
        best_count=count_text(best[1]),
        worst=worst[0],
        worst_count=count_text(worst[2]),
    )


def _waits_words(report: Report) -> str:
    waits = report.series.get("waits")
    if not waits or not sum(waits):
        return nothing_text("waits", report.locale)
    parts = [
        f"{wait_name(at, report.locale)}: {count_text(count)}" for at, count in enumerate(waits)
    ]
    return T.plain("alt-waits", report.locale, total=count_text(sum(waits)), parts=", ".join(parts))


def _funnel_words(report: Report) -> str:
    steps = funnel_steps(report)
    if not steps:
        return nothing_text("funnel", report.locale)
    parts = [f"{step.label} {counts_text(step.figure, report.locale)}" for step in steps]
    return T.plain("alt-funnel", report.locale, parts="; ".join(parts))


def nothing_text(chart: str, locale: str = "en") -> str:
    """Return what is said of a chart that has nothing to show."""
    title, nothing = (T.plain(f"chart-{key}", locale) for key in (chart, f"none-{chart}"))
    return T.plain("alt-nothing", locale, chart=title, nothing=nothing)


_WORDS: Final[dict[str, Callable[[Report], str]]] = {
    "activity": _activity_words,
    "sentiment": _sentiment_words,
    "retention": _retention_words,
    "weeks": _weeks_words,
    "hours": _hours_words,
    "growth": _growth_words,
    "waits": _waits_words,
    "funnel": _funnel_words,
}
