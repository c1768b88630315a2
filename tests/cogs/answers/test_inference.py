"""Who answered whom where nobody said so: made-up talk, and what follows from it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.answers.domain.inference import SURE_ENOUGH, Talk
from cogs.answers.domain.responses import Post, Query

NOON = datetime(2020, 3, 2, 12, tzinfo=UTC)
ASKER, HELPER, OTHER = 1, 2, 3
CHANNEL = 10


def post(minutes: float, author: int = HELPER, **more: object) -> Post:
    at = NOON + timedelta(minutes=minutes)
    return Post(CHANNEL, 1_000 + round(minutes * 60), author, at, **more)  # type: ignore[arg-type]


QUESTION = Query(post(0, ASKER, asks=True))


@pytest.mark.parametrize(
    ("said", "sure"),
    [
        ([post(2)], 0.8),
        ([post(10)], 0.7),
        ([post(20)], None),
        ([post(31)], None),
        # The asker takes up what was said.
        ([post(2), post(4, ASKER)], 0.95),
        ([post(20), post(25, ASKER)], 0.65),
        # A follow-up, a "me too", a question, and what is for somebody else, answer nothing.
        ([post(2, ASKER)], None),
        ([post(2, me_too=True)], None),
        ([post(2, asks=True)], None),
        ([post(2, reply_to=7)], None),
        ([post(2, addressed=(OTHER,))], None),
        # Another question in between has the better claim, unless the asker takes a turn.
        ([post(1, OTHER, asks=True), post(2)], None),
        ([post(1, OTHER, asks=True), post(2), post(3, ASKER)], 0.65),
        # Who asked back and then tells answers.
        ([post(1, asks=True), post(2)], 0.8),
        # What came before the question was not for it.
        ([post(-1)], None),
    ],
)
def test_how_sure_an_answer_is(said: list[Post], sure: float | None) -> None:
    found = Talk([QUESTION.post, *said]).answer(QUESTION)

    assert (None if found is None else found.confidence) == sure


posts = st.builds(
    post,
    st.integers(-10, 45),
    st.sampled_from([ASKER, HELPER, OTHER]),
    reply_to=st.sampled_from([None, None, 7]),
    asks=st.booleans(),
    me_too=st.booleans(),
)


@given(st.lists(posts, unique_by=lambda one: one.message_id), st.integers())
def test_order_and_repetition_do_not_matter(said: list[Post], seed: int) -> None:
    jumble = [*said, *said[: len(said) // 2]]
    random.Random(seed).shuffle(jumble)  # noqa: S311 - no secret

    found = Talk(said).answer(QUESTION)

    assert Talk(jumble).answer(QUESTION) == found
    if found is not None:
        assert found.post.author_id != ASKER
        assert SURE_ENOUGH <= found.confidence < 1
