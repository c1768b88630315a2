"""The names of weekdays and months that people write, in English and in short."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(weeks=1)
MONTHS: Final = 12

_WEEKDAYS: Final = (
    ("monday", "mon", "mo"),
    ("tuesday", "tue", "tues", "tu"),
    ("wednesday", "wed", "weds", "we"),
    ("thursday", "thu", "thur", "thurs", "th"),
    ("friday", "fri", "fr"),
    ("saturday", "sat", "sa"),
    ("sunday", "sun", "su"),
)
_MONTH_NAMES: Final = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_WEEKDAY_OF: Final = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
_MONTH_OF: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}


def day_named(name: str) -> int | None:
    """Return the weekday (Monday is 0) that is called ``name``, in the plural too."""
    return _WEEKDAY_OF.get(name, _WEEKDAY_OF.get(name.removesuffix("s")))


def month_named(name: str) -> int | None:
    """Return the month (1-12) that is called ``name``."""
    return _MONTH_OF.get(name)
