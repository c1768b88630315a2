"""A server's events as a calendar file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cogs.events.domain.plan import Place
from cogs.events.domain.rule import Rule
from cogs.events.exports.ics import Entry, calendar_of
from cogs.events.service.calendars import Written


def calendar_file(found: Iterable[Written], name: str, now: datetime) -> bytes:
    """Return events as iCalendar; ``name`` is that of the calendar, ``now`` aware."""
    return calendar_of([_entry(one) for one in found], name, now)


def _entry(found: Written) -> Entry:
    plan = found.plan
    rule = None
    if plan.recurrence is not None:
        rule = Rule.from_json(plan.recurrence).bounded(plan.wall_start, plan.zone)
    return Entry(plan, rule, found.occurrences, where_of(plan.guild_id, plan.place))


def where_of(guild_id: int, place: Place) -> str:
    """Return a place for a calendar: each way to be there, a channel as its address."""
    ways = [place.address, place.link]
    if place.channel_id is not None:
        ways.append(f"https://discord.com/channels/{guild_id}/{place.channel_id}")
    return " · ".join(way for way in ways if way)
