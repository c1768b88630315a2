"""Every figure straight from lists of facts, as the definitions read: slow, plain, independent.

Nothing of the features is used here: this is the other side of the comparison.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from bot.ledger.facts import (
    Fact,
    JoinFact,
    LeaveFact,
    MessageFact,
    MessageFlag,
    ReactionFact,
    UseFact,
    VoiceFact,
)

Value = float | int | None
MINUTE_S = 60
FEW = 5
SENTIMENT = ("positive", "neutral", "negative", "scored", "coverage", "net", "corrected")

KEYS: dict[type[Fact], Callable[[Any], Hashable]] = {
    MessageFact: lambda fact: fact.message_id,
    ReactionFact: lambda fact: (fact.message_id, fact.member_id, fact.emoji),
    VoiceFact: lambda fact: (fact.member_id, fact.channel_id, fact.at),
    JoinFact: lambda fact: (fact.member_id, fact.at),
    LeaveFact: lambda fact: (fact.member_id, fact.at),
    UseFact: lambda fact: fact.interaction_id,
}


@dataclass(frozen=True)
class Stay:
    """A membership."""

    member: int
    joined: datetime
    left: datetime | None
    cause: str | None


@dataclass
class Day:
    """What everybody did on one local day."""

    messages: list[MessageFact] = field(default_factory=list)
    together_s: Counter[int] = field(default_factory=Counter)
    others: set[int] = field(default_factory=set)


class Past:
    """All that is known of a guild, and every figure of any stretch of its days."""

    def __init__(
        self,
        facts: Iterable[Fact],
        zone: ZoneInfo,
        *,
        now: datetime,
        census_at: datetime | None = None,
        help_channels: frozenset[int] = frozenset(),
        gone: frozenset[int] = frozenset(),
    ) -> None:
        """``gone``: who was forgotten or opted out. No ``help_channels`` means every forum."""
        self.zone, self.now, self.census_at = zone, now, census_at
        self.help_channels, self.gone = help_channels, gone
        once = {(type(fact), KEYS[type(fact)](fact)): fact for fact in facts}.values()
        self.messages = [f for f in once if isinstance(f, MessageFact) and f.author_id not in gone]
        self.messages.sort(key=lambda message: (message.at, message.message_id))
        self.voice = [f for f in once if isinstance(f, VoiceFact) and f.member_id not in gone]
        self.joins = [f for f in once if isinstance(f, JoinFact) and f.member_id not in gone]
        self.leaves = [f for f in once if isinstance(f, LeaveFact) and f.member_id not in gone]
        self.days: dict[int, Day] = defaultdict(Day)
        for message in self.messages:
            self.days[self.day(message.at)].messages.append(message)
        for stretch in self.voice:
            if stretch.together_s:
                seconds = self.days[self.day(stretch.at)].together_s
                seconds[stretch.member_id] += stretch.together_s
        for done in once:
            if isinstance(done, ReactionFact | UseFact) and done.member_id not in gone:
                self.days[self.day(done.at)].others.add(done.member_id)
        self.stays = self._stays()
        self._figures: dict[tuple[int, int], dict[str, Value]] = {}

    def day(self, at: datetime) -> int:
        """The local day that an instant lies in."""
        return at.astimezone(self.zone).date().toordinal()

    def within(self, at: datetime, first: int, end: int) -> bool:
        """Whether an instant lies in the local days from ``first`` to ``end``, exclusive."""
        return first <= self.day(at) < end

    def _of(self, first: int, end: int) -> list[Day]:
        return [self.days[day] for day in range(first, end) if day in self.days]

    # -- what is known ---------------------------------------------------------------------

    def known(self) -> range:
        """The days of which anything can be known.

        From the first thing done, or the census; up to today, or the last thing done where
        nobody watches.
        """
        census = [self.day(self.census_at)] if self.census_at is not None else []
        if not self.days and not census:
            return range(0)
        first = min([*self.days, *census])
        return range(first, (self.day(self.now) if census else max(self.days)) + 1)

    def known_of(self, first: int, end: int) -> list[int]:
        """The known days of a stretch."""
        return [day for day in range(first, end) if day in self.known()]

    # -- who was there ---------------------------------------------------------------------

    def _stays(self) -> list[Stay]:
        found = []
        for member in {fact.member_id for fact in self.joins}:
            joins = sorted(fact.at for fact in self.joins if fact.member_id == member)
            leaves = sorted(
                (fact.at, fact.cause.value) for fact in self.leaves if fact.member_id == member
            )
            for number, joined in enumerate(joins):
                until = joins[number + 1] if number + 1 < len(joins) else None
                # A leave at the very instant of a join ended what was before it.
                ends = [
                    end for end in leaves if end[0] > joined and (until is None or end[0] <= until)
                ]
                found.append(
                    Stay(member, joined, *ends[0]) if ends else Stay(member, joined, until, None)
                )
        return found

    def is_watched(self, day: int) -> bool:
        """Whether there had been a census on ``day`` or before."""
        return self.census_at is not None and self.day(self.census_at) <= day

    def members(self, end: int) -> set[int]:
        """Who is a member when the day ``end`` begins."""
        if not self.is_watched(end - 1):
            return set(self.written(min(self.days, default=end), end))
        return {
            stay.member
            for stay in self.stays
            if self.day(stay.joined) < end and (stay.left is None or self.day(stay.left) >= end)
        }

    def members_by_stays(self, end: int) -> int:
        """How many are members when the day ``end`` begins, by joins and leaves alone."""
        there = [
            stay.member
            for stay in self.stays
            if self.day(stay.joined) < end and (stay.left is None or self.day(stay.left) >= end)
        ]
        return len(set(there))

    # -- who was active --------------------------------------------------------------------

    def written(self, first: int, end: int) -> Counter[int]:
        """Messages by member."""
        return Counter(
            message.author_id for day in self._of(first, end) for message in day.messages
        )

    def communicators(self, first: int, end: int) -> set[int]:
        """Who wrote, or was on one day at least a minute in voice with another human."""
        spoke = {
            member
            for day in self._of(first, end)
            for member, seconds in day.together_s.items()
            if seconds >= MINUTE_S
        }
        return set(self.written(first, end)) | spoke

    def active(self, first: int, end: int) -> set[int]:
        """Who did anything at all that counts."""
        others = {member for day in self._of(first, end) for member in day.others}
        return self.communicators(first, end) | others

    # -- figures ---------------------------------------------------------------------------

    def figures(self, first: int, end: int) -> dict[str, Value]:
        """Every figure of the local days from ``first`` to ``end``, exclusive."""
        if (first, end) not in self._figures:
            self._figures[first, end] = self._computed(first, end)
        return self._figures[first, end]

    def _computed(self, first: int, end: int) -> dict[str, Value]:
        return {
            **self._activity(first, end),
            **self._growth(first, end),
            **self._loyalty(first, end),
            **self._mood(first, end),
            **self._answers(first, end),
        }

    def _activity(self, first: int, end: int) -> dict[str, Value]:
        active = self.active(first, end)
        daily = [len(self.active(day, day + 1)) for day in self.known_of(first, end)]
        mau = len(self.active(end - 30, end))
        mean = sum(daily) / len(daily) if daily else None
        written = self.written(first, end)
        busiest = sorted(written.values(), reverse=True)[:10]
        members = len(self.members(end))
        return {
            "messages": written.total(),
            "members": members,
            "active_members": len(active),
            "communicators": len(self.communicators(first, end)),
            "engagement_rate": len(active) / members if members else None,
            "dau_mean": mean,
            "wau": len(self.active(end - 7, end)),
            "mau": mau,
            "stickiness": mean / mau if mean is not None and mau else None,
            "top10_share": sum(busiest) / written.total() if written else None,
        }

    def _growth(self, first: int, end: int) -> dict[str, Value]:
        joined = [stay for stay in self.stays if self.within(stay.joined, first, end)]
        left = [s for s in self.stays if s.left is not None and self.within(s.left, first, end)]
        at_start = self.members_by_stays(first)
        net = len(joined) - len(left)
        watched = self.is_watched(first)
        known = self.known_of(first, end)
        newcomers = [stay for stay in joined if known and self.day(stay.joined) >= known[0]]
        people = {stay.member for stay in newcomers}
        activated = {stay.member for stay in newcomers if self._took_part(stay)}
        return {
            "joins": len(joined),
            "leaves": len(left),
            "leaves_kicked": sum(1 for stay in left if stay.cause == "kick"),
            "leaves_banned": sum(1 for stay in left if stay.cause == "ban"),
            "net_growth": net if watched else None,
            "growth_rate": net / at_start if at_start and watched else None,
            "activation_rate": len(activated) / len(people) if people else None,
        }

    def _took_part(self, stay: Stay) -> bool:
        until = stay.joined + timedelta(days=7)
        wrote = [f for f in self.messages if f.author_id == stay.member]
        spoke = [f for f in self.voice if f.member_id == stay.member]
        return (
            sum(1 for fact in wrote if stay.joined <= fact.at < until) >= 3
            or sum(f.together_s for f in spoke if stay.joined <= f.at < until) >= MINUTE_S
        )

    def _loyalty(self, first: int, end: int) -> dict[str, Value]:
        before, now = self.active(2 * first - end, first), self.active(first, end)
        written_before, written = self.written(first - 90, first), self.written(first, end)
        lost = [m for m, count in written_before.items() if count >= 4 and m not in written]
        active_days: dict[int, list[int]] = defaultdict(list)
        for day in sorted(self.days):
            for member in self.active(day, day + 1):
                active_days[member].append(day)
        back = 0
        for days in active_days.values():
            came = next((day for day in days if first <= day < end), None)
            earlier = [day for day in days if day < first]
            back += came is not None and bool(earlier) and came - earlier[-1] - 1 >= 90
        return {
            "retention_rate": len(before & now) / len(before) if before else None,
            "lost_regulars": len(lost),
            "reactivated": back,
        }

    def _mood(self, first: int, end: int) -> dict[str, Value]:
        messages = [message for day in self._of(first, end) for message in day.messages]
        scored = self.scores(first, end)
        figures: dict[str, Value] = {f"sentiment_{name}": None for name in SENTIMENT}
        if 0 < len({message.author_id for message in messages}) < FEW:
            return figures
        figures["sentiment_scored"] = len(scored)
        figures["sentiment_coverage"] = len(scored) / len(messages) if messages else None
        if 0 < len({author for author, _ in scored}) < FEW:
            return figures
        positive = sum(1 for _, score in scored if score >= 0.05)
        negative = sum(1 for _, score in scored if score <= -0.05)
        figures["sentiment_positive"] = positive
        figures["sentiment_neutral"] = len(scored) - positive - negative
        figures["sentiment_negative"] = negative
        figures["sentiment_net"] = (positive - negative) / len(scored) if scored else None
        # No history that is made here has somebody correct the scorer.
        figures["sentiment_corrected"] = 0.0 if scored else None
        return figures

    def scores(self, first: int, end: int) -> list[tuple[int, float]]:
        """Author and score of every message that has one."""
        written = [message for day in self._of(first, end) for message in day.messages]
        return [(m.author_id, m.score) for m in written if m.score is not None]

    # -- answers ---------------------------------------------------------------------------

    def _is_query(self, message: MessageFact) -> bool:
        if MessageFlag.FORUM_POST in message.flags:
            places = {message.parent_id, message.channel_id}
            return not self.help_channels or not places.isdisjoint(self.help_channels)
        return (
            message.channel_id in self.help_channels
            and MessageFlag.QUESTION in message.flags
            and message.reply_to is None
            and set(message.mentions) <= self.gone
        )

    def _answers_it(self, message: MessageFact, query: MessageFact) -> bool:
        if message.author_id == query.author_id:
            return False
        if (message.at, message.message_id) <= (query.at, query.message_id):
            return False
        if message.channel_id == query.message_id:  # in the thread that hangs on the query
            return True
        return message.channel_id == query.channel_id and (
            message.reply_to == query.message_id or query.author_id in message.mentions
        )

    def _wait(self, query: MessageFact) -> float | None:
        asked = bisect_left(self.messages, query.at, key=lambda message: message.at)
        later = islice(self.messages, asked, None)
        week = takewhile(lambda message: message.at - query.at <= timedelta(days=7), later)
        answer = next((message for message in week if self._answers_it(message, query)), None)
        return None if answer is None else (answer.at - query.at).total_seconds()

    def _answers(self, first: int, end: int) -> dict[str, Value]:
        queries = [q for day in self._of(first, end) for q in day.messages if self._is_query(q)]
        waits = [wait for query in queries if (wait := self._wait(query)) is not None]
        answered = sorted(waits)
        within_day = sum(1 for wait in answered if wait <= 86_400)
        return {
            "queries": len(queries),
            "response_median_s": median(answered) if answered else None,
            "response_p90_s": quantile(answered, 0.9),
            "response_coverage_24h": within_day / len(queries) if queries else None,
            "response_coverage_7d": len(answered) / len(queries) if queries else None,
        }

    # -- series ----------------------------------------------------------------------------

    def by_day(self, first: int, end: int) -> tuple[list[int | None], list[int | None]]:
        """Messages and active members of each day, None for a day that is not known."""
        known = self.known_of(first, end)
        return (
            [
                self.written(day, day + 1).total() if day in known else None
                for day in range(first, end)
            ],
            [len(self.active(day, day + 1)) if day in known else None for day in range(first, end)],
        )

    def hours(self, first: int, end: int) -> list[list[int]]:
        """Messages by weekday and hour, as clocks on the wall showed them."""
        walls = [m.at.astimezone(self.zone) for m in self.messages if self.within(m.at, first, end)]
        seen = Counter((wall.weekday(), wall.hour) for wall in walls)
        return [[seen[day, hour] for hour in range(24)] for day in range(7)]

    def waits(self, first: int, end: int) -> list[int]:
        """How many queries waited up to 5 min, 15 min, 1 h, 4 h, a day, a week; or in vain."""
        queries = [q for day in self._of(first, end) for q in day.messages if self._is_query(q)]
        bars = [0] * 7
        for query in queries:
            wait = self._wait(query)
            ends = [300, 900, 3_600, 14_400, 86_400, 604_800]
            bars[6 if wait is None else next(at for at, s in enumerate(ends) if wait <= s)] += 1
        return bars

    def growth(self, first: int, end: int) -> tuple[list[int], list[int]]:
        """Who joined and who left in the twelve such stretches up to this, where watched."""
        length = end - first
        starts = range(first - 11 * length, end, length)
        watched = [start for start in starts if self.is_watched(start)]
        joined = [
            sum(self.within(stay.joined, start, start + length) for stay in self.stays)
            for start in watched
        ]
        left = [
            sum(
                stay.left is not None and self.within(stay.left, start, start + length)
                for stay in self.stays
            )
            for start in watched
        ]
        return joined, left

    def cohorts(self, first: int) -> list[tuple[int, int, list[float | None]]]:
        """Monday, size, and the share active k = 1…12 weeks later, of the 12 weeks before.

        Who joined in that week; where nobody watched, who wrote for the first time in it. The
        share is None where that week is not over, or not wholly known.
        """
        rows = []
        for monday in range(first - 84, first, 7):
            if self.is_watched(first + 6):
                if not self.is_watched(monday):
                    continue
                who = {s.member for s in self.stays if self.within(s.joined, monday, monday + 7)}
            else:
                earlier = set(self.written(min(self.days, default=monday), monday))
                who = set(self.written(monday, monday + 7)) - earlier
            shares = [
                len(who & self.active(week, week + 7)) / len(who)
                if who and week <= first and len(self.known_of(week, week + 7)) == 7
                else None
                for week in range(monday + 7, monday + 7 * 13, 7)
            ]
            if who:
                rows.append((monday, len(who), shares))
        return rows


def monday_of(day: int) -> int:
    """The Monday of the week that a day lies in."""
    return day - date.fromordinal(day).weekday()


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """Linear between the two nearest of the sorted values."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below, above = math.floor(place), math.ceil(place)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
