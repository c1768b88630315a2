"""Response time: from a query to the first answer by another human.

An answer is a message in the same channel, later than the query and within seven days, by
another human, that replies to the query or addresses the asker; in a forum post it is the
first message by another human, whatever it refers to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cogs.insights.domain.figures import median_of, percentile, ratio

ANSWER_WITHIN = timedelta(days=7)
COVERED_WITHIN = timedelta(hours=24)


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


@dataclass(frozen=True, slots=True)
class ResponseFigures:
    """Waits in seconds; None where nothing was asked or answered."""

    queries: int
    answered: int
    answered_24h: int
    median_s: float | None
    p90_s: float | None

    @property
    def coverage_24h(self) -> float | None:
        """Share of queries answered within 24 hours."""
        return ratio(self.answered_24h, self.queries)

    @property
    def coverage_7d(self) -> float | None:
        """Share of queries answered within seven days."""
        return ratio(self.answered, self.queries)


def waits(queries: Iterable[Query], posts: Iterable[Post]) -> list[timedelta | None]:
    """Return how long each query waited, None for those without an answer.

    ``posts`` are the messages of the channels concerned, in any order; repetitions of a
    message change nothing.
    """
    by_channel: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        by_channel[post.channel_id].append(post)
    for channel in by_channel.values():
        channel.sort(key=lambda post: (post.at, post.message_id))
    return [_wait(query, by_channel.get(query.post.channel_id, [])) for query in queries]


def _wait(query: Query, channel: Sequence[Post]) -> timedelta | None:
    asked = query.post
    for post in channel:
        if (post.at, post.message_id) <= (asked.at, asked.message_id):
            continue
        if post.at - asked.at > ANSWER_WITHIN:
            return None
        if post.author_id == asked.author_id:
            continue
        if query.is_post or post.reply_to == asked.message_id or asked.author_id in post.addressed:
            return post.at - asked.at
    return None


def response_figures(answers: Sequence[timedelta | None]) -> ResponseFigures:
    """Sum up the waits of all queries of a window."""
    seconds = [wait.total_seconds() for wait in answers if wait is not None]
    return ResponseFigures(
        queries=len(answers),
        answered=len(seconds),
        answered_24h=sum(1 for wait in answers if wait is not None and wait <= COVERED_WITHIN),
        median_s=median_of(seconds),
        p90_s=percentile(seconds, 0.9),
    )
