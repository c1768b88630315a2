"""Which occurrence comes next, and when the ones after it would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.jobs.recurrence import to_instant
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Plan
from cogs.events.domain.rule import Rule

_DAY = timedelta(days=1)


def start_of(plan: Plan) -> datetime:
    """Return the instant (aware UTC) of the plan's first start."""
    if plan.fold:
        there = plan.wall_start.replace(tzinfo=ZoneInfo(plan.zone), fold=1)
        if there.astimezone(UTC).astimezone(there.tzinfo).replace(tzinfo=None) == plan.wall_start:
            return there.astimezone(UTC)
    return to_instant(plan.wall_start, plan.zone)


def begun(plan: Plan, wall: datetime, zone: str, fold: int, rule: Rule | None) -> Plan:
    """Return the plan with its first start at ``wall`` (naive) in ``zone``, repeating by ``rule``.

    Where the rule does not fit that day, it begins on the first one that fits.
    """
    if rule is None:
        return replace(plan, wall_start=wall, zone=zone, fold=fold, recurrence=None)
    first = rule.first_from(wall, zone) or wall
    fold = fold if first == wall else 0
    return replace(plan, wall_start=first, zone=zone, fold=fold, recurrence=rule.to_json())


def first_of(plan: Plan) -> Occurrence:
    """Return the plan's first occurrence."""
    return _occurrence(plan, 1, start_of(plan))


def next_of(plan: Plan, last: Occurrence, now: datetime) -> Occurrence | None:
    """Return what comes after the occurrence ``last``; None where that was the last.

    What would have begun before ``now`` (aware) while nobody looked is left out.
    """
    if plan.recurrence is None:
        return None
    rule = Rule.from_json(plan.recurrence)
    start = rule.bounded(plan.wall_start, plan.zone).next_after(max(last.planned_at, now))
    return None if start is None else _occurrence(plan, last.number + 1, start)


def starts_between(plan: Plan, start: datetime, end: datetime) -> Iterator[datetime]:
    """Yield the starts (aware UTC) by the recurrence from ``start`` to before ``end`` (aware)."""
    zone = ZoneInfo(plan.zone)
    if plan.recurrence is None:
        walls: Iterator[datetime] = iter([plan.wall_start])
    else:
        # A day before: a skipped hour over midnight moves an occurrence into the next day.
        first = start.astimezone(zone).date() - _DAY
        walls = Rule.from_json(plan.recurrence).walls(plan.wall_start, plan.zone, first)
    for wall in walls:
        at = start_of(plan) if wall == plan.wall_start else to_instant(wall, plan.zone)
        if at >= end:
            return
        if at >= start:
            yield at


def happened(plan: Plan, before: date) -> int:
    """Return how many days of the recurrence lie before the local day ``before``."""
    if plan.recurrence is None:
        return 0
    count = 0
    for wall in Rule.from_json(plan.recurrence).walls(plan.wall_start, plan.zone):
        if wall.date() >= before:
            break
        count += 1
    return count


def _occurrence(plan: Plan, number: int, start: datetime) -> Occurrence:
    return Occurrence(
        guild_id=plan.guild_id,
        event_id=plan.event_id,
        number=number,
        planned_at=start,
        starts_at=start,
        ends_at=start + plan.duration,
    )
