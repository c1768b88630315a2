"""The detector of questions, measured on lines made for it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.facts import NO_FLAGS, MessageFact, MessageFlag
from cogs.answers.domain.question import asks, is_me_too
from cogs.answers.enricher import QuestionEnricher

HERE = Path(__file__).parent
# What README states. The lines held out were written before the rules, and none was made by them.
BOUNDS = {"question_lines.tsv": (0.98, 0.98), "question_lines_held_out.tsv": (0.95, 0.95)}


def lines(name: str) -> list[tuple[bool, str]]:
    """Return whether each line asks, and its text."""
    rows = [row.split("\t") for row in (HERE / name).read_text("utf-8").splitlines()]
    return [(label == "1", text.replace("\\n", "\n")) for label, text in rows]


@pytest.mark.parametrize("name", BOUNDS)
def test_precision_and_recall(name: str) -> None:
    found = [(label, asks(text)) for label, text in lines(name)]
    right = sum(label and said for label, said in found)

    precision = right / sum(said for _, said in found)
    recall = right / sum(label for label, _ in found)

    assert precision >= BOUNDS[name][0], precision
    assert recall >= BOUNDS[name][1], recall


def test_the_lines_are_many_and_different() -> None:
    every = [text for name in BOUNDS for _, text in lines(name)]

    assert len(every) >= 550
    assert len({*every}) == len(every)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("same here", True),
        ("yeah, me too", True),
        ("+1", True),
        ("^ this", True),
        ("same issue on version 2", True),
        ("I have the same problem, any fix?", True),
        ("ich auch", True),
        ("yo también", True),
        ("same problem, no solution yet", True),
        ("same here, restarting fixed it", False),
        ("i had the same problem last week, updating fixed it", False),
        ("the same settings work", False),
        ("try this", False),
        ("you need +1 strength", False),
        ("", False),
    ],
)
def test_a_me_too_is_told_from_an_answer(text: str, expected: bool) -> None:
    assert is_me_too(text) is expected


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert asks(text) in {True, False}
    assert is_me_too(text) in {True, False}


@pytest.mark.parametrize("part", ["? ", ", ", "hi ", "yeah, ", "my a ", '"a" ', "!", "<", "\nhow"])
def test_no_text_stalls_it(part: str) -> None:
    # A pattern that goes back and forth would take hours on this.
    for text in (part * 4_000, part * 4_000 + "a"):
        asks(text)
        is_me_too(text)


def test_the_enricher_sets_the_flags() -> None:
    fact = MessageFact(1, 2, 3, 4, datetime(2024, 3, 4, tzinfo=UTC))
    read = QuestionEnricher().read
    assert read("is it there?", fact).flags is MessageFlag.QUESTION
    assert read("same here", fact).flags is MessageFlag.ME_TOO
    assert read("it is", fact).flags is NO_FLAGS
