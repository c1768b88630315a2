from __future__ import annotations

from io import BytesIO

import matplotlib as mpl
import pytest
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from PIL import Image

from bot.ui import charts
from bot.ui.charts import drawable, render
from bot.ui.themes import DARK, LIGHT, THEMES, Theme


def luminance(colour: object) -> float:
    channels = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)  # type: ignore[arg-type]
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one: object, other: object) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_text_and_marks_can_be_read(theme: Theme) -> None:
    heat = LinearSegmentedColormap.from_list("heat", theme.heat)

    assert contrast(theme.ink, theme.card) >= 7
    assert contrast(theme.muted, theme.card) >= 4.5
    # WCAG 1.4.11: 3 for the shapes that carry the figures, and for large or bold text.
    for mark in (theme.first, theme.second, theme.good, theme.bad):
        assert contrast(mark, theme.card) >= 3
    assert all(contrast(theme.ink, heat(step / 20)) >= 4.5 for step in range(21))


def draw(figure: Figure, theme: Theme) -> None:
    charts.write(figure, 10, 10, "price: $x_1$ and $", room=180, fontsize=14)
    axes = charts.panel(figure, 10, 40, 180, 50)
    axes.bar([0, 1], [1, 2], color=theme.first)


def test_png_is_deterministic_and_scaled() -> None:
    first, second = (render(draw, (200, 100), LIGHT, scale=2) for _ in range(2))

    assert first == second
    assert Image.open(BytesIO(first)).size == (400, 200)
    assert b"Software" not in first


def test_svg_is_deterministic_and_undated() -> None:
    first, second = (render(draw, (200, 100), DARK, "svg") for _ in range(2))

    assert first == second
    assert b"dc:date" not in first
    assert b"<text" not in first


def test_the_style_stays_private() -> None:
    before = dict(mpl.rcParams)

    render(draw, (200, 100), DARK)

    assert dict(mpl.rcParams) == before


def test_a_failed_drawing_lets_the_next_one_in() -> None:
    def fail(figure: Figure, theme: Theme) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        render(fail, (100, 100), LIGHT)

    assert render(draw, (200, 100), LIGHT)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain name", "Plain name"),
        ("  two\n lines ", "two lines"),
        ("$x_1$", "$x_1$"),
        ("Party \U0001f9d1\u200d\U0001f680 time", "Party time"),
        ("مرحبا", "مرحبا"),
        ("right\u202eleft", "rightleft"),
        ("\U0001f9d1", ""),
        ("\U00013000\U00013001", ""),
        ("mixed \U00013000\U00013001 script", "mixed … script"),
        ("", ""),
    ],
)
def test_only_what_the_fonts_have_is_drawn(text: str, shown: str) -> None:
    assert drawable(text) == shown


@pytest.mark.parametrize(
    "text", ["\U00013000 hieroglyph", "日本", "ﷺ $\\frac$ {x}", "🏴\U000e0067\U000e007f", "ไทย ་བོད"]
)
def test_odd_scripts_draw_without_a_warning(text: str) -> None:
    def label(figure: Figure, theme: Theme) -> None:
        charts.write(figure, 0, 0, text, weight="bold")

    assert render(label, (200, 60), DARK)


def test_a_line_that_is_too_wide_is_shortened() -> None:
    widths = []

    def label(figure: Figure, theme: Theme) -> None:
        widths.append(charts.write(figure, 0, 0, "W" * 100, room=120, fontsize=20))
        widths.append(charts.write(figure, 0, 30, "W" * 100, room=1, fontsize=20))

    render(label, (200, 60), DARK)

    assert 80 < widths[0] <= 120
    assert widths[1] < 40


def test_scales_without_numbers_have_a_round_tick() -> None:
    ticks = []

    def scale(figure: Figure, theme: Theme) -> None:
        for most in (0, 7, 40, 4700):
            axes = charts.panel(figure, 40, 10, 100, 60)
            charts.scale_counts(axes, [float("nan"), most], numbered=False)
            ticks.append([label.get_text() for label in axes.get_yticklabels()])

    render(scale, (200, 100), LIGHT)

    assert ticks == [["0", "1"], ["0", "5"], ["0", "20"], ["0", "2,000"]]
