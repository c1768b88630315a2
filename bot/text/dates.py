"""Names of days for people."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

ENGLISH = Locale("en")


@lru_cache(maxsize=64)
def babel_locale(locale: str) -> Locale:
    """Return Babel's locale for Discord's (``de``, ``en-US``); English for one it lacks."""
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return ENGLISH


def weekday(day: date, locale: str = "en") -> str:
    """Return the name of the weekday of ``day``, such as Monday."""
    return format_date(day, "EEEE", locale=babel_locale(locale))
