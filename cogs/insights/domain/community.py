"""From counts to the figures of kpis.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.reports import Figure
from cogs.insights.domain.figures import ratio
from cogs.insights.domain.responses import ResponseFigures


@dataclass(frozen=True, slots=True)
class Activity:
    """What is counted of a window and of the one before alike, so that they can be compared.

    ``talk``: messages by (local day, channel). ``top``: messages by the ten busiest.
    ``responses`` is None where the single facts are gone by the retention period.
    """

    talk: Mapping[tuple[int, int], int]
    top: int
    active: int
    lost: int
    reactivated: int
    responses: ResponseFigures | None

    @property
    def messages(self) -> int:
        """How many messages were written."""
        return sum(self.talk.values())

    @property
    def by_day(self) -> dict[int, int]:
        """Messages by local day, without quiet days."""
        sums: Counter[int] = Counter()
        for (day, _), count in self.talk.items():
            sums[day] += count
        return dict(sums)

    @property
    def by_channel(self) -> dict[int, int]:
        """Messages by channel, without quiet ones; threads count for their parent."""
        return channel_sums(self.talk)

    def days_of(self, channel_id: int) -> dict[int, int]:
        """Messages of one channel by local day."""
        return {day: count for (day, channel), count in self.talk.items() if channel == channel_id}


@dataclass(frozen=True, slots=True)
class Membership:
    """Who was a member, who came and who went.

    ``by_writing``: membership is not known, so a member is who has written. ``watched``: joins
    and leaves were watched on every day, so that growth is defined. ``leaves`` by cause.
    ``newcomers`` are the members who joined, ``activated`` those of them who took part,
    ``newcomers_open`` those whose seven days are not over; all None where that cannot be told.
    """

    at_end: int
    at_start: int
    by_writing: bool
    watched: bool
    joins: int
    leaves: Mapping[str, int]
    newcomers: int | None = None
    activated: int | None = None
    newcomers_open: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """All that the figures of a window follow from.

    ``dau``: active members by local day; ``days``: how many days are known; ``retained``: who
    was active in the window and in the one before; ``active_by_week``: active members of the
    stretches of the window's length that lead up to it, oldest first.
    """

    now: Activity
    before: Activity
    membership: Membership
    communicators: int
    dau: Mapping[int, int]
    days: int
    wau: int
    mau: int
    retained: int
    active_by_week: Sequence[int] = ()


def figures(c: Counts) -> list[Figure]:
    """Return every figure, in the order of the report."""
    return [*_activity(c), *_growth(c.membership), *_loyalty(c), *_answers(c.now.responses)]


def _activity(c: Counts) -> list[Figure]:
    dau = ratio(sum(c.dau.values()), c.days)
    stickiness = None if dau is None else ratio(dau, c.mau)
    return [
        Figure("members", c.membership.at_end, better=1, headline=True),
        Figure("active_members", c.now.active, better=1, headline=True),
        _rate("engagement_rate", c.now.active, c.membership.at_end, headline=True),
        Figure("communicators", c.communicators, better=1),
        Figure("messages", c.now.messages, better=1, headline=True),
        Figure("dau_mean", dau, better=1),
        Figure("wau", c.wau, better=1),
        Figure("mau", c.mau, better=1),
        Figure("stickiness", stickiness, "rate", 1, None if dau is None else (dau, c.mau)),
    ]


def _growth(m: Membership) -> list[Figure]:
    left = sum(m.leaves.values())
    net = m.joins - left if m.watched else None
    return [
        # Where nobody watched, few joins are known: that is nothing to put at the top.
        Figure("joins", m.joins, better=1, headline=m.watched),
        Figure("leaves", left, better=-1),
        Figure("leaves_kicked", m.leaves.get("kick", 0)),
        Figure("leaves_banned", m.leaves.get("ban", 0)),
        Figure("net_growth", net, better=1),
        _rate("growth_rate", net, m.at_start),
        _rate("activation_rate", m.activated, m.newcomers),
    ]


def _loyalty(c: Counts) -> list[Figure]:
    return [
        _rate("retention_rate", c.retained, c.before.active, headline=True),
        Figure("lost_regulars", c.now.lost, better=-1),
        Figure("reactivated", c.now.reactivated, better=1),
        _rate("top10_share", c.now.top, c.now.messages, better=-1),
    ]


def _answers(r: ResponseFigures | None) -> list[Figure]:
    if r is None:
        return _answer_figures(None, None, None, None, None)
    return _answer_figures(r.queries, r.median_s, r.p90_s, r.answered_24h, r.answered)


def _answer_figures(
    queries: int | None,
    median_s: float | None,
    p90_s: float | None,
    answered_24h: int | None,
    answered: int | None,
) -> list[Figure]:
    return [
        Figure("queries", queries),
        Figure("response_median_s", median_s, "seconds", -1, headline=True),
        Figure("response_p90_s", p90_s, "seconds", -1),
        _rate("response_coverage_24h", answered_24h, queries),
        _rate("response_coverage_7d", answered, queries),
    ]


def _rate(
    key: str,
    part: int | None,
    whole: int | None,
    *,
    better: Literal[-1, 1] = 1,
    headline: bool = False,
) -> Figure:
    if part is None or whole is None:
        return Figure(key, None, "rate", better, None, headline)
    return Figure(key, ratio(part, whole), "rate", better, (part, whole), headline)


def channel_sums(talk: Mapping[tuple[int, int], int]) -> dict[int, int]:
    """Return the messages of each channel, from those by (day, channel)."""
    sums: Counter[int] = Counter()
    for (_, channel), count in talk.items():
        sums[channel] += count
    return dict(sums)
