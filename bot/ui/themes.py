"""The colours of charts and pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of a chart.

    Hues are of Okabe and Ito's palette, which colour-blind readers can tell apart
    (https://jfly.uni-koeln.de/color/), lightened where the card is dark. ``ghost`` is for what
    only serves to compare; on every shade of ``heat`` ``ink`` can be read.
    """

    name: str
    card: str
    ink: str
    muted: str
    grid: str
    ghost: str
    first: str
    second: str
    good: str
    bad: str
    heat: tuple[str, ...]


# Each card is opaque: a picture cannot know whether its reader has Discord dark or light.
DARK: Final = Theme(
    name="dark",
    card="#1f2127",
    ink="#f3f4f6",
    muted="#b3b8c2",
    grid="#363a44",
    ghost="#474d5a",
    first="#56b4e9",
    second="#f0b13c",
    good="#2fbf95",
    bad="#ee7b3c",
    heat=("#262a33", "#1f5077", "#2874a8"),
)
LIGHT: Final = Theme(
    name="light",
    card="#ffffff",
    ink="#1b1d22",
    muted="#565c68",
    grid="#e3e5ea",
    ghost="#d3d8e0",
    first="#0072b2",
    second="#c77700",
    good="#00825d",
    bad="#d55e00",
    heat=("#f1f5f9", "#b5d8ee", "#56a5d2"),
)
THEMES: Final = {theme.name: theme for theme in (DARK, LIGHT)}
