"""What the tables of activity must hold, counted one fact after the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.activity.daysets import Kind
from bot.ledger.facts import (
    Fact,
    JoinFact,
    LeaveFact,
    MessageFact,
    ReactionFact,
    UseFact,
    VoiceFact,
)
from bot.ledger.store import TABLES


def key_of(fact: Fact) -> tuple[Any, ...]:
    place = TABLES[type(fact)]
    return (type(fact).__name__, fact.guild_id, *(getattr(fact, name) for name in place.key))


def naive(facts: Iterable[Fact], zone: ZoneInfo) -> dict[str, list[tuple[Any, ...]]]:
    """What the tables of activity must hold, counted one fact after the other."""
    facts = list({key_of(fact): fact for fact in facts}.values())
    members: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    channels: Counter[tuple[int, int]] = Counter()
    first: dict[int, int] = {}
    for fact in facts:
        day = fact.at.astimezone(zone).date().toordinal()
        match fact:
            case MessageFact():
                members[day, fact.author_id][0] += 1
                members[day, fact.author_id][4] += fact.score is not None
                channels[day, fact.parent_id or fact.channel_id] += 1
                first[fact.author_id] = min(day, first.get(fact.author_id, day))
            case ReactionFact():
                members[day, fact.member_id][1] += 1
            case VoiceFact():
                members[day, fact.member_id][2] += fact.together_s
            case UseFact():
                members[day, fact.member_id][3] += 1
    stays = naive_stays(facts)
    weeks: Counter[tuple[int, int]] = Counter()
    for (day, member), row in members.items():
        weeks[day - date.fromordinal(day).weekday(), member] += row[0]
    tables: dict[str, list[tuple[Any, ...]]] = {
        "activity_member_day": [(*key, *row) for key, row in members.items() if any(row)],
        "activity_channel_day": [(*key, count) for key, count in channels.items()],
        "activity_first_message": list(first.items()),
        "activity_stay": stays,
        "activity_member_week": [(*key, count) for key, count in weeks.items() if count],
        "activity_day_set": [*naive_sets(members, first, stays, zone)],
    }
    return {name: sorted(rows, key=repr) for name, rows in tables.items()}


def naive_stays(facts: Iterable[Fact]) -> list[tuple[Any, ...]]:
    facts = list(facts)
    joins = {(fact.member_id, fact.at) for fact in facts if isinstance(fact, JoinFact)}
    leaves = [fact for fact in facts if isinstance(fact, LeaveFact)]
    stays: list[tuple[Any, ...]] = []
    for member, joined in joins:
        ends: list[tuple[datetime, int, str | None]] = [
            (leave.at, 0, leave.cause.value)
            for leave in leaves
            if leave.member_id == member and leave.at > joined
        ]
        ends.extend((at, 1, None) for who, at in joins if who == member and at > joined)
        first = min(ends, key=lambda end: end[:2], default=None)
        left, _, cause = first or (None, 0, None)
        stays.append((member, joined, left, cause))
    return stays


def naive_sets(
    members: dict[tuple[int, int], list[int]],
    first: dict[int, int],
    stays: list[tuple[Any, ...]],
    zone: ZoneInfo,
) -> set[tuple[int, int, int]]:
    found: set[tuple[int, int, int]] = set()
    for (day, member), (messages, reactions, voice_s, uses, scored) in members.items():
        true = {
            Kind.ACTIVE: messages + reactions + uses > 0 or voice_s >= 60,
            Kind.SPOKE: voice_s >= 60,
            Kind.SCORED: scored > 0,
            Kind.WROTE: messages >= 1,
            Kind.WROTE_2: messages >= 2,
            Kind.WROTE_3: messages >= 3,
            Kind.WROTE_4: messages >= 4,
        }
        found.update((day, int(kind), member) for kind, is_true in true.items() if is_true)
    found.update((day, int(Kind.FIRST), member) for member, day in first.items())
    took_part = {member for _, _, member in found}
    for member, joined, *_ in stays:
        if member in took_part:
            found.add((joined.astimezone(zone).toordinal(), int(Kind.JOINED), member))
    return found
