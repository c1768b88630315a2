"""Windows as people write them: weeks, months, days, and stretches of days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.errors import UserError
from bot.text.catalogue import ENGLISH, Raw
from bot.windows import FIRST_YEAR, LAST_YEAR, Window, parse_week
from cogs.insights.texts import T

# A report of more would be one of years; what looks back 90 days says nothing there.
LONGEST_DAYS: Final = 366
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_BETWEEN: Final = re.compile(r"\s*(?:\.\.|\bto\b|–)\s*")


def parse_window(text: str, zone: ZoneInfo, locale: str = ENGLISH) -> Window:
    """Return the window written as ``2020-W10``, ``2020-03``, ``2020-03-02``, or two of these.

    Two stand with ``..`` or "to" between them, and both belong to it. Raises UserError for what
    is none, ends before it begins, or has more than 366 days.
    """
    first, *rest = _BETWEEN.split(text.strip())
    last = rest[-1] if rest else first
    if len(rest) > 1:
        raise UserError(T.say("window-unreadable", locale, given=text))
    return between(first, last, zone, locale)


def between(first: str, last: str, zone: ZoneInfo, locale: str = ENGLISH) -> Window:
    """Return the window from the beginning of one stretch to the end of another.

    Raises UserError as ``parse_window`` does.
    """
    begins, ends = _stretch(first, zone, locale), _stretch(last, zone, locale)
    window = Window(zone, begins.first_day, ends.end_day)
    if window.days < 1:
        raise UserError(T.say("window-backwards", locale, first=first, last=last))
    if window.days > LONGEST_DAYS:
        raise UserError(T.say("window-long", locale, days=window.days, most=LONGEST_DAYS))
    return window


def window_key(window: Window) -> str:
    """Return what ``parse_window`` reads as the same window, without blanks."""
    label = window.label
    return label.replace(" to ", "..")


def _stretch(text: str, zone: ZoneInfo, locale: str) -> Window:
    given = text.strip()
    if "w" in given.lower():
        return parse_week(given, zone)
    month = _MONTH.fullmatch(given)
    try:
        first = date.fromisoformat(f"{given}-01" if month else given)
    except ValueError:
        raise UserError(T.say("window-unreadable", locale, given=text)) from None
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        years = {"first": Raw(FIRST_YEAR), "last": Raw(LAST_YEAR)}
        raise UserError(T.say("window-out-of-range", locale, **years))
    end = (first + timedelta(days=31)).replace(day=1) if month else first + timedelta(days=1)
    return Window(zone, first.toordinal(), end.toordinal())
