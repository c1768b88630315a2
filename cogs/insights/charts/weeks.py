"""Charts of when people talk, who comes and goes, how long questions wait, and newcomers."""

from __future__ import annotations

from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from bot.ui import charts as house
from bot.ui.themes import Theme
from cogs.insights.charts.frame import Box, heading
from cogs.insights.domain.report import Report
from cogs.insights.formats import count_text, counts_text, figure_text
from cogs.insights.formats.series import funnel_steps, wait_name, weekday_name
from cogs.insights.texts import T

_HOURS = 24


def _nothing(figure: Figure, box: Box, key: str, report: Report, theme: Theme) -> None:
    house.say_nothing(house.panel(figure, *box.body), T.plain(key, report.locale), theme)


def draw_hours(figure: Figure, box: Box, report: Report, theme: Theme) -> None:
    """Draw the heat map of messages: weekdays (rows) by hours of the local day (columns)."""
    locale = report.locale
    hours = report.series.get("hours")
    heading(figure, box, T.plain("chart-hours", locale))
    if not hours or not any(map(sum, hours)):
        _nothing(figure, box, "chart-none-hours", report, theme)
        return
    most = max(map(max, hours))
    note = T.plain("chart-hours-note", locale, most=count_text(most))
    style = {"color": theme.muted, "fontsize": house.SMALL}
    house.write(figure, box.left, box.body.top - 10, note, room=box.width, **style)
    gutter, caption, foot = 44, 20, 26
    axes = house.panel(
        figure,
        box.left + gutter,
        box.body.top + caption,
        box.width - gutter,
        box.body.height - caption - foot,
    )
    colours = LinearSegmentedColormap.from_list("heat", theme.heat)
    axes.pcolormesh(
        hours, cmap=colours, vmin=0, vmax=most, edgecolors=theme.card, linewidth=2, antialiased=True
    )
    axes.invert_yaxis()
    axes.spines[:].set_visible(False)
    axes.set_yticks(
        [day + 0.5 for day in range(7)], [weekday_name(day, locale) for day in range(7)]
    )
    axes.set_xticks(range(0, _HOURS + 1, 3), [f"{hour:02}" for hour in range(0, _HOURS + 1, 3)])
    for day, row in enumerate(hours):
        if max(row) == most:
            hour = row.index(most)
            axes.plot(hour + 0.5, day + 0.5, marker="o", markersize=5, color=theme.ink)
            return


def draw_growth(figure: Figure, box: Box, report: Report, theme: Theme) -> None:
    """Draw who joined (up) and who left (down), by week."""
    series, locale = report.series, report.locale
    weeks = [str(week) for week in series.get("growth_weeks") or ()]
    joined = [int(count) for count in series.get("joins_by_week") or ()]
    left = [int(count) for count in series.get("leaves_by_week") or ()]
    heading(figure, box, T.plain("chart-growth", locale))
    if not any(joined) and not any(left):
        _nothing(figure, box, "chart-none-growth", report, theme)
        return
    keys = [
        ("▲ " + T.plain("chart-growth-joined", locale), theme.first),
        ("▼ " + T.plain("chart-growth-left", locale), theme.second),
    ]
    house.legend(figure, box.left, box.body.top - 10, keys)
    axes = house.panel(figure, box.left, box.body.top + 18, box.width, box.body.height - 18 - 24)
    places = range(len(weeks))
    axes.bar(places, joined, width=0.62, color=theme.first, zorder=2)
    axes.bar(places, [-count for count in left], width=0.62, color=theme.second, zorder=2)
    axes.axhline(0, color=theme.muted, linewidth=1)
    axes.spines["bottom"].set_visible(False)
    for at in places:
        house.number(axes, at, joined[at], count_text(joined[at]), theme)
        house.number(axes, at, -left[at], count_text(left[at]), theme, va="top")
    room = 0.14 * max(max(joined) + max(left), 1)
    axes.set(ylim=(-max(left) - room, max(joined) + room), xlim=(-0.6, len(weeks) - 0.4))
    axes.set_yticks([])
    axes.set_xticks(places, [week.rpartition("-")[2] for week in weeks])


def draw_waits(figure: Figure, box: Box, report: Report, theme: Theme) -> None:
    """Draw how many questions waited how long for their first answer."""
    locale = report.locale
    waits = [int(count) for count in report.series.get("waits") or ()]
    heading(figure, box, T.plain("chart-waits", locale))
    if not sum(waits):
        _nothing(figure, box, "chart-none-waits", report, theme)
        return
    note = T.plain("chart-waits-note", locale, total=count_text(sum(waits)))
    style = {"color": theme.muted, "fontsize": house.SMALL}
    house.write(figure, box.left, box.body.top - 10, note, room=box.width, **style)
    axes = house.panel(figure, box.left, box.body.top + 14, box.width, box.body.height - 14 - 40)
    colours = [theme.first] * (len(waits) - 1) + [theme.bad]
    axes.bar(range(len(waits)), waits, width=0.72, color=colours, zorder=2)
    house.scale_counts(axes, waits, numbered=True)
    for at, count in enumerate(waits):
        house.number(axes, at, count, count_text(count), theme)
    names = [_two_lines(wait_name(at, locale)) for at in range(len(waits))]
    axes.set_xticks(range(len(waits)), names, linespacing=1.25)
    axes.set_xlim(-0.6, len(waits) - 0.4)


def draw_funnel(figure: Figure, box: Box, report: Report, theme: Theme) -> None:
    """Draw how many of the newcomers took each step."""
    steps = funnel_steps(report)
    heading(figure, box, T.plain("chart-funnel", report.locale))
    if not steps:
        _nothing(figure, box, "chart-none-funnel", report, theme)
        return
    height = box.body.height / max(len(steps), 4)
    thick = min(22.0, height - 24)
    for at, step in enumerate(steps):
        top = box.body.top + at * height
        value = figure_text(step.figure, report.locale)
        told = f"{value} ({counts_text(step.figure, report.locale)})"
        house.write(figure, box.left, top, step.label, room=box.width * 0.6, fontsize=house.SMALL)
        house.write(
            figure,
            box.left + box.width,
            top,
            told,
            ha="right",
            fontsize=house.SMALL,
            weight="bold",
        )
        axes = house.panel(figure, box.left, top + 19, box.width, thick)
        axes.barh(0, 1, height=1, color=theme.ghost)
        axes.barh(0, step.figure.value or 0, height=1, color=theme.first)
        axes.set(xlim=(0, 1), ylim=(-0.5, 0.5), xticks=[], yticks=[])
        axes.spines[:].set_visible(False)


def _two_lines(text: str) -> str:
    """Break a name before its last two words, or before the last where there are but two."""
    words = text.split()
    last = 2 if len(words) > 2 else 1  # noqa: PLR2004 - see above
    return "\n".join((" ".join(words[:-last]), " ".join(words[-last:]))).strip()
