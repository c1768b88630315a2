"""Who answered whom, where nobody said so: from time, turn-taking and addressing.

A message may answer a question of the last half hour in its channel, if it is by somebody else,
replies to nothing, addresses nobody, asks nothing and is no "me too". How sure that is depends on
how soon it came; on whether the asker went on talking right after it; and on whether somebody
else's question stood between them, which then has the better claim. The confidence is a rule of
thumb, and where measured too high (see README), so what is inferred closes nothing: it only puts
a question below the others. No headline figure counts it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter
from typing import Final

from cogs.answers.domain.responses import Post, Query

SURE_ENOUGH: Final = 0.6
_WITHIN: Final = (
    (timedelta(minutes=5), 0.8),
    (timedelta(minutes=15), 0.7),
    (timedelta(minutes=30), 0.5),
)
_TURN: Final = timedelta(minutes=10)
LOOKS_AHEAD: Final = _WITHIN[-1][0] + _TURN
_TAKES_A_TURN: Final = 0.15
_RIVAL: Final = 0.3
_MOST: Final = 0.95

_order = attrgetter("at", "message_id")


@dataclass(frozen=True, slots=True)
class Inferred:
    """What probably answers a query; ``confidence`` is in (0, 1]."""

    post: Post
    confidence: float


class Talk:
    """What was said in channels, arranged by them; order and repetition never matter."""

    def __init__(self, posts: Iterable[Post]) -> None:
        self._posts: dict[int, list[Post]] = defaultdict(list)
        for post in sorted({post.message_id: post for post in posts}.values(), key=_order):
            self._posts[post.channel_id].append(post)

    def answer(self, query: Query, *, sure: float = SURE_ENOUGH) -> Inferred | None:
        """Return the first message that answers ``query`` with confidence ``sure`` at least."""
        asked = query.post
        posts = self._posts.get(asked.channel_id, [])
        rivals: set[int] = set()
        for index in range(bisect_right(posts, _order(asked), key=_order), len(posts)):
            post = posts[index]
            if post.at - asked.at > _WITHIN[-1][0]:
                return None
            if post.author_id == asked.author_id:
                continue
            if _refers(post) or post.me_too:
                continue
            if post.asks:
                rivals.add(post.author_id)
                continue
            found = _confidence(asked, post, rivals - {post.author_id}, posts[index + 1 :])
            if found >= sure:
                return Inferred(post, found)
        return None


def _refers(post: Post) -> bool:
    """Tell whether a message says by itself whom it is for."""
    return post.reply_to is not None or bool(post.addressed)


def _confidence(asked: Post, post: Post, rivals: set[int], later: list[Post]) -> float:
    waited = post.at - asked.at
    sure = next(base for within, base in _WITHIN if waited <= within)
    for one in later:
        if one.at - post.at > _TURN:
            break
        if one.author_id == asked.author_id:
            sure += _TAKES_A_TURN
            break
    if rivals:
        sure -= _RIVAL
    return round(min(sure, _MOST), 2)
