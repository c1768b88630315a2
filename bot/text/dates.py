"""When something begins, in words, in a time zone: "friday 18:00", "24 dec 6pm", "in 3 days".

ISO dates, Discord's timestamps and English words are read by rules of our own: general parsers
(dateparser, for one) guess where they do not know, and what is guessed wrong here is an event at
the wrong time. What is ambiguous is asked or refused, and whoever reads shows what was read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.errors import UserError
from bot.text.calendar_words import DAY, MONTHS, WEEK, day_named, month_named
from bot.text.catalogue import ENGLISH
from bot.text.kernel import T
from bot.text.truncate import truncate
from bot.windows import FIRST_YEAR, LAST_YEAR, zone_names

LONGEST: Final = 100
# Nobody plans further; and no arithmetic on dates comes near their end.
FURTHEST: Final = timedelta(days=366 * 5)
_ECHOED: Final = 40

_CLOCK = re.compile(
    r"(?:\b(?:at|um|@)\s*)?\b(?P<hour>\d{1,2})"
    r"(?:(?::|h)(?P<minute>\d{2})(?::00)?)?\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*(?:uhr|o'clock)\b)?"
    r"(?P<h>h\b)?"
)
_WORDED = re.compile(r"\b(?:at\s+)?(?P<word>noon|midday|midnight)\b")
_TIMESTAMP = re.compile(r"<t:(-?\d{1,12})(?::[tTdDfFRsS])?>")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_TIME = re.compile(r"(?<=\d)t(?=\d)")
_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2})?(?:[Zz]|[+-]\d{2}:\d{2})")
_IN = re.compile(
    r"in (?P<count>\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten) "
    r"?(?P<unit>min|mins|minutes?|m|h|hours?|hrs?|d|days?|w|weeks?)"
)
_NUMBERS = dict(
    zip(
        ("a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        (1, 1, *range(1, 11)),
        strict=True,
    )
)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": DAY, "w": WEEK}
_WEEKDAY = re.compile(r"(?:(?P<which>this|next|coming|on)\s+)?(?P<day>[a-z]+)(?P<later>\s+week)?")
_NEXT_WEEK = re.compile(r"^next week (?:on )?([a-z]+)$|^([a-z]+) next week$")
_DAY_MONTH = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? ([a-z]+)\.?,?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(?:(\d{4}))?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_RELATIVE = {"today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2}


class PastError(UserError):
    """What was said is over already."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A naive ``wall`` time in a zone, and its ``instant``, aware UTC.

    ``fold`` 1 is the second of a doubled hour (PEP 495).
    """

    wall: datetime
    fold: int
    instant: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What was said: one moment, or two to choose from, the earlier one first.

    ``why``: clocks go back and the hour is there twice (``doubled``), or go forward and it is
    not there (``skipped``: as clocks showed before the change, and after it).
    """

    zone: str
    moments: tuple[Moment, ...]
    why: Literal["", "doubled", "skipped"] = ""


def moments_of(wall: datetime, zone: ZoneInfo) -> Reading:
    """Return what a naive ``wall`` time means in ``zone``."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return Reading(zone.key, (Moment(wall, 0, first),))
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return Reading(zone.key, (Moment(wall, 0, first), Moment(wall, 1, second)), "doubled")
    # In a gap fold 0 reads by the offset before it, which lies after the change (PEP 495).
    return Reading(zone.key, (_moment(second, zone), _moment(first, zone)), "skipped")


def read_moment(text: str, zone: ZoneInfo, now: datetime, locale: str = ENGLISH) -> Reading:
    """Return what ``text`` says, read at ``now`` (aware) by somebody in ``zone``.

    A zone's IANA name at its end replaces ``zone``. "Next friday" is the one of next week, a
    bare "friday" the first to come. Raises UserError for what cannot be read, needs a time of
    day, is no date, is past, or lies more than ``FURTHEST`` ahead.
    """
    said = " ".join(unicodedata.normalize("NFKC", text[: LONGEST + 1]).split())
    if not said or len(text.strip()) > LONGEST:
        raise _unreadable(text, locale)
    exact = _exact(said, zone)
    if exact is not None:
        return _bounded(Reading(zone.key, (exact,)), now, said, locale)
    said, zone = _without_zone(said, zone)
    reading = _words(said.lower(), zone, now, locale)
    if reading is None:
        raise _unreadable(text, locale)
    return _bounded(reading, now, said, locale)


def read_day(text: str, today: date, locale: str = ENGLISH) -> date:
    """Return the day that ``text`` says, from ``today`` on. Raises UserError as ``read_moment``."""
    said = " ".join(unicodedata.normalize("NFKC", text[: LONGEST + 1]).lower().split())
    days = _days(said, today, locale) if said and len(text.strip()) <= LONGEST else None
    if days is None:
        raise _unreadable(text, locale)
    return ([day for day in days if day >= today] or days)[0]


def _moment(instant: datetime, zone: ZoneInfo) -> Moment:
    there = instant.astimezone(zone)
    return Moment(there.replace(tzinfo=None, fold=0), there.fold, instant.astimezone(UTC))


def _exact(said: str, zone: ZoneInfo) -> Moment | None:
    if stamp := _TIMESTAMP.fullmatch(said):
        try:
            return _moment(datetime.fromtimestamp(int(stamp[1]), UTC), zone)
        except (OverflowError, ValueError, OSError):
            return None
    if _OFFSET.fullmatch(said):
        try:
            return _moment(datetime.fromisoformat(said.upper()), zone)
        except (OverflowError, ValueError):
            return None
    return None


def _without_zone(said: str, zone: ZoneInfo) -> tuple[str, ZoneInfo]:
    before, _, last = said.rpartition(" ")
    name = _folded_zones().get(last.lower())
    return (before, ZoneInfo(name)) if before and name else (said, zone)


def _folded_zones() -> dict[str, str]:
    return {name.lower(): name for name in zone_names()}


def _words(said: str, zone: ZoneInfo, now: datetime, locale: str) -> Reading | None:
    here = now.astimezone(zone)
    if (match := _IN.fullmatch(said)) and match["unit"][0] in "mh":
        instant = (now + _step(match)).replace(second=0, microsecond=0)
        return Reading(zone.key, (_moment(instant, zone),))
    clock, rest = _clock(_ISO_TIME.sub(" ", said))
    days = _days(rest, here.date(), locale)
    if days is None:
        return None
    if clock is None:
        raise UserError(T.say("date-without-time", locale, given=truncate(said, _ECHOED)))
    readings = [moments_of(datetime.combine(day, clock), zone) for day in days]
    to_come = [one for one in readings if one.moments[-1].instant > now]
    return (to_come or readings)[0]


def _clock(said: str) -> tuple[time | None, str]:
    """Return the time of day in a text, and the rest of it."""
    if match := _WORDED.search(said):
        return time(0 if match["word"] == "midnight" else 12), _cut(said, match)
    for match in reversed(list(_CLOCK.finditer(said))):
        hour, half = int(match["hour"]), match["half"]
        if match["minute"] is None and half is None and not _is_hour(match):
            continue
        if half is not None:
            if not 1 <= hour <= 12:  # noqa: PLR2004 - hours on the face of a clock
                continue
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        try:
            return time(hour, int(match["minute"] or 0)), _cut(said, match)
        except ValueError:
            continue
    return None, said


def _is_hour(match: re.Match[str]) -> bool:
    return match["h"] is not None or bool(re.search(r"at|um|@|uhr|o'clock", match[0]))


def _cut(said: str, match: re.Match[str]) -> str:
    rest = f"{said[: match.start()]} {said[match.end() :]}"
    return re.sub(r"\s+(at|um|@)$", "", " ".join(rest.replace(", ", " ").split()).strip(" ,"))


def _step(match: re.Match[str]) -> timedelta:
    count = match["count"]
    return _UNITS[match["unit"][0]] * (int(count) if count.isdigit() else _NUMBERS[count])


def _days(rest: str, today: date, locale: str) -> list[date] | None:
    """Return the days that are meant, of which the first to come counts; None: unknown."""
    if not rest:
        return [today, today + DAY]
    if rest in _RELATIVE:
        return [today + DAY * _RELATIVE[rest]]
    if match := _IN.fullmatch(rest):
        return [today + _step(match)] if match["unit"][0] in "dw" else None
    found = _weekday(rest, today)
    return _dated(rest, today, locale) if found is None else found


def _weekday(rest: str, today: date) -> list[date] | None:
    match = _WEEKDAY.fullmatch(_NEXT_WEEK.sub(r"next \1\2", rest))
    number = day_named(match["day"]) if match else None
    if match is None or number is None:
        return None
    coming = today + DAY * ((number - today.weekday()) % 7)
    if match["later"]:
        return [(coming if coming > today else coming + WEEK) + WEEK]
    if match["which"] == "next":
        return [today - DAY * today.weekday() + WEEK + DAY * number]
    return [coming, coming + WEEK]


def _dated(rest: str, today: date, locale: str) -> list[date] | None:
    if match := _ISO.fullmatch(rest):
        return [_date(rest, int(match[1]), int(match[2]), int(match[3]), locale)]
    if match := _DOTTED.fullmatch(rest):
        return _in_year(rest, match[3], int(match[2]), int(match[1]), today, locale)
    if match := _SLASHED.fullmatch(rest):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first <= MONTHS and second <= MONTHS and first != second:
            raise UserError(T.say("date-ambiguous", locale, given=rest))
        month, day = (second, first) if first > MONTHS else (first, second)
        return [_date(rest, year, month, day, locale)]
    for pattern, at_day, at_month in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        match = pattern.fullmatch(rest)
        number = month_named(match[at_month]) if match else None
        if match is not None and number is not None:
            return _in_year(rest, match[3], number, int(match[at_day]), today, locale)
    return None


def _in_year(
    said: str, year: str | None, month: int, day: int, today: date, locale: str
) -> list[date]:
    if year is not None:
        return [_date(said, int(year), month, day, locale)]
    # The 29th of February comes within eight years.
    found = []
    for number in range(today.year, today.year + 9):
        try:
            found.append(date(number, month, day))
        except ValueError:
            continue
    if not found:
        raise UserError(T.say("date-nonexistent", locale, given=truncate(said, _ECHOED)))
    return found


def _date(said: str, year: int, month: int, day: int, locale: str) -> date:
    if year > LAST_YEAR:
        raise UserError(T.say("date-far", locale, given=truncate(said, _ECHOED)))
    try:
        return date(max(year, FIRST_YEAR), month, day)
    except ValueError:
        raise UserError(T.say("date-nonexistent", locale, given=truncate(said, _ECHOED))) from None


def _bounded(reading: Reading, now: datetime, said: str, locale: str) -> Reading:
    to_come = tuple(one for one in reading.moments if one.instant > now)
    if not to_come:
        raise PastError(T.say("date-past", locale, at=reading.moments[-1].instant))
    if to_come[0].instant - now > FURTHEST:
        raise UserError(T.say("date-far", locale, given=truncate(said, _ECHOED)))
    return Reading(reading.zone, to_come, reading.why if len(to_come) > 1 else "")


def _unreadable(text: str, locale: str) -> UserError:
    return UserError(T.say("date-unreadable", locale, given=truncate(text.strip() or "—", _ECHOED)))
