"""Every figure straight from lists of facts, as the definitions read: slow, plain, independent.

Nothing of the features is used here: this is the other side of the comparison.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
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
F = TypeVar("F")
MINUTE_S = 60
FEW = 5


def unique(facts: Iterable[F], key: Callable[[F], Hashable]) -> list[F]:
    """The facts without their repetitions."""
    kept: dict[Hashable, F] = {}
    for fact in facts:
        kept.setdefault(key(fact), fact)
    return list(kept.values())


@dataclass(frozen=True)
class Stay:
    """A membership."""

    member: int
    joined: datetime
    left: datetime | None
    cause: str | None


class Past:
    """All that is known of a guild, and every figure of any stretch of its days."""

    def __init__(  # noqa: PLR0913 - each is one thing that a figure depends on
        self,
        facts: Iterable[Fact],
        zone: ZoneInfo,
        *,
        now: datetime,
        census_at: datetime | None = None,
        help_channels: frozenset[int] = frozenset(),
        forums: frozenset[int] = frozenset(),
        gone: frozenset[int] = frozenset(),
    ) -> None:
        """``gone``: members who were forgotten. ``help_channels``: none means every forum."""
        facts = list(facts)
        of = lambda kind: [fact for fact in facts if isinstance(fact, kind)]  # noqa: E731
        self.messages: list[MessageFact] = [
            message
            for message in unique(of(MessageFact), lambda fact: fact.message_id)
            if message.author_id not in gone
        ]
        self.reactions: list[ReactionFact] = [
            reaction
            for reaction in unique(
                of(ReactionFact), lambda fact: (fact.message_id, fact.member_id, fact.emoji)
            )
            if reaction.member_id not in gone
        ]
        self.voice: list[VoiceFact] = [
            stretch
            for stretch in unique(
                of(VoiceFact), lambda fact: (fact.member_id, fact.channel_id, fact.at)
            )
            if stretch.member_id not in gone
        ]
        self.uses: list[UseFact] = [
            use
            for use in unique(of(UseFact), lambda fact: fact.interaction_id)
            if use.member_id not in gone
        ]
        self.joins: list[JoinFact] = [
            join
            for join in unique(of(JoinFact), lambda fact: (fact.member_id, fact.at))
            if join.member_id not in gone
        ]
        self.leaves: list[LeaveFact] = [
            leave
            for leave in unique(of(LeaveFact), lambda fact: (fact.member_id, fact.at))
            if leave.member_id not in gone
        ]
        self.gone = gone
        self.zone = zone
        self.now = now
        self.census_at = census_at
        self.help_channels = help_channels
        self.forums = forums
        self.stays = self._stays()

    # -- time ------------------------------------------------------------------------------

    def day(self, at: datetime) -> int:
        """The local day that an instant lies in."""
        return at.astimezone(self.zone).date().toordinal()

    def within(self, at: datetime, first: int, end: int) -> bool:
        """Whether an instant lies in the local days from ``first`` to ``end``, exclusive."""
        return first <= self.day(at) < end

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
                # A leave at the very instant of the join ended what was before it.
                ends = [
                    (at, cause)
                    for at, cause in leaves
                    if at > joined and (until is None or at <= until)
                ]
                if ends:
                    found.append(Stay(member, joined, *ends[0]))
                else:
                    found.append(Stay(member, joined, until, None))
        return found

    def is_watched(self, end: int) -> bool:
        """Whether membership was known by watching it when the days before ``end`` were over."""
        return self.census_at is not None and self.day(self.census_at) < end

    def members(self, end: int) -> set[int]:
        """Who is a member when the day ``end`` begins."""
        if not self.is_watched(end):
            return {message.author_id for message in self.messages if self.day(message.at) < end}
        return {
            stay.member
            for stay in self.stays
            if self.day(stay.joined) < end and (stay.left is None or self.day(stay.left) >= end)
        }

    # -- who was active --------------------------------------------------------------------

    def writers(self, first: int, end: int) -> Counter[int]:
        """Messages by member."""
        return Counter(
            message.author_id for message in self.messages if self.within(message.at, first, end)
        )

    def speakers(self, first: int, end: int) -> set[int]:
        """Who was at least a minute in voice with another human."""
        seconds: Counter[int] = Counter()
        for stretch in self.voice:
            if self.within(stretch.at, first, end):
                seconds[stretch.member_id] += stretch.together_s
        return {member for member, total in seconds.items() if total >= MINUTE_S}

    def communicators(self, first: int, end: int) -> set[int]:
        """Who wrote or spoke."""
        return set(self.writers(first, end)) | self.speakers(first, end)

    def active(self, first: int, end: int) -> set[int]:
        """Who did anything at all that counts."""
        reacted = {fact.member_id for fact in self.reactions if self.within(fact.at, first, end)}
        used = {fact.member_id for fact in self.uses if self.within(fact.at, first, end)}
        return self.communicators(first, end) | reacted | used

    # -- figures ---------------------------------------------------------------------------

    def figures(self, first: int, end: int) -> dict[str, Value]:
        """Every figure of the local days from ``first`` to ``end``, exclusive."""
        return {
            **self._activity(first, end),
            **self._growth(first, end),
            **self._loyalty(first, end),
            **self._mood(first, end),
            **self._answers(first, end),
        }

    def first_known_day(self) -> int | None:
        """The local day of the very first fact about anything that was done."""
        done: list[MessageFact | ReactionFact | VoiceFact | UseFact] = [
            *self.messages,
            *self.reactions,
            *self.voice,
            *self.uses,
        ]
        return min((self.day(fact.at) for fact in done), default=None)

    def observed(self, first: int, end: int) -> list[int]:
        """The days of which anything can be known: from the first fact's day to today."""
        begin = self.first_known_day()
        if begin is None:
            return []
        return [day for day in range(first, end) if begin <= day <= self.day(self.now)]

    def _activity(self, first: int, end: int) -> dict[str, Value]:
        active = self.active(first, end)
        days = self.observed(first, end)
        daily = [len(self.active(day, day + 1)) for day in days]
        mau = len(self.active(end - 30, end))
        mean = sum(daily) / len(daily) if daily else None
        written = self.writers(first, end)
        busiest = sorted(written.values(), reverse=True)[:10]
        members = len(self.members(end))
        return {
            "messages": sum(written.values()),
            "members": members,
            "active_members": len(active),
            "communicators": len(self.communicators(first, end)),
            "engagement_rate": len(active) / members if members else None,
            "dau_mean": mean,
            "wau": len(self.active(end - 7, end)),
            "mau": mau,
            "stickiness": mean / mau if mean is not None and mau else None,
            "top10_share": sum(busiest) / sum(written.values()) if written else None,
        }

    def _growth(self, first: int, end: int) -> dict[str, Value]:
        joined = [stay for stay in self.stays if self.within(stay.joined, first, end)]
        left = [
            stay
            for stay in self.stays
            if stay.left is not None and self.within(stay.left, first, end)
        ]
        at_start = len(self.members(first))
        net = len(joined) - len(left)
        newcomers = {
            member: min(stay.joined for stay in joined if stay.member == member)
            for member in {stay.member for stay in joined}
        }
        activated = [m for m, joined_at in newcomers.items() if self._is_activated(m, joined_at)]
        known = self.is_watched(first)
        return {
            "joins": len(joined),
            "leaves": len(left),
            "leaves_kicked": sum(1 for stay in left if stay.cause == "kick"),
            "leaves_banned": sum(1 for stay in left if stay.cause == "ban"),
            "net_growth": net,
            "growth_rate": net / at_start if at_start and known else None,
            "activation_rate": len(activated) / len(newcomers) if newcomers else None,
        }

    def _is_activated(self, member: int, joined: datetime) -> bool:
        until = joined + timedelta(days=7)
        wrote = sum(
            1 for fact in self.messages if fact.author_id == member and joined <= fact.at < until
        )
        together = sum(
            fact.together_s
            for fact in self.voice
            if fact.member_id == member and joined <= fact.at < until
        )
        return wrote >= 3 or together >= MINUTE_S

    def _loyalty(self, first: int, end: int) -> dict[str, Value]:
        length = end - first
        before, now = self.active(first - length, first), self.active(first, end)
        written_before, written = self.writers(first - 90, first), self.writers(first, end)
        lost = [m for m, count in written_before.items() if count >= 4 and m not in written]
        back = 0
        for member in now:
            came = next(d for d in range(first, end) if member in self._active_until(first, d))
            earlier = self._last_active_day(member, first)
            if earlier is not None and came - earlier - 1 >= 90:
                back += 1
        return {
            "retention_rate": len(before & now) / len(before) if before else None,
            "lost_regulars": len(lost),
            "reactivated": back,
        }

    def _active_until(self, first: int, day: int) -> set[int]:
        return self.active(first, day + 1)

    def _last_active_day(self, member: int, before: int) -> int | None:
        begin = self.first_known_day()
        if begin is None:
            return None
        for day in range(before - 1, begin - 1, -1):
            if member in self.active(day, day + 1):
                return day
        return None

    def _mood(self, first: int, end: int) -> dict[str, Value]:
        messages = [fact for fact in self.messages if self.within(fact.at, first, end)]
        scored = [fact for fact in messages if fact.score is not None]
        names = ("positive", "neutral", "negative", "scored", "coverage", "net")
        if len({fact.author_id for fact in scored}) < FEW:
            return {f"sentiment_{name}": None for name in names}
        positive = sum(1 for fact in scored if fact.score is not None and fact.score >= 0.05)
        negative = sum(1 for fact in scored if fact.score is not None and fact.score <= -0.05)
        return {
            "sentiment_positive": positive,
            "sentiment_neutral": len(scored) - positive - negative,
            "sentiment_negative": negative,
            "sentiment_scored": len(scored),
            "sentiment_coverage": len(scored) / len(messages),
            "sentiment_net": (positive - negative) / len(scored),
        }

    # -- answers ---------------------------------------------------------------------------

    def _is_query(self, message: MessageFact) -> bool:
        helps = self.help_channels or self.forums
        place = message.parent_id or message.channel_id
        if MessageFlag.FORUM_POST in message.flags:
            return not self.help_channels or place in helps
        if place not in self.help_channels or message.parent_id is not None:
            return False
        return MessageFlag.QUESTION in message.flags and message.reply_to is None

    def _wait(self, query: MessageFact) -> float | None:
        is_post = MessageFlag.FORUM_POST in query.flags
        waits = []
        for message in self.messages:
            if message.channel_id != query.channel_id or message.author_id == query.author_id:
                continue
            if (message.at, message.message_id) <= (query.at, query.message_id):
                continue
            if not is_post and not (
                message.reply_to == query.message_id
                or query.author_id in set(message.mentions) - self.gone
            ):
                continue
            waits.append((message.at - query.at).total_seconds())
        first = min(waits, default=None)
        return first if first is not None and first <= 7 * 86_400 else None

    def _answers(self, first: int, end: int) -> dict[str, Value]:
        queries = [
            fact
            for fact in self.messages
            if self.within(fact.at, first, end) and self._is_query(fact)
        ]
        waits = [self._wait(query) for query in queries]
        answered = sorted(wait for wait in waits if wait is not None)
        within_day = sum(1 for wait in answered if wait <= 86_400)
        return {
            "queries": len(queries),
            "response_median_s": quantile(answered, 0.5),
            "response_p90_s": quantile(answered, 0.9),
            "response_coverage_24h": within_day / len(queries) if queries else None,
            "response_coverage_7d": len(answered) / len(queries) if queries else None,
        }

    # -- series ----------------------------------------------------------------------------

    def cohorts(self, first: int, end: int) -> dict[int, tuple[int, list[int]]]:
        """Members by the Monday of the week they joined in: how many, and active weeks later.

        Week *w+k* is only there where it was over by ``end``.
        """
        joined: dict[int, set[int]] = {}
        for stay in self.stays:
            joined.setdefault(monday_of(self.day(stay.joined)), set()).add(stay.member)
        return {
            monday: (
                len(members),
                [
                    len(members & self.active(monday + 7 * k, monday + 7 * k + 7))
                    for k in range(1, 13)
                    if monday + 7 * k + 7 <= end
                ],
            )
            for monday, members in sorted(joined.items())
            if first <= monday < end
        }


def monday_of(day: int) -> int:
    """The Monday of the week that a day lies in."""
    return day - date.fromordinal(day).weekday()


def quantile(ordered: Sequence[float], share: float) -> float | None:
    """Linear between the two nearest of the sorted values."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = math.ceil(place)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
