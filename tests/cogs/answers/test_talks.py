"""How often an inferred answer is one: on short talks made and labelled by hand.

Each line begins with the number of the message that answers the first one (0: none does), then
the messages as minute, author and text. They were written before anything was measured, and the
rules were not changed by them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cogs.answers.domain.inference import SURE_ENOUGH, Talk
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


@pytest.mark.parametrize(
    ("sure", "right", "told"),
    # As README states. None is right nine times in ten, so what is inferred closes no question.
    [(SURE_ENOUGH, 35, 54), (0.7, 31, 49), (0.8, 27, 41), (0.85, 8, 10), (0.95, 6, 7)],
)
def test_how_often_an_inferred_answer_is_one(sure: float, right: int, told: int) -> None:
    talks = [read(line) for line in LINES]
    found = [(label, Talk(posts).answer(Query(posts[0]), sure=sure)) for label, posts in talks]
    inferred = [(label, one.post.message_id) for label, one in found if one is not None]

    assert len({*LINES}) == len(LINES) >= 60
    assert sum(label > 0 for label, _ in talks) == 38
    assert len(inferred) == told
    assert sum(label == message_id for label, message_id in inferred) == right
