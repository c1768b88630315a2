"""How an event repeats: words are read, days are those of RFC 5545, JSON keeps all of it."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.jobs.recurrence import LAST
from cogs.events.domain.rule import Freq, Rule, RuleError, RuleProblem, parse_rule

# A Friday.
START = date(2026, 3, 6)
WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)

dates = st.dates(date(2020, 1, 1), date(2029, 12, 31))
rules = st.one_of(
    st.builds(Rule, freq=st.just(Freq.DAILY), every=st.integers(1, 40)),
    st.builds(
        Rule,
        freq=st.just(Freq.WEEKLY),
        every=st.integers(1, 9),
        weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    ),
    st.builds(Rule, freq=st.just(Freq.BY_DAY), every=st.integers(1, 14), day=st.integers(1, 31)),
    st.builds(
        Rule,
        freq=st.just(Freq.BY_WEEKDAY),
        every=st.integers(1, 14),
        nth=st.sampled_from([1, 2, 3, 4, LAST]),
        weekday=st.integers(0, 6),
    ),
)
ends = st.one_of(
    st.just({}), st.fixed_dictionaries({"count": st.integers(1, 30)}),
    st.fixed_dictionaries({"until": dates}),
)  # fmt: skip


def with_end(rule: Rule, end: dict[str, object]) -> Rule:
    return Rule.from_json(
        rule.to_json() | {k: str(v) if k == "until" else v for k, v in end.items()}
    )


def by_dateutil(rule: Rule, start: date) -> rrule.rrule:
    """Return the same days as dateutil computes them."""
    common = {
        "dtstart": datetime.combine(start, time(18)),
        "interval": rule.every,
        "count": rule.count,
        "until": rule.until and datetime.combine(rule.until, time(23, 59)),
    }
    if rule.freq is Freq.DAILY:
        return rrule.rrule(rrule.DAILY, **common)
    if rule.freq is Freq.WEEKLY:
        days = [WEEKDAYS[day] for day in rule.weekdays]
        return rrule.rrule(rrule.WEEKLY, wkst=rrule.MO, byweekday=days, **common)
    if rule.freq is Freq.BY_DAY:
        # In a shorter month the last day there is.
        upto = range(min(rule.day, 28), rule.day + 1)
        return rrule.rrule(rrule.MONTHLY, bymonthday=list(upto), bysetpos=-1, **common)
    return rrule.rrule(rrule.MONTHLY, byweekday=WEEKDAYS[rule.weekday](rule.nth), **common)


@given(rules, dates, ends)
def test_days_are_those_of_dateutil(rule: Rule, start: date, end: dict[str, object]) -> None:
    rule = with_end(rule, end)
    theirs = itertools.islice(by_dateutil(rule, start), 40)

    ours = itertools.islice(rule.walls(datetime.combine(start, time(18)), "UTC"), 40)

    assert list(ours) == list(theirs)


@given(rules, dates, ends, dates, st.sampled_from(["Europe/Berlin", "America/New_York", "UTC"]))
def test_the_next_one_is_that_of_dateutil_at_the_same_wall_time(
    rule: Rule, start: date, end: dict[str, object], day: date, zone: str
) -> None:
    rule = with_end(rule, end)
    wall, asked = datetime.combine(start, time(18)), datetime.combine(day, time(18))

    found = rule.bounded(wall, zone).next_after(asked.replace(tzinfo=ZoneInfo(zone)))

    theirs = by_dateutil(rule, start).after(asked)
    # 18:00 is never skipped or doubled in these zones.
    assert found == (theirs and theirs.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))


@given(rules, ends)
def test_json_keeps_all_of_it(rule: Rule, end: dict[str, object]) -> None:
    rule = with_end(rule, end)

    assert Rule.from_json(rule.to_json()) == rule


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("daily", Rule(Freq.DAILY)),
        ("every 3 days", Rule(Freq.DAILY, 3)),
        ("weekly", Rule(Freq.WEEKLY, weekdays=(4,))),
        ("every week", Rule(Freq.WEEKLY, weekdays=(4,))),
        ("Every Friday", Rule(Freq.WEEKLY, weekdays=(4,))),
        ("fridays", Rule(Freq.WEEKLY, weekdays=(4,))),
        ("mon, wed and fri", Rule(Freq.WEEKLY, weekdays=(0, 2, 4))),
        ("every weekday", Rule(Freq.WEEKLY, weekdays=(0, 1, 2, 3, 4))),
        ("every other week", Rule(Freq.WEEKLY, 2, weekdays=(4,))),
        ("biweekly", Rule(Freq.WEEKLY, 2, weekdays=(4,))),
        ("every 2 weeks on mon and thu", Rule(Freq.WEEKLY, 2, weekdays=(0, 3))),
        ("every other friday", Rule(Freq.WEEKLY, 2, weekdays=(4,))),
        ("every second friday", Rule(Freq.WEEKLY, 2, weekdays=(4,))),
        ("monthly", Rule(Freq.BY_DAY, day=6)),
        ("every 3 months", Rule(Freq.BY_DAY, 3, day=6)),
        ("monthly on the 15th", Rule(Freq.BY_DAY, day=15)),
        ("every month on the last day", Rule(Freq.BY_DAY, day=31)),
        ("monthly on the last friday", Rule(Freq.BY_WEEKDAY, nth=LAST, weekday=4)),
        ("first monday of the month", Rule(Freq.BY_WEEKDAY, nth=1, weekday=0)),
        ("every third thursday", Rule(Freq.BY_WEEKDAY, nth=3, weekday=3)),
        ("every 2 months on the 2nd tuesday", Rule(Freq.BY_WEEKDAY, 2, nth=2, weekday=1)),
        ("every friday, 10 times", Rule(Freq.WEEKLY, weekdays=(4,), count=10)),
        ("weekly for 3 times", Rule(Freq.WEEKLY, weekdays=(4,), count=3)),
        ("daily until 31 dec", Rule(Freq.DAILY, until=date(2026, 12, 31))),
        ("never", None),
        ("", None),
    ],
)
def test_words_are_read(text: str, meant: Rule | None) -> None:
    assert parse_rule(text, START) == meant


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sometimes", RuleProblem.UNREADABLE),
        ("every", RuleProblem.UNREADABLE),
        ("every friday and someday", RuleProblem.UNREADABLE),
        ("daily on friday", RuleProblem.UNREADABLE),
        ("monthly on the 32nd", RuleProblem.UNREADABLE),
        ("fifth friday of the month", RuleProblem.UNREADABLE),
        ("every friday " * 20, RuleProblem.UNREADABLE),
        ("every 0 days", RuleProblem.TOO_RARE),
        ("every 60 weeks", RuleProblem.TOO_RARE),
        ("daily 0 times", RuleProblem.TOO_MANY),
        ("weekly for 2000 times", RuleProblem.TOO_MANY),
        ("weekly until 2036-03-06", RuleProblem.TOO_FAR),
        ("monthly on the 15th until 10 mar", RuleProblem.OVER),
    ],
)
def test_what_cannot_be_is_refused(text: str, problem: RuleProblem) -> None:
    with pytest.raises(RuleError) as refused:
        parse_rule(text, START)

    assert refused.value.problem is problem


def test_an_end_that_is_no_day_is_refused_as_a_day() -> None:
    with pytest.raises(UserError):
        parse_rule("weekly until the cows come home", START)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Sydney", "UTC"])
def test_a_year_of_fridays_is_at_18_00_all_year(zone: str) -> None:
    rule = Rule(Freq.WEEKLY, weekdays=(4,), count=52)
    bounded = rule.bounded(datetime.combine(START, time(18)), zone)

    found, at = [], datetime(2026, 1, 1, tzinfo=UTC)
    while (after := bounded.next_after(at)) is not None:
        found.append(after.astimezone(ZoneInfo(zone)))
        at = after

    assert len(found) == 52
    assert {(one.weekday(), one.hour, one.minute) for one in found} == {(4, 18, 0)}
    assert {b.date() - a.date() for a, b in itertools.pairwise(found)} == {timedelta(weeks=1)}
    assert len({one.utcoffset() for one in found}) == (1 if zone == "UTC" else 2)
