"""Questions of an AMA: their order, what is alike, what merging does to votes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.events.domain.ama import Question, QuestionState
from cogs.events.domain.ama_desk import (
    Alike,
    Standing,
    heir,
    is_light,
    merge,
    roots,
    standing,
    tally,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def question(number: int, text: str = "", **more: object) -> Question:
    asked_at = NOON + timedelta(minutes=number)
    return replace(Question(1, 7, number, text or f"question {number}", asked_at), **more)  # type: ignore[arg-type]


def test_pinned_come_first_then_votes_then_the_earliest() -> None:
    late, early = NOON + timedelta(hours=2), NOON + timedelta(hours=1)
    questions = [
        question(1),
        question(2),
        question(3, pinned_at=late),
        question(4, pinned_at=early),
        question(5, merged_into=2),
        question(6),
    ]

    found = standing(questions, {1: 3, 2: 3, 6: 9})

    assert [(one.number, one.votes) for one in found] == [(4, 0), (3, 0), (6, 9), (1, 3), (2, 3)]
    assert [each.number for each in found[-1].merged] == [5]


def test_merging_moves_what_was_merged_before_and_never_makes_a_circle() -> None:
    questions = [question(1), question(2, merged_into=1), question(3), question(4, merged_into=3)]

    assert merge(questions, 1, 4) == {1: 3, 2: 3}
    assert merge(questions, 2, 3) == {2: 3}
    for source, target in ((1, 2), (2, 1), (3, 3), (1, 9), (9, 1)):
        assert merge(questions, source, target) == {}, (source, target)


moves = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12)
votes = st.sets(st.tuples(st.integers(1, 6), st.integers(1, 5)))


@given(moves, votes)
def test_whatever_is_merged_each_member_counts_once(
    merges: list[tuple[int, int]], cast: set[tuple[int, int]]
) -> None:
    questions = [question(number) for number in range(1, 7)]
    for source, target in merges:
        moved = merge(questions, source, target)
        questions = [
            replace(one, merged_into=moved[one.number]) if one.number in moved else one
            for one in questions
        ]

    found = standing(questions, tally(cast, roots(questions)))

    # Nothing is lost, nothing stands for itself and for another, and votes add up.
    every = [each.number for one in found for each in (one.question, *one.merged)]
    assert sorted(every) == [1, 2, 3, 4, 5, 6]
    assert all(each.merged_into == one.number for one in found for each in one.merged)
    for one in found:
        group = {one.number, *(each.number for each in one.merged)}
        assert one.votes == len({member for number, member in cast if number in group})


def test_who_asked_the_same_first_takes_the_place_of_what_goes() -> None:
    questions = [
        question(1),
        question(2, merged_into=1),
        question(3, merged_into=1),
        question(4),
        question(5, merged_into=4),
    ]

    assert heir(questions, [1, 2]) == {3: 3}
    assert heir(questions, [1]) == {2: 2, 3: 2}
    assert heir(questions, [5]) == {}
    # Should one be gone all the same, nothing of it is lost.
    left = [one for one in questions if one.number != 1]
    assert [one.number for one in standing(left, {})] == [2, 3, 4]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("How did you start your career?", "how did you start your career", True),
        ("What is the next game you make?", "What's the next game that you make?", True),
        (
            "When will the game come out on Linux?",
            "I love it! When will the game come out on Linux, and is there a demo?",
            True,
        ),
        ("When will it come out?", "Who wrote the music?", False),
        ("Why?", "Why did you leave the old company and start again from nothing?", False),
        ("🤔🤔", "🤔", False),
    ],
)
def test_what_asks_the_same_is_suggested(one: str, other: str, alike: bool) -> None:
    others = [Standing(question(2, other), 1), Standing(question(1, one), 1)]

    assert [each.number for each in Alike(others).to(question(1, one))] == [2] * alike
    others[0] = Standing(replace(others[0].question, state=QuestionState.REJECTED), 1)
    assert Alike(others).to(question(1, one)) == []


def test_an_edit_is_light_while_it_asks_the_same() -> None:
    asked = "why did tom smith leave teh company, and what does he do now??"

    assert is_light(asked, "Why did he leave the company, and what does he do now?")
    assert not is_light(asked, "What is your favourite colour?")
