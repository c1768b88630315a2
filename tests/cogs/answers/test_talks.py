"""How often an inferred answer is one: on short talks made and labelled by hand.

Each line begins with the number of the message that answers the first one (0: none does), then
the messages as minute, author and text. They were written before anything was measured, and the
rules were not changed by them.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cogs.answers.domain.inference import Talk
from cogs.answers.domain.question import asks, is_me_too
from cogs.answers.domain.responses import Post, Query

NOON = datetime(2020, 3, 2, 12, tzinfo=UTC)
LINES = (Path(__file__).parent / "talks.txt").read_text("utf-8").splitlines()


def read(line: str) -> tuple[int, list[Post]]:
    label, *said = line.split("|")
    posts = []
    for number, one in enumerate(said, start=1):
        minute, author, text = one.split(" ", 2)
        at = NOON + timedelta(minutes=int(minute))
        echo = is_me_too(text)
        asking = number == 1 or (asks(text) and not echo)
        posts.append(Post(10, number, ord(author), at, asks=asking, me_too=echo))
    return int(label), posts


def test_how_often_an_inferred_answer_is_one() -> None:
    right, told, answered = Counter[float](), Counter[float](), 0
    for line in LINES:
        label, posts = read(line)
        answered += label > 0
        found = Talk(posts).answer(Query(posts[0]))
        if found is not None:
            told[found.confidence] += 1
            right[found.confidence] += found.post.message_id == label
    precision, recall = right.total() / told.total(), right.total() / answered
    shares = {sure: (right[sure], told[sure]) for sure in sorted(told)}

    assert len({*LINES}) == len(LINES) >= 60
    # What README states.
    assert precision >= 0.64, shares
    assert recall >= 0.92, answered
