"""Where things stand in a chart, and what every chart has."""

from __future__ import annotations

from typing import Final, NamedTuple

from matplotlib.figure import Figure

from bot.ui import charts as house

HEADER: Final = 34


class Box(NamedTuple):
    """A place in design pixels from the top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def body(self) -> Box:
        """What is left below the heading."""
        return Box(self.left, self.top + HEADER, self.width, self.height - HEADER)


def heading(figure: Figure, box: Box, text: str) -> None:
    """Write the heading of a chart."""
    house.write(figure, box.left, box.top - 4, text, fontsize=house.HEADING, weight="bold")
