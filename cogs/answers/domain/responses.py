"""Who answered whom, where they said so: by a reply, by a mention, in the query's thread.

An answer is a message by another human, later than the query and within seven days: in the
query's own channel one that replies to the query or addresses the asker; in the thread that
hangs on the query (a forum post is one, too) any message, whatever it refers to. Who says "me
too" answers nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from bot.answers import Asked, Waits

ANSWER_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Post:
    """A message as far as answers need it; ``addressed`` are the humans that it mentions."""

    channel_id: int
    message_id: int
    author_id: int
    at: datetime
    reply_to: int | None = None
    addressed: tuple[int, ...] = ()
    asks: bool = False
    me_too: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What waits for an answer. ``is_post``: it opens a post of the forum ``forum_id``."""

    post: Post
    is_post: bool = False
    forum_id: int | None = None

    @property
    def place_id(self) -> int:
        """Where it was asked: its forum if that is known, else its channel."""
        return self.post.channel_id if self.forum_id is None else self.forum_id

    @property
    def thread_id(self) -> int:
        """The channel in which everything said is about it.

        A thread that is opened on a message has that message's id.
        """
        return self.post.channel_id if self.is_post else self.post.message_id


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
            if post.me_too:
                continue
            self._inside[post.channel_id].append(post)
            if post.reply_to is not None:
                self._replies[post.channel_id, post.reply_to].append(post)
            for member_id in set(post.addressed):
                self._addressing[post.channel_id, member_id].append(post)

    def wait(self, query: Query) -> timedelta | None:
        """Return how long ``query`` waited, None where no answer came."""
        first = self.first(query)
        return None if first is None else first.at - query.post.at

    def first(self, query: Query) -> Post | None:
        """Return the first answer to ``query``, None where none came in time."""
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


def waits_of(queries: Sequence[Query], posts: Iterable[Post], until: datetime) -> Waits:
    """Return how long ``queries`` waited.

    ``posts`` are what may answer them; ``until`` (aware UTC) is the instant up to which messages
    are known.
    """
    answers = Answers(posts)
    asked = tuple(_asked(query, answers.first(query)) for query in queries)
    return Waits(
        queries=len(queries),
        waits_s=tuple(sorted(one.wait_s for one in asked if one.wait_s is not None)),
        open=sum(1 for one in asked if one.answered_at is None and one.at + ANSWER_WITHIN > until),
        asked=asked,
    )


def _asked(query: Query, first: Post | None) -> Asked:
    if first is None:
        return Asked(query.post.at, None, None)
    return Asked(query.post.at, first.at, first.author_id)
