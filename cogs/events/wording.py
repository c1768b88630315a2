"""How events are said in words."""

from __future__ import annotations

from datetime import datetime

from bot.text.catalogue import Raw, timestamp
from cogs.events.domain.occurrence import Occurrence
from cogs.events.domain.plan import Place, Plan
from cogs.events.domain.rsvp import Answer
from cogs.events.domain.rule import Freq, Rule
from cogs.events.service.answers import Answered
from cogs.events.texts import T


def rule_text(plan: Plan, locale: str) -> str:
    """Return how an event repeats, by the clock of its own zone; "" for a single one."""
    if plan.recurrence is None:
        return ""
    rule = Rule.from_json(plan.recurrence)
    text = T.say(
        "rule-at",
        locale,
        days=Raw(_days(rule, locale)),
        time=f"{plan.wall_start:%H:%M}",
        zone=plan.zone,
    )
    if rule.until is not None:
        text += " " + T.say("rule-until", locale, day=rule.until.isoformat())
    if rule.count is not None:
        text += " " + T.say("rule-times", locale, count=rule.count)
    return text


def _days(rule: Rule, locale: str) -> str:
    if rule.freq is Freq.DAILY:
        return T.say("rule-daily", locale, every=rule.every)
    if rule.freq is Freq.WEEKLY:
        days = ", ".join(T.plain(f"weekday-{day}", locale) for day in rule.weekdays)
        return T.say("rule-weekly", locale, every=rule.every, days=days)
    if rule.freq is Freq.BY_DAY:
        return T.say("rule-by-day", locale, every=rule.every, day=rule.day)
    return T.say(
        "rule-by-weekday",
        locale,
        every=rule.every,
        nth=rule.nth,
        weekday=T.plain(f"weekday-{rule.weekday}", locale),
    )


def when_text(occurrence: Occurrence, locale: str) -> str:
    """Return when an occurrence is, as each reader's own clock shows it."""
    return T.say(
        "when",
        locale,
        start=timestamp(occurrence.starts_at, "F"),
        # On another day the time alone would mislead.
        end=timestamp(occurrence.ends_at, "t" if _short(occurrence) else "f"),
        away=timestamp(occurrence.starts_at, "R"),
    )


def _short(occurrence: Occurrence) -> bool:
    return occurrence.length.total_seconds() < 12 * 3600


def place_text(place: Place, locale: str) -> str:
    """Return where an event is, a line for each way to be there."""
    lines = []
    if place.channel_id is not None:
        lines.append(T.say("place-channel", locale, channel=Raw(f"<#{place.channel_id}>")))
    if place.link is not None:
        lines.append(T.say("place-link", locale, link=Raw(place.link)))
    if place.address is not None:
        lines.append(T.say("place-address", locale, address=place.address))
    return "\n".join(lines) or T.say("place-none", locale)


def answered_text(found: Answered, locale: str) -> str:
    """Return what a member is told of their own answer."""
    rsvp, occurrence = found.rsvp, found.occurrence
    return T.say(
        f"answered-{rsvp.answer}",
        locale,
        name=found.plan.name,
        start=occurrence.starts_at,
        ahead=found.ahead,
        until=rsvp.offered_until or occurrence.starts_at,
    )


def changed_text(
    what: str, plan: Plan, occurrence: Occurrence, was: datetime | None, server: str, locale: str
) -> str:
    """Return what those who answered are told of a change; ``was`` is the start before it."""
    return T.say(
        f"changed-{what}",
        locale,
        name=plan.name,
        server=server,
        start=occurrence.starts_at,
        was=was or occurrence.starts_at,
        place=Raw(place_text(plan.place, locale)),
    )


def counted(counts: dict[Answer, int]) -> dict[str, int]:
    """Return the counts of a card by the names that its sentence has for them."""
    return {
        "going": counts.get(Answer.GOING, 0),
        "offered": counts.get(Answer.OFFERED, 0),
        "waiting": counts.get(Answer.WAITING, 0),
        "maybe": counts.get(Answer.MAYBE, 0),
    }
