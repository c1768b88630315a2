"""The house style of charts. It loads matplotlib: import it where a picture is drawn.

Charts are laid out in design pixels (CSS pixels): font sizes, line widths and places are in
the same unit; ``scale`` multiplies it for sharper pictures.
"""

from __future__ import annotations

import math
import threading
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any, Final, Literal, cast

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager
from matplotlib.ft2font import FT2Font

from bot.text.truncate import ELLIPSIS, truncate
from bot.ui.themes import Theme

ImageFormat = Literal["png", "svg"]
Draw = Callable[[Figure, Theme], None]


TEXT: Final = 14
SMALL: Final = 12
HEADING: Final = 16
TITLE: Final = 24

# The first one comes with matplotlib; the others help with more scripts where installed.
_FAMILIES = (
    "DejaVu Sans",
    "Noto Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans Thai",
    "Noto Sans Devanagari",
    "Noto Sans Symbols2",
)
# matplotlib's parameters and its text layout are shared by the whole process.
_drawing = threading.Lock()


def render(
    draw: Draw,
    size: tuple[int, int],
    theme: Theme,
    format: ImageFormat = "png",  # noqa: A002 - the word that everybody uses
    *,
    scale: float = 1.0,
) -> bytes:
    """Return the picture that ``draw(figure, theme)`` makes on a card of ``size``.

    ``size`` is width and height in design pixels; a PNG has ``scale`` times as many.
    The same input gives the same bytes. May be called from any thread, and blocks: on the
    event loop, go through ``bot.ui.drawing.draw_off_loop``.
    """
    width, height = size
    with _drawing, mpl.rc_context(_style(theme)):
        figure = Figure(figsize=(width / 72, height / 72), dpi=72 * scale)
        FigureCanvasAgg(figure)
        draw(figure, theme)
        out = BytesIO()
        metadata = {"Software": None} if format == "png" else {"Date": None, "Creator": None}
        figure.savefig(out, format=format, metadata=metadata)
    return out.getvalue()


def _style(theme: Theme) -> dict[Any, Any]:
    return {
        "figure.facecolor": theme.card,
        "savefig.facecolor": theme.card,
        "axes.facecolor": theme.card,
        "axes.edgecolor": theme.grid,
        "axes.labelcolor": theme.muted,
        "axes.labelsize": SMALL,
        "axes.grid": False,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.formatter.use_locale": False,
        "axes.unicode_minus": True,
        "grid.color": theme.grid,
        "grid.linewidth": 1.0,
        "xtick.color": theme.muted,
        "ytick.color": theme.muted,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "xtick.major.pad": 5,
        "ytick.major.pad": 5,
        "text.color": theme.ink,
        # A server may be called "$x_1$".
        "text.parse_math": False,
        "text.usetex": False,
        "font.family": list(_families()),
        "font.size": TEXT,
        "lines.linewidth": 2.5,
        "lines.solid_capstyle": "round",
        "legend.frameon": False,
        "legend.fontsize": SMALL,
        "legend.labelcolor": theme.muted,
        # Letters as outlines: the picture looks the same where no such font is installed.
        "svg.fonttype": "path",
        "svg.hashsalt": "steward",
    }


@lru_cache(maxsize=1)
def _families() -> tuple[str, ...]:
    installed = set(fontManager.get_font_names())
    return tuple(family for family in _FAMILIES if family in installed)


@lru_cache(maxsize=1)
def _known_characters() -> frozenset[int]:
    known: set[int] = set()
    for family in _families():
        regular, bold = (
            FT2Font(findfont(FontProperties(family=[family], weight=weight))).get_charmap()
            for weight in ("normal", "bold")
        )
        known |= regular.keys() & bold.keys()
    return frozenset(known)


def drawable(text: str) -> str:
    """Return ``text`` on one line with what the fonts have.

    Emoji and control characters that they lack are left out, a run of letters that they lack
    becomes an ellipsis. Where nothing but ellipses would be left, the result is empty.
    """
    known = _known_characters()
    parts: list[str] = []
    spaced = " ".join(text.split())
    for is_known, run in groupby(spaced, lambda letter: _can_draw(letter, known)):
        letters = "".join(run)
        if is_known:
            parts.append(letters)
        elif any(unicodedata.category(letter)[0] in "LN" for letter in letters):
            parts.append(ELLIPSIS)
    drawn = " ".join("".join(parts).split())
    return drawn if drawn.strip(f"{ELLIPSIS} ") else ""


def _can_draw(letter: str, known: frozenset[int]) -> bool:
    return ord(letter) in known and unicodedata.category(letter)[0] != "C"


def panel(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Add axes at a place in design pixels from the top left corner, and return them."""
    across, down = (float(side) * 72 for side in figure.get_size_inches())
    return figure.add_axes(
        (left / across, 1 - (top + height) / down, width / across, height / down)
    )


def write(
    figure: Figure, left: float, top: float, text: str, *, room: float | None = None, **style: Any
) -> float:
    """Write one line whose top left corner is at a place in design pixels; return its width.

    With ``ha="right"`` it is the top right corner. Where the line is wider than ``room`` it is
    shortened. ``style`` is matplotlib's, of ``Text``.
    """
    across, down = (float(side) * 72 for side in figure.get_size_inches())
    line = figure.text(left / across, 1 - top / down, drawable(text), va="top", **style)
    scale = figure.dpi / 72
    width = float(line.get_window_extent().width) / scale
    while room is not None and width > room and len(line.get_text()) > 1:
        written = line.get_text().rstrip(ELLIPSIS)
        line.set_text(truncate(written, max(len(written) - 1, 1)))
        width = float(line.get_window_extent().width) / scale
    return width


def legend(
    figure: Figure, left: float, top: float, entries: Sequence[tuple[str, str]], *, to: float = 0
) -> None:
    """Write a row of (text, colour) in small bold letters, from ``left``, or ending at ``to``."""
    style: dict[str, Any] = {"fontsize": SMALL, "weight": "bold"}
    gap = 14
    if to:
        for text, colour in reversed(entries):
            to -= gap + write(figure, to, top, text, color=colour, ha="right", **style)
        return
    for text, colour in entries:
        left += gap + write(figure, left, top, text, color=colour, **style)


def scale_counts(axes: Axes, values: Sequence[float], *, numbered: bool) -> None:
    """Scale the y axis to hold ``values`` (NaN: unknown) from zero.

    ``numbered`` leaves room for a number above each, and then needs no ticks.
    """
    most = max((value for value in values if not math.isnan(value)), default=0) or 1
    if numbered:
        figure = cast("Figure", axes.get_figure(root=True))
        height = axes.get_window_extent().height * 72 / figure.dpi
        axes.set(yticks=[], ylim=(0, most * height / max(height - SMALL - 10, 1)))
        return
    top = _round_number(most)
    axes.set_yticks([0, top], ["0", f"{top:,}"])
    axes.set_ylim(0, most * 1.1)
    axes.grid(axis="y")


def _round_number(most: float) -> int:
    """Return the largest of 1, 2, 5, 10, 20 … that is not above ``most``."""
    power = 10 ** math.floor(math.log10(most))
    return int(max(step * power for step in (1, 2, 5) if step * power <= most))


def number(axes: Axes, at: float, value: float, text: str, theme: Theme, **style: Any) -> None:
    """Write a small number above the point (``at``, ``value``); below it where ``va`` is top."""
    away = -5 if style.get("va") == "top" else 5
    axes.annotate(
        text,
        (at, value),
        (0, away),
        textcoords="offset points",
        ha="center",
        color=theme.ink,
        **({"fontsize": SMALL} | style),
    )


def heat_map(axes: Axes, rows: Sequence[Sequence[float | None]], theme: Theme) -> None:
    """Draw shares (0..1) as coloured cells with their per cent; None stays blank.

    One hue, and more is further from the card. The scale ends at the next fifth, so that
    pictures of different weeks can mostly be compared.
    """
    colours = LinearSegmentedColormap.from_list("heat", theme.heat)
    most = max((share for row in rows for share in row if share is not None), default=0)
    top = max(math.ceil(most * 5) / 5, 0.2)
    for down, row in enumerate(rows):
        for across, share in enumerate(row):
            if share is None:
                continue
            axes.barh(down, 0.95, left=across - 0.475, height=0.9, color=colours(share / top))
            axes.text(
                across,
                down,
                f"{100 * share:.0f}",
                ha="center",
                va="center_baseline",
                fontsize=SMALL,
            )


def say_nothing(axes: Axes, text: str, theme: Theme) -> None:
    """Turn ``axes`` into a quiet field that says why there is nothing to see."""
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)
    axes.set_facecolor(theme.heat[0])
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", color=theme.muted)
