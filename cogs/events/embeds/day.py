"""The words of the day of an event, and who was there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.text.catalogue import Raw, timestamp
from bot.ui.embeds import EmbedBuilder
from cogs.events.domain.codes import LENGTH
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Place, Plan
from cogs.events.repository.attendance import Attendant
from cogs.events.service.attendance import Attendance
from cogs.events.texts import T

_LINES: Final = 20
_NAMED: Final = 15


def place_text(place: Place, locale: str) -> str:
    """Return where an event is, for a place where Discord renders markdown."""
    parts = []
    if place.channel_id is not None:
        parts.append(f"<#{place.channel_id}>")
    if place.link:
        parts.append(f"<{place.link}>")
    if place.address:
        parts.append(T.say("day-address", locale, address=place.address))
    return " · ".join(parts)


def reminder_text(plan: Plan, occurrence: Occurrence, locale: str) -> str:
    """Return the reminder of an event. It is true whenever it is read."""
    return T.say(
        "remind-text",
        locale,
        name=plan.name,
        when=timestamp(occurrence.starts_at, "R"),
        at=timestamp(occurrence.starts_at),
        place=Raw(place_text(plan.place, locale) or "—"),
    )


def hosts_text(plan: Plan, occurrence: Occurrence, locale: str) -> str:
    """Return what hosts are told before an event."""
    told = T.say(
        "day-hosts-told",
        locale,
        name=plan.name,
        when=timestamp(occurrence.starts_at, "R"),
        place=Raw(place_text(plan.place, locale) or "—"),
        seen=plan.place.channel_id is not None,
    )
    if plan.place.is_coded:
        told += "\n" + T.say("day-hosts-coded", locale)
    return told


def stage_text(plan: Plan, stage: discord.StageChannel, locale: str, is_open: bool) -> str:
    """Return what hosts are told of a stage that the bot may not open or close."""
    return T.say("day-stage", locale, name=plan.name, stage=Raw(stage.mention), open=is_open)


def thread_text(plan: Plan, occurrence: Occurrence, locale: str) -> str:
    """Return the first words in the thread of an event."""
    return T.say(
        "day-thread",
        locale,
        name=plan.name,
        when=timestamp(occurrence.starts_at, "R"),
        place=Raw(place_text(plan.place, locale) or "—"),
    )


def code_text(
    plan: Plan, code: str, until: datetime, came: Sequence[tuple[int, datetime]], locale: str
) -> str:
    """Return a code for those who are there, and who gave one so far, the latest first."""
    half = LENGTH // 2
    names = ", ".join(f"<@{member}>" for member, _ in came[:_NAMED])
    return T.say(
        "code-shown",
        locale,
        name=plan.name,
        code=Raw(f"{code[:half]} {code[half:]}"),
        until=timestamp(until, "R"),
        count=len(came),
        names=Raw(names or "—"),
        more=max(0, len(came) - _NAMED),
    )


def attendance_embeds(told: Attendance, locale: str) -> list[discord.Embed]:
    """Return who was at an event, page by page."""
    occurrence = told.occurrence
    lines = [_line(one, told, locale) for one in told.attendants]
    groups = [lines[first : first + _LINES] for first in range(0, len(lines), _LINES)]
    title = T.say("attendance-title", locale, name=told.plan.name)
    when = T.say(
        "attendance-when" if told.is_final else "attendance-so-far",
        locale,
        start=timestamp(occurrence.opened_at or occurrence.starts_at),
        end=timestamp(occurrence.closed_at or occurrence.ends_at, "t"),
    )
    pages = []
    for group in groups or [[T.say("attendance-nobody", locale)]]:
        page = EmbedBuilder(title, "\n".join([when, "", *group]), locale=locale)
        for key, value in _figures(told, locale):
            page.field(T.plain(key, locale), value, inline=True)
        pages.append(page.build())
    return pages


def _figures(told: Attendance, locale: str) -> list[tuple[str, str]]:
    mean = told.mean
    found = [
        ("attendance-came", str(len(told.came))),
        ("attendance-shown-up", _share(told.shown_up, len(told.going), locale)),
        ("attendance-mean", "—" if mean is None else _minutes(mean, locale)),
    ]
    if told.peak is not None:
        found.append(("attendance-peak", str(told.peak)))
    return found


def _share(part: int, whole: int, locale: str) -> str:
    if not whole:
        return "—"
    percent = round(100 * part / whole)
    return T.say("attendance-share", locale, part=part, whole=whole, percent=percent)


def _line(one: Attendant, told: Attendance, locale: str) -> str:
    return T.say(
        "attendance-line",
        locale,
        member=Raw(f"<@{one.member_id}>"),
        minutes=Raw(_minutes(timedelta(seconds=one.seconds or 0), locale)),
        measured=one.seconds is not None,
        coded=one.checked_in_at is not None,
        attended=one.attended,
        going=one.member_id in told.going,
    )


def _minutes(there: timedelta, locale: str) -> str:
    return T.say("day-minutes", locale, minutes=round(there / timedelta(minutes=1)))
