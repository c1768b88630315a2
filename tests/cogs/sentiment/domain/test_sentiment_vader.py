"""The linear scorer against the library that it stands in for."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import cache
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.sentiment.domain.vader import MAX_WORDS, Vader
from tests.bench.mood_texts import CONTEXT, EMOJI, LEXICON, TAILS, TEXTS, stock_compound

VADER = Vader()


@pytest.mark.long
@settings(max_examples=2_000, deadline=None)
@given(TEXTS)
def test_chosen_texts_score_as_with_the_library(text: str) -> None:
    assert VADER.compound(text) == stock_compound(text)


def test_thousands_of_mixed_texts_score_as_with_the_library() -> None:
    chance = random.Random(2014)  # noqa: S311 - for variety, not for secrets
    sources = (CONTEXT, CONTEXT, LEXICON, LEXICON[::400], EMOJI)
    cases: tuple[Callable[[str], str], ...] = (str, str, str, str.upper, str.capitalize)
    for _ in range(8_000):
        text = " ".join(
            chance.choice(cases)(chance.choice(chance.choice(sources))) + chance.choice(TAILS)
            for _ in range(chance.randrange(14))
        )
        assert VADER.compound(text) == stock_compound(text), text


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_text_scores_as_with_the_library(text: str) -> None:
    assert VADER.compound(text) == stock_compound(text)


@pytest.mark.parametrize(
    "text",
    [
        "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
        "VADER is not smart, handsome, nor funny.",
        "At least it isn't a horrible book.",
        "The book was only kind of good.",
        "The plot was good, but the characters are uncompelling and the dialog is not great.",
        "Today only kinda sux! But I'll get by, lol",
        "Catch utf-8 emoji such as 💘 and 💋 and 😁",
        "no no no good good but good good bad but no",
        "great great great but great great sad sad great",
        "without doubt great, without a doubt good",
        "I love 😂lol and ❤️ and 👍🏽",
        "lone \ud800 surrogate, sad",
        "\U0001d40b\U0001d40e\U0001d415\U0001d404 love İt GOOD \u017fuper",
    ],
)
def test_known_texts_score_as_with_the_library(text: str) -> None:
    assert VADER.compound(text) == stock_compound(text)


def test_words_after_the_first_two_thousand_do_not_count() -> None:
    filler = "a " * (MAX_WORDS - 1)

    assert VADER.compound(filler + "good") == stock_compound("good")
    assert VADER.compound(filler + "a good") == 0


SPAM = ["😂", "😹", "l ", ":) ", "so gg ", "never this so gg ", "n't gg ", "kind of gg ", "GG gg "]


@pytest.mark.parametrize("piece", [*SPAM, "but gg ", "but good bad sad GOOD ", "a\u0301 ", "x!? "])
def test_work_grows_in_step_with_the_text(piece: str) -> None:
    count = 300 // max(len(piece.split()), 1)

    once, twice = calls(piece * count), calls(piece * 2 * count)

    assert twice < 2.5 * once


@cache
def calls(text: str) -> int:
    """Return how many functions, of Python and of C, scoring ``text`` calls."""
    count = 0

    def seen(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(seen)
    try:
        VADER.compound(text)
    finally:
        sys.setprofile(None)
    return count
