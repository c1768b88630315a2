"""The card of an event, and a month of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import discord

from bot.text.catalogue import Raw, timestamp
from bot.text.escape import escape
from bot.ui.embeds import BAD, GOOD, NEUTRAL, QUIET, EmbedBuilder
from cogs.events.domain.occurrence import OccurrenceState
from cogs.events.domain.plan import Plan, PlanState
from cogs.events.service.planning import Details, Entry
from cogs.events.texts import T
from cogs.events.wording import counted, place_text, rule_text, when_text

_COLOURS: Final = {
    OccurrenceState.PLANNED: NEUTRAL,
    OccurrenceState.OPEN: GOOD,
    OccurrenceState.HELD: QUIET,
    OccurrenceState.CANCELLED: BAD,
}


def picture_name(plan: Plan) -> str:
    """Return the name of the file that a card shows as its picture."""
    return f"event-{(plan.picture or '')[:12]}.png"


def card(
    details: Details, locale: str, *, following: Sequence[datetime] = (), picture: str = ""
) -> EmbedBuilder:
    """Return what everybody sees of an event.

    Its description is shown as managers wrote it, with their markdown. ``following``: when it
    is next, after this time. ``picture``: the address of its picture.
    """
    plan, occurrence = details.plan, details.occurrence
    made = EmbedBuilder(
        escape(plan.name),
        plan.description,
        colour=_COLOURS[occurrence.state],
        locale=locale,
    )
    kind = T.plain(f"kind-{plan.kind}", locale)
    made.author(f"{kind} · {plan.series}" if plan.series else kind)
    if occurrence.state is not OccurrenceState.PLANNED:
        made.field(T.plain("card-state", locale), T.say(f"state-{occurrence.state}", locale))
    made.field(T.plain("card-when", locale), when_text(occurrence, locale))
    # What was called off for good does not come again.
    if plan.recurrence is not None and plan.state is not PlanState.CANCELLED:
        made.field(T.plain("card-repeats", locale), _repeats(plan, following, locale))
    made.field(T.plain("card-where", locale), place_text(plan.place, locale), inline=True)
    made.field(T.plain("card-host", locale), _hosts(plan, locale), inline=True)
    if plan.role_id is not None:
        made.field(T.plain("card-for", locale), f"<@&{plan.role_id}>", inline=True)
    if plan.partners:
        made.field(T.plain("card-partners", locale), escape(plan.partners), inline=True)
    made.field(T.plain("card-answers", locale), _answers(details, locale))
    if picture:
        made.image(picture)
    if plan.event_id:  # a draft has no number yet
        made.footer(T.plain("card-footer", locale, number=Raw(plan.event_id)))
    return made


def _repeats(plan: Plan, following: Sequence[datetime], locale: str) -> str:
    lines = [rule_text(plan, locale)]
    if following:
        days = ", ".join(timestamp(at, "f") for at in following)
        lines.append(T.say("card-then", locale, days=Raw(days)))
    return "\n".join(lines)


def _hosts(plan: Plan, locale: str) -> str:
    hosts = [one for one in (plan.host_id, *plan.cohosts) if one is not None]
    if not hosts:
        return T.say("card-no-host", locale)
    return ", ".join(f"<@{one}>" for one in hosts)


def _answers(details: Details, locale: str) -> str:
    plan, numbers = details.plan, counted(details.counts)
    key = "card-counts" if plan.capacity is None else "card-counts-of"
    lines = [T.say(key, locale, capacity=plan.capacity or 0, **numbers)]
    if details.going:
        names = ", ".join(f"<@{one.member_id}>" for one in details.going)
        more = numbers["going"] - len(details.going)
        key = "card-going" if more <= 0 else "card-going-more"
        lines.append(T.say(key, locale, names=Raw(names), more=more))
    return "\n".join(lines)


def month_embeds(entries: Sequence[Entry], title: str, locale: str) -> list[discord.Embed]:
    """Return a month's view: a line for each time that something takes place."""
    lines = [_line(one, locale) for one in entries]
    text = "\n".join(lines) or T.say("list-empty", locale)
    return EmbedBuilder(title, text, locale=locale).build_pages()


def _line(entry: Entry, locale: str) -> str:
    state = OccurrenceState.PLANNED if entry.occurrence is None else entry.occurrence.state
    return T.say(
        f"list-{state}",
        locale,
        start=timestamp(entry.start, "f"),
        name=entry.plan.name,
        kind=T.plain(f"kind-{entry.plan.kind}", locale),
        number=Raw(entry.plan.event_id),
    )
