"""The mood of a server in a picture: by day, and by hour of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from babel.dates import format_date
from matplotlib.figure import Figure

from bot.ui import charts as house
from bot.ui.themes import DARK, Theme
from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.formats import MoodPicture
from cogs.sentiment.texts import T

SIZE: Final = (800, 560)
SCALE: Final = 1.5
_LABELS: Final = 10
_LEFT, _WIDTH = 28, 744
_HOURS: Final = 24


def mood_picture(picture: MoodPicture, theme: Theme = DARK) -> bytes:
    """Return a PNG of 1200 by 840 pixels."""

    def draw(figure: Figure, theme: Theme) -> None:
        locale = picture.locale
        days = range(picture.first_day, picture.end_day)
        language = T.plain("calendar-language", locale)
        labels = [str(format_date(date.fromordinal(day), "d MMM", language)) for day in days]
        _draw(figure, 20, T.plain("chart-days", locale), days, labels, picture.days, picture, theme)
        hours = range(_HOURS)
        names = [f"{hour:02}" for hour in hours]
        title = T.plain("chart-hours", locale)
        _draw(figure, 290, title, hours, names, picture.hours, picture, theme)

    return house.render(draw, SIZE, theme, scale=SCALE)


def _draw(
    figure: Figure,
    top: float,
    title: str,
    keys: Sequence[int],
    labels: Sequence[str],
    tallies: Mapping[int, Tally],
    picture: MoodPicture,
    theme: Theme,
) -> None:
    house.write(figure, _LEFT, top, title, fontsize=house.HEADING, weight="bold")
    up, down = (T.plain(f"chart-{side}", picture.locale) for side in ("positive", "negative"))
    key = [(f"▲ {up}", theme.good), (f"▼ {down}", theme.bad)]
    house.legend(figure, 0, top + 2, key, to=_LEFT + _WIDTH)
    axes = house.panel(figure, _LEFT, top + 34, _WIDTH, 180)
    if not tallies:
        house.say_nothing(axes, T.plain("chart-nothing", picture.locale), theme)
        return
    for at, one in enumerate(keys):
        tally = tallies.get(one)
        if tally is None or not tally.scored:
            continue
        positive, negative = (
            100 * tally.positive / tally.scored,
            100 * tally.negative / tally.scored,
        )
        axes.bar(at, positive, width=0.7, color=theme.good, zorder=2)
        axes.bar(at, -negative, width=0.7, color=theme.bad, zorder=2)
        if len(keys) <= _HOURS:
            house.number(axes, at, positive, f"{positive:.0f}", theme)
            house.number(axes, at, -negative, f"{negative:.0f}", theme, va="top")
    shares = [tally for tally in tallies.values() if tally.scored]
    highest = max(100 * tally.positive / tally.scored for tally in shares)
    lowest = max(100 * tally.negative / tally.scored for tally in shares)
    room = 0.16 * max(highest + lowest, 1)
    axes.axhline(0, color=theme.muted, linewidth=1)
    axes.spines["bottom"].set_visible(False)
    axes.set_yticks([])
    step = max(1, len(keys) // _LABELS)
    axes.set_xticks(range(0, len(keys), step), labels[::step])
    axes.set(ylim=(-lowest - room, highest + room), xlim=(-0.6, len(keys) - 0.4))
