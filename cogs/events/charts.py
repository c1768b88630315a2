"""A month of events as a picture. It loads Pillow: import it where a picture is drawn."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

from bot.ui.lettering import Style, width_of, write
from bot.ui.themes import DARK, Theme
from cogs.events.domain.month import Day, Month, Shown
from cogs.events.domain.plan import Kind

WIDTH: Final = 1400
_EDGE: Final = 32
_HEAD: Final = 128
_WIDE: Final = (WIDTH - 2 * _EDGE) // 7
_TALL: Final = 148
_ROW: Final = 30
# What has no room on a day is counted.
_ROWS: Final = 3
_INSIDE: Final = 10
_COLOURS: Final = {
    Kind.WEBINAR: "#56b4e9",
    Kind.AMA: "#f0b13c",
    Kind.MEETUP: "#2fbf95",
    Kind.HYBRID: "#cc79a7",
    Kind.WORKSHOP: "#ee7b3c",
    Kind.OFFICE_HOURS: "#b6a6ee",
    Kind.OTHER: "#b3b8c2",
}


def month_picture(month: Month, theme: Theme = DARK) -> bytes:
    """Return a month as PNG, ``WIDTH`` pixels wide."""
    height = _HEAD + _TALL * len(month.weeks) + _EDGE
    image = Image.new("RGB", (WIDTH, height), theme.card)
    write(image, (_EDGE, 66), month.title, Style(42, theme.ink), room=WIDTH - 2 * _EDGE)
    for column, name in enumerate(month.weekdays):
        at = (_EDGE + column * _WIDE + _INSIDE, _HEAD - 14)
        write(image, at, name, Style(22, theme.muted, "Regular"), room=_WIDE - 2 * _INSIDE)
    for row, week in enumerate(month.weeks):
        for column, day in enumerate(week):
            _day(image, (_EDGE + column * _WIDE, _HEAD + row * _TALL), day, theme)
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _day(image: Image.Image, at: tuple[int, int], day: Day, theme: Theme) -> None:
    left, top = at
    draw = ImageDraw.Draw(image)
    colour = theme.first if day.today else theme.grid
    box = (left + 2, top + 2, left + _WIDE - 3, top + _TALL - 3)
    draw.rounded_rectangle(box, 10, outline=colour, width=3 if day.today else 2)
    number = Style(22, theme.ink if day.inside else theme.ghost)
    write(image, (left + _INSIDE, top + 30), str(day.number), number)
    shown = day.events if len(day.events) <= _ROWS else day.events[: _ROWS - 1]
    for row, (time, event) in enumerate(shown):
        _event(image, (left + _INSIDE, top + 62 + row * _ROW), time, event, theme)
    if rest := len(day.events) - len(shown):
        where = (left + _INSIDE, top + 62 + len(shown) * _ROW)
        write(image, where, f"+{rest}", Style(20, theme.muted))


def _event(image: Image.Image, at: tuple[int, int], time: str, event: Shown, theme: Theme) -> None:
    left, down = at
    draw = ImageDraw.Draw(image)
    ink = theme.muted if event.cancelled else theme.ink
    draw.rounded_rectangle((left, down - 18, left + 5, down + 4), 2, fill=_COLOURS[event.kind])
    clock = Style(19, ink, "Regular")
    wide = write(image, (left + 12, down), time, clock)
    room = _WIDE - 2 * _INSIDE - 18 - wide
    name = Style(19, ink)
    long = write(image, (left + 18 + wide, down), event.name, name, room=room)
    if event.cancelled:
        right = left + 18 + wide + min(long, width_of(event.name, name))
        draw.line((left + 12, down - 6, right, down - 6), fill=ink, width=2)
