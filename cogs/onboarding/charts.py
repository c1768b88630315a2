"""The funnel as a picture."""

from __future__ import annotations

from matplotlib.figure import Figure

from bot.ui import charts as house
from bot.ui.themes import DARK, Theme
from cogs.onboarding.service.funnel import FunnelReport
from cogs.onboarding.texts import T

SIZE = (720, 380)
SCALE = 1.5
_LEFT, _TOP, _RIGHT = 190, 84, 130


def funnel_chart(report: FunnelReport, locale: str, theme: Theme = DARK) -> bytes:
    """Return a PNG: a bar for each stage, the window before behind it in a quiet colour."""

    def draw(figure: Figure, theme: Theme) -> None:
        width, height = SIZE
        title = T.plain("funnel-title", locale)
        house.write(figure, 28, 20, title, fontsize=house.TITLE, weight="bold")
        entries = [
            (T.plain("funnel-now", locale), theme.first),
            (T.plain("funnel-before", locale), theme.muted),
        ]
        house.legend(figure, 28, 56, entries)
        axes = house.panel(figure, _LEFT, _TOP, width - _LEFT - _RIGHT, height - _TOP - 24)
        stages = [("joined", report.now.joined, report.now.joined), *report.now.stages]
        earlier = [report.before.joined, *(count for _, count, _ in report.before.stages)]
        if not report.now.joined and not report.before.joined:
            house.say_nothing(axes, T.plain("funnel-none", locale), theme)
            return
        places = range(len(stages))
        axes.barh(places, earlier, height=0.78, color=theme.ghost, zorder=1)
        axes.barh(places, [count for _, count, _ in stages], height=0.46, color=theme.first)
        axes.invert_yaxis()
        axes.set_xticks([])
        axes.spines[:].set_visible(False)
        axes.set_yticks(list(places), [T.plain(f"funnel-{name}", locale) for name, _, _ in stages])
        for place, (_, count, of) in zip(places, stages, strict=True):
            share = f"  {round(100 * count / of)} %" if of and place else ""
            axes.annotate(
                f"{count:,}{share}",
                (max(count, earlier[place]), place),
                (8, 0),
                textcoords="offset points",
                va="center",
                color=theme.ink,
                fontsize=house.TEXT,
            )

    return house.render(draw, SIZE, theme, scale=SCALE)
