"""The report in pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from matplotlib.figure import Figure

from bot.ui import charts as house
from bot.ui.charts import ImageFormat
from bot.ui.themes import DARK, LIGHT, Theme
from cogs.insights.charts.days import draw_activity, draw_retention, draw_sentiment, draw_weeks
from cogs.insights.charts.frame import Box
from cogs.insights.charts.weeks import draw_funnel, draw_growth, draw_hours, draw_waits
from cogs.insights.domain.report import Report
from cogs.insights.formats import when

OVERVIEW_SIZE: Final = (800, 600)
OVERVIEW_SCALE: Final = 1.5
CHART_SIZE: Final = (560, 360)
PNG_SCALE: Final = 2.0

_Part = Callable[[Figure, Box, Report, Theme], None]
PARTS: Final[dict[str, _Part]] = {
    "activity": draw_activity,
    "sentiment": draw_sentiment,
    "retention": draw_retention,
    "weeks": draw_weeks,
    "hours": draw_hours,
    "growth": draw_growth,
    "waits": draw_waits,
    "funnel": draw_funnel,
}


def overview(report: Report, theme: Theme = DARK) -> bytes:
    """Return one PNG with activity, mood and retention; 1200 by 900 pixels."""

    def draw(figure: Figure, theme: Theme) -> None:
        house.write(
            figure, 28, 20, report.guild_name, room=744, fontsize=house.TITLE, weight="bold"
        )
        house.write(figure, 28, 54, when(report), fontsize=house.TEXT, color=theme.muted)
        draw_activity(figure, Box(28, 88, 410, 226), report, theme)
        draw_sentiment(figure, Box(470, 88, 302, 226), report, theme)
        draw_retention(figure, Box(28, 332, 744, 250), report, theme)

    return house.render(draw, OVERVIEW_SIZE, theme, scale=OVERVIEW_SCALE)


def charts(
    report: Report,
    theme: Theme = LIGHT,
    format: ImageFormat = "svg",  # noqa: A002 - as in bot.ui.charts
) -> dict[str, bytes]:
    """Return each chart of ``PARTS`` as a picture of its own."""
    width, height = CHART_SIZE
    box = Box(20, 16, width - 40, height - 32)

    def picture(part: _Part) -> bytes:
        def draw(figure: Figure, theme: Theme) -> None:
            part(figure, box, report, theme)

        return house.render(draw, CHART_SIZE, theme, format, scale=PNG_SCALE)

    return {name: picture(part) for name, part in PARTS.items()}
