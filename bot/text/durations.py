"""Durations as people write and read them: ``2h30m``, "1 day 3 hours"."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.errors import UserError
from bot.text.catalogue import ENGLISH
from bot.text.kernel import T
from bot.text.truncate import truncate

_SECONDS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_UNITS = {
    "week": ("w", "wk", "wks", "week", "weeks"),
    "day": ("d", "day", "days"),
    "hour": ("h", "hr", "hrs", "hour", "hours"),
    "minute": ("m", "min", "mins", "minute", "minutes"),
    "second": ("s", "sec", "secs", "second", "seconds"),
}
_SECONDS_OF_WORD = {word: _SECONDS[unit] for unit, words in _UNITS.items() for word in words}
_PART = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*([a-z]+)(?:\s*,\s*|\s+and\s+|\s*)", re.IGNORECASE)
_ECHOED = 40


def parse_duration(
    text: str, *, least: timedelta, most: timedelta, locale: str = ENGLISH
) -> timedelta:
    """Return what ``text`` says (``10m``, ``2h30m``, ``1.5 days``, "1 day and 3 hours").

    Units are weeks, days, hours, minutes and seconds; parts add up; the result is in whole
    seconds. Raises UserError, with what was wrong and what is allowed, for anything else and
    for a duration below ``least`` or above ``most``.
    """
    seconds = _seconds(text.strip(), locale)
    if not least.total_seconds() <= seconds <= most.total_seconds():
        raise UserError(
            T.say(
                "duration-out-of-bounds",
                locale,
                given=truncate(text.strip(), _ECHOED),
                least=format_duration(least, locale=locale),
                most=format_duration(most, locale=locale),
            )
        )
    return timedelta(seconds=seconds)


def _seconds(text: str, locale: str) -> int:
    total, at = Decimal(0), 0
    while part := _PART.match(text, at):
        unit = _SECONDS_OF_WORD.get(part[2].lower())
        if unit is None:
            break
        total += Decimal(part[1].replace(",", ".")) * unit
        at = part.end()
    if at < len(text) or not text:
        raise UserError(T.say("duration-unreadable", locale, given=truncate(text or "—", _ECHOED)))
    return int(total.to_integral_value(ROUND_HALF_UP))


def format_duration(duration: timedelta, *, parts: int = 5, locale: str = ENGLISH) -> str:
    """Return "1 day 3 hours": the ``parts`` largest units that are not zero.

    Weeks are said where they are whole: 30 days are "30 days", as people write them. Fractions of
    a second, and what is below the last unit shown, are dropped. With all five
    parts, ``parse_duration`` reads it back. Raises ValueError for a negative duration.
    """
    if duration < timedelta(0):
        raise ValueError("a duration cannot be negative")
    rest = duration.days * _SECONDS["day"] + duration.seconds
    words = []
    for unit, seconds in _SECONDS.items():
        if unit == "week" and rest % seconds:
            continue
        count, rest = divmod(rest, seconds)
        if count:
            words.append(T.plain(f"duration-{unit}", locale, count=count))
    return " ".join(words[:parts]) or T.plain("duration-second", locale, count=0)
