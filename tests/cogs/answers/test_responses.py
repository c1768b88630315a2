from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import Waits
from cogs.answers.domain.responses import Answers, Post, Query, waits_of

NOON = datetime(2020, 3, 2, 12, tzinfo=UTC)
ASKER, HELPER, OTHER = 1, 2, 3
HELP, ELSEWHERE = 10, 11
FAR = NOON + timedelta(days=365)


def post(number: int, after: timedelta, author: int = HELPER, **more: object) -> Post:
    return Post(
        **{"channel_id": HELP, **more}, message_id=number, author_id=author, at=NOON + after
    )  # type: ignore[arg-type]


QUESTION = Query(post(100, timedelta(0), ASKER))
FORUM_POST = Query(post(500, timedelta(0), ASKER, channel_id=500), is_post=True)
HOUR = timedelta(hours=1)


def waited(query: Query, *posts: Post) -> timedelta | None:
    return Answers(posts).wait(query)


def test_a_reply_answers() -> None:
    assert waited(QUESTION, post(101, HOUR, reply_to=100)) == HOUR


def test_a_mention_of_the_asker_answers() -> None:
    assert waited(QUESTION, post(101, HOUR, addressed=(OTHER, ASKER))) == HOUR


def test_a_message_that_refers_to_nobody_does_not_answer_in_a_channel() -> None:
    assert waited(QUESTION, post(101, HOUR)) is None


def test_a_reply_to_something_else_does_not_answer() -> None:
    assert waited(QUESTION, post(101, HOUR, reply_to=99)) is None


def test_a_mention_in_another_channel_does_not_answer() -> None:
    assert waited(QUESTION, post(101, HOUR, addressed=(ASKER,), channel_id=ELSEWHERE)) is None


def test_a_message_in_the_thread_on_the_question_answers() -> None:
    assert waited(QUESTION, post(101, HOUR, channel_id=100)) == HOUR


def test_the_askers_own_follow_ups_do_not_answer() -> None:
    follow_ups = [post(101, HOUR, ASKER, reply_to=100), post(102, 2 * HOUR, ASKER, channel_id=100)]
    assert waited(QUESTION, *follow_ups) is None
    assert waited(QUESTION, *follow_ups, post(103, 3 * HOUR, reply_to=100)) == 3 * HOUR


def test_in_a_forum_post_the_first_message_by_another_answers() -> None:
    own = post(501, HOUR, ASKER, channel_id=500)
    assert waited(FORUM_POST, own, post(502, 2 * HOUR, channel_id=500)) == 2 * HOUR


def test_the_first_of_several_answers_counts() -> None:
    answers = [
        post(103, 3 * HOUR, reply_to=100),
        post(102, 2 * HOUR, addressed=(ASKER,)),
        post(104, 4 * HOUR, channel_id=100),
    ]
    assert waited(QUESTION, *answers) == 2 * HOUR


def test_what_was_said_before_answers_nothing() -> None:
    assert waited(QUESTION, post(99, -HOUR, addressed=(ASKER,))) is None
    # At the very same instant the ids tell which came first.
    assert waited(QUESTION, post(99, timedelta(0), addressed=(ASKER,))) is None
    assert waited(QUESTION, post(101, timedelta(0), addressed=(ASKER,))) == timedelta(0)


@pytest.mark.parametrize(
    ("after", "answered"),
    [(timedelta(days=7), True), (timedelta(days=7, microseconds=1), False)],
)
def test_an_answer_comes_within_seven_days(after: timedelta, *, answered: bool) -> None:
    assert (waited(QUESTION, post(101, after, reply_to=100)) is not None) is answered


def test_a_later_mention_does_not_hide_a_timely_reply() -> None:
    late = post(102, timedelta(days=8), addressed=(ASKER,))
    assert waited(QUESTION, late, post(101, HOUR, reply_to=100)) == HOUR


def test_waits_of_a_window() -> None:
    queries = [QUESTION, Query(post(200, HOUR, OTHER)), Query(post(300, 2 * HOUR, OTHER))]
    posts = [
        post(201, timedelta(hours=25), reply_to=200),
        post(301, timedelta(hours=26, microseconds=1), reply_to=300),
    ]
    found = waits_of(queries, posts, FAR)
    assert (found.queries, found.open) == (3, 0)
    assert found.waits_s == (86_400.0, 86_400.000001)
    assert waits_of([], [], FAR) == Waits()


def test_what_may_still_be_answered_is_counted_apart() -> None:
    later = Query(post(200, HOUR, OTHER))
    until = NOON + timedelta(days=7)
    assert waits_of([QUESTION, later], [], until).open == 1
    assert waits_of([later], [post(201, 2 * HOUR, reply_to=200)], until).open == 0


def test_who_says_me_too_answers_nothing() -> None:
    echo = post(101, HOUR, reply_to=100, me_too=True)
    assert waited(QUESTION, echo) is None
    assert waited(QUESTION, echo, post(102, 2 * HOUR, reply_to=100)) == 2 * HOUR


posts = st.builds(
    post,
    st.integers(90, 120),
    st.integers(-600, 600).map(lambda minutes: timedelta(minutes=minutes)),
    st.sampled_from([ASKER, HELPER, OTHER]),
    channel_id=st.sampled_from([HELP, ELSEWHERE, 100]),
    reply_to=st.sampled_from([None, 100, 99]),
    addressed=st.sampled_from([(), (ASKER,), (OTHER,)]),
)


@given(st.lists(posts), st.integers())
def test_order_and_repetition_do_not_matter(said: list[Post], seed: int) -> None:
    jumble = [*said, *said[: len(said) // 2]]
    random.Random(seed).shuffle(jumble)  # noqa: S311
    assert waited(QUESTION, *jumble) == waited(QUESTION, *said)
