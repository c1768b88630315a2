"""How an event repeats: read from words, kept as JSON, computed by ``bot.jobs.recurrence``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from bot.jobs.recurrence import (
    LAST,
    Bounded,
    Daily,
    MonthlyByDay,
    MonthlyByWeekday,
    Recurrence,
    Weekly,
)
from bot.text.calendar_words import day_named
from bot.text.dates import read_day

MOST_TIMES: Final = 1_000
FURTHEST: Final = timedelta(days=366 * 5)
MOST_EVERY: Final = 52
_LONGEST: Final = 100
_LONGEST_MONTH: Final = 31
# Not every month has a fifth of a weekday.
_MOST_NTH: Final = 4

_WORKDAYS: Final = frozenset(range(5))
_NTH: Final = {
    **dict.fromkeys(("first", "1st"), 1),
    **dict.fromkeys(("second", "2nd"), 2),
    **dict.fromkeys(("third", "3rd"), 3),
    **dict.fromkeys(("fourth", "4th"), 4),
    "last": LAST,
}
_END = re.compile(r"(?P<rest>.*?)[, ]+(?:until (?P<until>.+)|(?:for )?(?P<count>\d{1,6}) times)")
_UNIT = re.compile(
    r"(?:every (?:(?P<every>\d{1,4}|other|second) )?(?P<unit>day|week|month)s?"
    r"|(?P<ly>daily|weekly|biweekly|monthly))(?: (?:on )?(?:the )?(?P<on>.+))?"
)
_ON_NTH = re.compile(
    r"(?:every |monthly on the |the )?([a-z0-9]+) ([a-z]+)(?: (?:of|in) (?:the|every|each) month)?"
)
_ON_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?")
_DAYS = re.compile(r"(?:every )?(?:(?P<other>other|second) )?(?P<days>.+)")


class RuleProblem(StrEnum):
    """Why a recurrence cannot be; also the end of a sentence's key."""

    UNREADABLE = "unreadable"
    TOO_FAR = "far"
    TOO_MANY = "many"
    TOO_RARE = "rare"
    OVER = "over"


class RuleError(ValueError):
    """A recurrence that cannot be."""

    def __init__(self, problem: RuleProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class Freq(StrEnum):
    """What is counted between two occurrences."""

    DAILY = "daily"
    WEEKLY = "weekly"
    BY_DAY = "monthly_day"
    BY_WEEKDAY = "monthly_weekday"


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence without its start: ``weekdays`` (Monday is 0) of weeks, ``day`` of a month
    (in a shorter one its last), or the ``nth`` (1-4 or LAST) ``weekday`` of a month.

    ``until`` is its last local day, ``count`` how many times there are in all.
    """

    freq: Freq
    every: int = 1
    weekdays: tuple[int, ...] = ()
    day: int = 0
    nth: int = 0
    weekday: int = 0
    until: date | None = None
    count: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept in ``events_plan.recurrence``."""
        made: dict[str, Any] = {"freq": self.freq.value, "every": self.every}
        if self.freq is Freq.WEEKLY:
            made["weekdays"] = list(self.weekdays)
        elif self.freq is Freq.BY_DAY:
            made["day"] = self.day
        elif self.freq is Freq.BY_WEEKDAY:
            made |= {"nth": self.nth, "weekday": self.weekday}
        if self.until is not None:
            made["until"] = self.until.isoformat()
        if self.count is not None:
            made["count"] = self.count
        return made

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Rule:
        """Return what ``to_json`` made."""
        until = kept.get("until")
        return cls(
            freq=Freq(kept["freq"]),
            every=kept["every"],
            weekdays=tuple(kept.get("weekdays", ())),
            day=kept.get("day", 0),
            nth=kept.get("nth", 0),
            weekday=kept.get("weekday", 0),
            until=date.fromisoformat(until) if until else None,
            count=kept.get("count"),
        )

    def bounded(self, wall: datetime, zone: str) -> Bounded:
        """Return the recurrence from ``wall`` (naive) in ``zone`` on, which computes it."""
        return Bounded(recurrence=self._recurrence(wall, zone), until=self.until, count=self.count)

    def first_from(self, wall: datetime, zone: str) -> datetime | None:
        """Return the first wall time from ``wall`` on that fits; None where none does."""
        for day in self.bounded(wall, zone).days():
            return datetime.combine(day, wall.time())
        return None

    def walls(self, wall: datetime, zone: str, first: date | None = None) -> Iterator[datetime]:
        """Yield the wall times from the day ``first`` on, or from the start ``wall``."""
        for day in self.bounded(wall, zone).days(first):
            yield datetime.combine(day, wall.time())

    def _recurrence(self, wall: datetime, zone: str) -> Recurrence:
        at, start = wall.time(), wall.date()
        if self.freq is Freq.DAILY:
            return Daily(at=at, zone=zone, every=self.every, start=start)
        if self.freq is Freq.WEEKLY:
            days = frozenset(self.weekdays)
            return Weekly(at=at, zone=zone, every=self.every, start=start, weekdays=days)
        if self.freq is Freq.BY_DAY:
            return MonthlyByDay(at=at, zone=zone, every=self.every, start=start, day=self.day)
        return MonthlyByWeekday(
            at=at, zone=zone, every=self.every, start=start, nth=self.nth, weekday=self.weekday
        )


def parse_rule(text: str, start: date) -> Rule | None:
    """Return how something that first happens on ``start`` repeats; None for "never" and "".

    "every friday", "every 2 weeks on mon and wed", "daily", "monthly on the 15th", "last friday
    of the month"; then perhaps "until 31 dec" or "10 times". Raises RuleError, and UserError
    for a day that cannot be read.
    """
    said = " ".join(text[: _LONGEST + 1].lower().replace(",", " , ").split())
    if len(text) > _LONGEST:
        raise RuleError(RuleProblem.UNREADABLE)
    if said in {"", "never", "no", "once", "none"}:
        return None
    until, count = None, None
    if end := _END.fullmatch(said):
        said = end["rest"].strip(" ,")
        until = read_day(end["until"], start) if end["until"] else None
        count = int(end["count"]) if end["count"] else None
    rule = _by_unit(said, start) or _by_nth(said) or _by_days(said)
    if rule is None:
        raise RuleError(RuleProblem.UNREADABLE)
    return _ended(rule, start, until, count)


def shifted(rule: Rule, old: date, new: date, happened: int = 0) -> Rule:
    """Return the rule of what was on ``old`` and is on ``new`` instead, from there on.

    ``happened``: how many times of its ``count`` lie before.
    """
    count = None if rule.count is None else max(1, rule.count - happened)
    rule = replace(rule, count=count)
    if rule.freq is Freq.WEEKLY:
        days = {*rule.weekdays} - {old.weekday()} | {new.weekday()}
        return replace(rule, weekdays=tuple(sorted(days)))
    if rule.freq is Freq.BY_DAY:
        return rule if old.day == new.day else replace(rule, day=new.day)
    if rule.freq is Freq.BY_WEEKDAY:
        nth = (new.day - 1) // 7 + 1
        last = (new + timedelta(weeks=1)).month != new.month
        keeps_last = (rule.nth == LAST and last) or nth > _MOST_NTH
        return replace(rule, nth=LAST if keeps_last else nth, weekday=new.weekday())
    return rule


def _ended(rule: Rule, start: date, until: date | None, count: int | None) -> Rule:
    if not 1 <= rule.every <= MOST_EVERY:
        raise RuleError(RuleProblem.TOO_RARE)
    if count is not None and not 1 <= count <= MOST_TIMES:
        raise RuleError(RuleProblem.TOO_MANY)
    if until is not None and until - start > FURTHEST:
        raise RuleError(RuleProblem.TOO_FAR)
    made = replace(rule, until=until, count=count)
    if made.first_from(datetime.combine(start, datetime.min.time()), "UTC") is None:
        raise RuleError(RuleProblem.OVER)
    return made


def _by_unit(said: str, start: date) -> Rule | None:
    match = _UNIT.fullmatch(said)
    if match is None:
        return None
    word = match["every"] or ""
    every = int(word) if word.isdigit() else 2 if word or match["ly"] == "biweekly" else 1
    unit, on = match["unit"] or match["ly"], match["on"]
    if unit in {"day", "daily"}:
        return Rule(Freq.DAILY, every) if on is None else None
    if unit in {"week", "weekly", "biweekly"}:
        days = (start.weekday(),) if on is None else _weekdays(on)
        return Rule(Freq.WEEKLY, every, weekdays=days) if days else None
    return _monthly(on, every, start)


def _monthly(on: str | None, every: int, start: date) -> Rule | None:
    if on is None:
        return Rule(Freq.BY_DAY, every, day=start.day)
    if (day := _ON_DAY.fullmatch(on)) and 1 <= int(day[1]) <= _LONGEST_MONTH:
        return Rule(Freq.BY_DAY, every, day=int(day[1]))
    return Rule(Freq.BY_DAY, every, day=_LONGEST_MONTH) if on == "last day" else _by_nth(on, every)


def _by_nth(said: str, every: int = 1) -> Rule | None:
    match = _ON_NTH.fullmatch(said)
    if match is None or match[1] not in _NTH:
        return None
    weekday = day_named(match[2])
    # "Every second friday" alone means every other week: ``_by_days`` reads that.
    if weekday is None or (said.startswith("every second") and " month" not in said):
        return None
    return Rule(Freq.BY_WEEKDAY, every, nth=_NTH[match[1]], weekday=weekday)


def _by_days(said: str) -> Rule | None:
    match = _DAYS.fullmatch(said)
    days = _weekdays(match["days"]) if match else ()
    if match is None or not days:
        return None
    return Rule(Freq.WEEKLY, 2 if match["other"] else 1, weekdays=days)


def _weekdays(said: str) -> tuple[int, ...]:
    """Return the weekdays that are listed; none where anything else is."""
    if said in {"weekday", "weekdays", "workday", "workdays"}:
        return tuple(sorted(_WORKDAYS))
    found = [day_named(word) for word in said.split() if word not in {",", "and", "&", "on"}]
    known = {day for day in found if day is not None}
    return tuple(sorted(known)) if len(known) == len(set(found)) and None not in found else ()
