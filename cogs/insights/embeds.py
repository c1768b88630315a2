"""The report and the pulse in Discord, and the report in a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import discord

from bot.reports import Figure, Section
from bot.text.escape import escape
from bot.ui.embeds import EmbedBuilder
from cogs.insights.domain.pulse import Pulse
from cogs.insights.domain.report import Report
from cogs.insights.formats import (
    Change,
    change_between,
    change_of,
    clean,
    count_text,
    counts_text,
    figure_text,
    goal_text,
    period,
    value_text,
    week_label,
    when,
)
from cogs.insights.texts import T

# The picture to send along with ``report_embed``: ``charts.overview``.
OVERVIEW: Final = "overview.png"

# Four rows of three, which a screen shows at once.
_FIGURES_A_PAGE = 12
# Beyond this the net score is a mood; below it is an even one.
_MOOD = 0.1


def report_embed(report: Report) -> discord.Embed:
    """Return the report at a glance: findings, headline figures, notes, and the picture.

    The picture is ``attachment://overview.png``. Findings and notes are taken as plain text.
    """
    locale = report.locale
    key = "report-title" if week_label(report.window) else "report-title-days"
    builder = EmbedBuilder(
        T.say(key, locale, guild=clean(report.guild_name)),
        _lead(report),
        timestamp=report.generated_at,
        locale=locale,
    )
    for figure in _headline(report):
        builder.field(_label(report, figure), _glance(report, figure), inline=True)
    if report.goals:
        builder.field(T.plain("report-goals", locale), _goals(report))
    if report.notes:
        builder.field(T.plain("report-notes", locale), _bullets(report.notes))
    if report.previous:
        before = period(report.previous_window(), locale)
        builder.footer(T.plain("report-compared", locale, previous=before))
    return builder.image(f"attachment://{OVERVIEW}").build()


def _lead(report: Report) -> str:
    parts = [f"**{escape(when(report))}**"]
    if not report.figures:
        parts.append(T.say("report-nothing", report.locale))
    elif not report.previous:
        parts.append(T.say("report-first", report.locale))
    if report.findings:
        parts.append(_findings(report))
    return "\n\n".join(parts)


def _goals(report: Report) -> str:
    marks = {True: "✅", False: "▫️", None: "▫️"}
    return "\n".join(
        f"{marks[goal.reached]} {escape(clean(goal.label))}: {goal_text(goal, report.locale)}"
        for goal in report.goals
    )


def _findings(report: Report) -> str:
    lines = []
    for finding in report.findings:
        lines.append(_bullets([finding]))
        if finding in report.advice:
            lines.append(f"  → *{escape(clean(report.advice[finding]))}*")
    return "\n".join(lines)


def _bullets(sentences: Sequence[str]) -> str:
    return "\n".join(f"• {escape(clean(sentence))}" for sentence in sentences)


def _headline(report: Report) -> list[Figure]:
    return [figure for figure in report.figures.values() if figure.headline]


def _label(report: Report, figure: Figure) -> str:
    return escape(report.labels.get(figure.key, figure.key))


def _glance(report: Report, figure: Figure) -> str:
    change = change_of(report, figure)
    value = f"**{figure_text(figure, report.locale)}**"
    return value if change is None else f"{value}\n{change}"


def details_pages(report: Report) -> list[discord.Embed]:
    """Return every figure with its counts, the value before and the change; 12 a page.

    The first page of a section begins with all of its findings. There is always a page.
    """
    pages = []
    for section in report.sections:
        figures = list(section.figures)
        texts = [finding.text for finding in section.findings]
        for start in range(0, len(figures), _FIGURES_A_PAGE):
            builder = EmbedBuilder(
                T.say("details-title", report.locale, section=section.title, when=when(report)),
                _bullets(texts) if start == 0 else "",
                locale=report.locale,
            )
            for figure in figures[start : start + _FIGURES_A_PAGE]:
                builder.field(_label(report, figure), _detail(report, figure), inline=True)
            pages += builder.build_pages()
    return pages or [report_embed(report).set_image(url=None)]


def _detail(report: Report, figure: Figure) -> str:
    counts = counts_text(figure, report.locale)
    lines = [f"**{figure_text(figure, report.locale)}**" + (f" ({counts})" if counts else "")]
    change = change_of(report, figure)
    if change is not None:
        before = figure_text(report.previous[figure.key], report.locale)
        lines += [str(change), T.plain("report-was", report.locale, before=before)]
    return "\n".join(lines)


def pulse_embed(pulse: Pulse, locale: str = "en") -> discord.Embed:
    """Return the small card of the last seven days."""
    lead = "pulse-lead" if pulse.messages else "pulse-quiet"
    builder = EmbedBuilder(
        T.say("pulse-title", locale, guild=clean(pulse.guild_name)),
        T.say(lead, locale),
        locale=locale,
    )
    counts = {
        "messages": (pulse.messages, pulse.messages_before),
        "active": (pulse.active, pulse.active_before),
    }
    for key, (now, before) in counts.items():
        change = change_between(Figure(key, now, better=1), Figure(key, before, better=1), locale)
        builder.field(
            T.plain(f"pulse-{key}", locale), f"**{count_text(now)}**\n{change}", inline=True
        )
    builder.field(T.plain("pulse-joins", locale), f"**{count_text(pulse.joins)}**", inline=True)
    if pulse.net_sentiment is not None:
        builder.field(
            T.plain("pulse-mood", locale), _mood_text(pulse.net_sentiment, locale), inline=True
        )
    if pulse.busiest_channel_id is not None:
        # A mention, not the name: Discord shows it only to those who may see the channel.
        channel = f"<#{pulse.busiest_channel_id}>"
        builder.field(T.plain("pulse-busiest", locale), channel, inline=True)
    return builder.build()


def _mood_text(net: float, locale: str) -> str:
    mood = "good" if net >= _MOOD else "bad" if net <= -_MOOD else "even"
    return T.plain("pulse-mood-score", locale, mood=mood, score=value_text(net, "score"))


def report_text(report: Report) -> str:
    """Return the report for a terminal: findings, a table for each section, notes.

    Without colours; control characters in names are left out.
    """
    title, subtitle = clean(report.guild_name), when(report)
    lines = [title, subtitle, "═" * max(_width(title), _width(subtitle)), ""]
    if not report.figures:
        lines += [T.plain("report-nothing", report.locale), ""]
    for finding in report.findings:
        lines.append(f"• {clean(finding)}")
        if finding in report.advice:
            lines.append(f"  → {clean(report.advice[finding])}")
    for section in report.sections:
        lines += ["", clean(section.title), *_table(report, section)]
    if report.notes:
        notes = (f"• {clean(note)}" for note in report.notes)
        lines += ["", T.plain("report-notes", report.locale), *notes]
    return "\n".join(lines).strip() + "\n"


def _table(report: Report, section: Section) -> Iterator[str]:
    rows = [_row(report, section, figure) for figure in section.figures]
    widths = [max(map(_width, column), default=0) for column in zip(*rows, strict=True)]
    for label, value, counts, change in rows:
        cells = (
            label + " " * (widths[0] - _width(label)),
            " " * (widths[1] - _width(value)) + value,
            counts + " " * (widths[2] - _width(counts)),
            change,
        )
        yield ("  " + "  ".join(cells)).rstrip()


def _row(report: Report, section: Section, figure: Figure) -> tuple[str, str, str, str]:
    change: Change | None = change_of(report, figure)
    return (
        clean(section.labels.get(figure.key, figure.key)),
        figure_text(figure, report.locale),
        counts_text(figure, report.locale),
        f"{change.arrow} {change.text}" if change is not None else "",
    )


def _width(text: str) -> int:
    """Return how many columns a terminal gives ``text``."""
    return sum(
        0
        if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
        else 2
        if unicodedata.east_asian_width(letter) in "WF"
        else 1
        for letter in text
    )
