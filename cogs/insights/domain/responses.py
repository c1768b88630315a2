"""Response time: from a query to the first answer by another human.

An answer is a message by another human, later than the query and within seven days: in the
query's own channel one that replies to the query or addresses the asker; in the thread that
hangs on the query (a forum post is one, too) any message, whatever it refers to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from cogs.insights.domain.figures import median_of, percentile, ratio

ANSWER_WITHIN = timedelta(days=7)
COVERED_WITHIN = timedelta(hours=24)
# Where the bars of a picture of waits end, in seconds; after the last come those without answer.
WAITS_S = (300, 900, 3_600, 4 * 3_600, 24 * 3_600, 7 * 24 * 3_600)


@dataclass(frozen=True, slots=True)
class Post:
    """A message as far as answers need it; ``addressed`` are the humans that it mentions."""

    channel_id: int
    message_id: int
    author_id: int
    at: datetime
    reply_to: int | None = None
    addressed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What waits for an answer. ``is_post``: it opens a forum post."""

    post: Post
    is_post: bool = False

    @property
    def thread_id(self) -> int:
        """The channel in which everything said is about it.

        A thread that is opened on a message has that message's id.
        """
        return self.post.channel_id if self.is_post else self.post.message_id


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: when it was asked, and when and by whom it was first answered, if it was."""

    at: datetime
    answered_at: datetime | None
    helper_id: int | None

    @property
    def wait_s(self) -> float | None:
        """How long it waited, None where no answer came."""
        return None if self.answered_at is None else (self.answered_at - self.at).total_seconds()


@dataclass(frozen=True, slots=True)
class ResponseFigures:
    """The waits of the answered queries in seconds, shortest first, and how many were asked.

    ``open``: how many have no answer yet, but may still get one within their seven days.
    """

    queries: int = 0
    waits_s: tuple[float, ...] = ()
    open: int = 0
    asked: tuple[Asked, ...] = ()

    @property
    def answered(self) -> int:
        """How many were answered within seven days."""
        return len(self.waits_s)

    @property
    def answered_24h(self) -> int:
        """How many were answered within 24 hours."""
        return bisect_right(self.waits_s, COVERED_WITHIN.total_seconds())

    @property
    def bars(self) -> list[int]:
        """How many waited up to each of ``WAITS_S``, then how many have no answer."""
        ends = [bisect_right(self.waits_s, seconds) for seconds in WAITS_S]
        counts = [end - start for start, end in zip([0, *ends], ends, strict=False)]
        return [*counts, self.queries - self.answered]

    @property
    def median_s(self) -> float | None:
        """The median wait of the answered ones, None where none is."""
        return median_of(self.waits_s)

    @property
    def p90_s(self) -> float | None:
        """The wait that nine in ten of the answered ones do not exceed, None where none is."""
        return percentile(self.waits_s, 0.9)

    @property
    def coverage_24h(self) -> float | None:
        """Share of queries answered within 24 hours."""
        return ratio(self.answered_24h, self.queries)

    @property
    def coverage_7d(self) -> float | None:
        """Share of queries answered within seven days."""
        return ratio(self.answered, self.queries)


# Thousands are sorted by it.
_order = attrgetter("at", "message_id")


class Answers:
    """Messages, arranged so that what may answer a query is found at once.

    They may come in any order; repetitions change nothing.
    """

    def __init__(self, posts: Iterable[Post]) -> None:
        self._replies: dict[tuple[int, int], list[Post]] = defaultdict(list)
        self._addressing: dict[tuple[int, int], list[Post]] = defaultdict(list)
        self._inside: dict[int, list[Post]] = defaultdict(list)
        for post in sorted(posts, key=_order):
            self._inside[post.channel_id].append(post)
            if post.reply_to is not None:
                self._replies[post.channel_id, post.reply_to].append(post)
            for member_id in set(post.addressed):
                self._addressing[post.channel_id, member_id].append(post)

    def wait(self, query: Query) -> timedelta | None:
        """Return how long ``query`` waited, None where no answer came."""
        first = self.answer(query)
        return None if first is None else first.at - query.post.at

    def answer(self, query: Query) -> Post | None:
        """Return the first answer to ``query``, None where none came."""
        asked = query.post
        found = [
            _first_after(asked, posts)
            for posts in (
                self._inside.get(query.thread_id, ()),
                self._replies.get((asked.channel_id, asked.message_id), ()),
                self._addressing.get((asked.channel_id, asked.author_id), ()),
            )
        ]
        first = min((post for post in found if post is not None), key=_order, default=None)
        return first if first is not None and first.at - asked.at <= ANSWER_WITHIN else None


def _first_after(asked: Post, posts: Sequence[Post]) -> Post | None:
    """Return the first of the sorted ``posts`` after ``asked`` that is not by the asker."""
    start = bisect_right(posts, _order(asked), key=_order)
    later = (posts[index] for index in range(start, len(posts)))
    return next((post for post in later if post.author_id != asked.author_id), None)


def response_figures(
    queries: Sequence[Query], posts: Iterable[Post], until: datetime
) -> ResponseFigures:
    """Return the figures of a window's ``queries``.

    ``posts`` are the messages of the channels concerned; ``until`` (aware UTC) is the instant
    up to which messages are known.
    """
    answers = Answers(posts)
    found = [answers.answer(query) for query in queries]
    asked = tuple(
        Asked(
            query.post.at,
            None if post is None else post.at,
            None if post is None else post.author_id,
        )
        for query, post in zip(queries, found, strict=True)
    )
    return ResponseFigures(
        queries=len(queries),
        waits_s=tuple(sorted(one.wait_s for one in asked if one.wait_s is not None)),
        open=sum(1 for one in asked if one.answered_at is None and one.at + ANSWER_WITHIN > until),
        asked=asked,
    )
