"""A month of events as a picture, drawn off the event loop."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

import discord

from bot.text.truncate import truncate
from bot.ui.drawing import draw_off_loop
from cogs.events.domain.month import Month, Shown, month_of
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.service.planning import Entry
from cogs.events.texts import T

PICTURE: Final = "events.png"
_ALT: Final = 1_024
_WEEKDAYS: Final = 7
_SHORT: Final = 3


def drawn(month: Month) -> bytes:
    """Return a month as PNG; it loads Pillow, and is called where pictures are drawn."""
    from cogs.events.charts import month_picture  # noqa: PLC0415 - few processes draw

    return month_picture(month)


async def month_file(
    entries: Sequence[Entry], first: date, zone: ZoneInfo, today: date, locale: str
) -> discord.File:
    """Return the month that begins with ``first``, in ``zone``, with a text for screen readers."""
    title = T.plain(
        "list-title",
        locale,
        month=T.plain(f"month-{first.month}", locale),
        year=str(first.year),
    )
    weekdays = tuple(T.plain(f"weekday-{day}", locale)[:_SHORT] for day in range(_WEEKDAYS))
    month = month_of(first, zone, [_shown(one) for one in entries], today, title, weekdays)
    png = await draw_off_loop(drawn, month)
    lines = [
        f"{day.number}: " + ", ".join(f"{time} {one.name}" for time, one in day.events)
        for week in month.weeks
        for day in week
        if day.inside and day.events
    ]
    alt = truncate("; ".join([title, zone.key, *lines]), _ALT)
    return discord.File(io.BytesIO(png), filename=PICTURE, description=alt)


def _shown(entry: Entry) -> Shown:
    cancelled = entry.occurrence is not None and entry.occurrence.state is OccurrenceState.CANCELLED
    return Shown(entry.start, entry.plan.name, entry.plan.kind, cancelled)
