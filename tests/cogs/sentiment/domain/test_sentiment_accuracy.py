"""How well labelled lines are scored, and where the lexicon's extension for chat comes from."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cogs.sentiment.domain.chat_lexicon import LEXICON, first_of_sequences
from cogs.sentiment.domain.clean import clean
from cogs.sentiment.domain.score import Scorer
from cogs.sentiment.domain.vader import Vader
from tests.bench.moods import FOLDER, SYNTAX, accuracy, lines

PLAIN, CHAT = Scorer(chat_lexicon=False), Scorer()
VADER = Vader(chat=True)
LINES = lines()
# As ratings of single people go, what is further off than this is another figure.
NOISE = 0.002


def plain(text: str) -> float | None:
    return PLAIN.score(text)[0]


def chat(text: str) -> float | None:
    return CHAT.score(text)[0]


CLEAN_PLAIN, CLEAN_CHAT = accuracy(LINES, plain), accuracy(LINES, chat)


def test_the_labelled_lines_are_enough_and_differ() -> None:
    assert len(LINES) == len({text for _, text in LINES}) >= 300
    assert all(-4 <= rating <= 4 for rating, _ in LINES)


@pytest.mark.parametrize("kind", SYNTAX)
def test_discords_syntax_moves_neither_r_nor_f1(kind: str) -> None:
    assert accuracy(LINES, plain, SYNTAX[kind]) == pytest.approx(CLEAN_PLAIN, abs=NOISE)
    assert accuracy(LINES, chat, SYNTAX[kind]) == pytest.approx(CLEAN_CHAT, abs=NOISE)


@pytest.mark.parametrize(
    "kind", ["a code block after it", "a quoted line", "custom emoji at every word"]
)
def test_what_syntax_takes_away_can_be_seen_in_these_lines(kind: str) -> None:
    stock = SentimentIntensityAnalyzer()

    r, f1 = accuracy(LINES, lambda text: stock.polarity_scores(text)["compound"], SYNTAX[kind])

    assert (r, f1) < (CLEAN_PLAIN[0] - 0.1, 1)
    assert f1 < CLEAN_PLAIN[1] - 0.1


def test_reading_chat_brings_scores_closer_to_the_ratings() -> None:
    assert CLEAN_CHAT[0] >= max(0.89, CLEAN_PLAIN[0])
    assert CLEAN_CHAT[1] >= max(0.87, CLEAN_PLAIN[1])


def test_the_extension_harms_no_line_of_plain_english() -> None:
    ordinary = [
        (rating, text)
        for rating, text in LINES
        if text.isascii() and LEXICON.keys().isdisjoint(re.findall(r"[a-z]+", text.lower()))
    ]

    assert len(ordinary) >= 200
    assert accuracy(ordinary, chat) == accuracy(ordinary, plain)


# -- where it is from --------------------------------------------------------------------------


def test_every_entry_has_the_mean_rating_of_its_own_lines() -> None:
    ratings = defaultdict[str, list[float]](list)
    texts: list[str] = []
    for row in Path(FOLDER, "lexicon_lines.tsv").read_text(encoding="utf-8").splitlines():
        entry, rating, text = row.split("\t")
        apart = text if entry.isascii() else text.replace(entry, f" {entry} ")
        assert entry in [word.strip('.,!?"') for word in apart.split()], row
        ratings[entry].append(float(rating))
        texts.append(text)

    assert all(len(rated) >= 3 for rated in ratings.values())
    assert {entry: round(sum(rated) / len(rated), 1) for entry, rated in ratings.items()} == LEXICON
    assert len(texts) == len(set(texts))
    # What the accuracy is measured on is none of what the lexicon was made from.
    assert {text for _, text in LINES}.isdisjoint(texts)


# -- emoji -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("❤️", "❤"),
        ("👍🏽", "👍"),
        ("🤦🏽‍♀️", "🤦"),
        ("❤️‍🔥", "❤"),
        ("good👍🏿bad", "good👍bad"),
        ("👩‍👩‍👧", "👩"),
        ("👍\u200d", "👍"),
        ("🇩🇪", "🇩🇪"),
        ("👍👍🏻", "👍👍"),
        ("ن\u200dص", "ن\u200dص"),
        ("no emoji", "no emoji"),
    ],
)
def test_an_emoji_of_several_characters_is_read_as_its_first(text: str, as_read: str) -> None:
    assert first_of_sequences(text) == as_read


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("thanks ❤️", "thanks ❤"),
        ("👍🏽", "👍"),
        ("lol😂that", "lol 😂 that"),
        ("🤦🏽‍♀️forgot", "🤦 forgot"),
        ("nice👍nice", "nice 👍 nice"),
        ("❤️‍🔥", "❤"),
    ],
)
def test_emoji_score_the_same_however_they_are_written(text: str, same: str) -> None:
    score = VADER.compound(clean(text))

    assert score != 0
    assert score == VADER.compound(same)


@pytest.mark.parametrize("text", ["❤️", "👍", "👍🏿", "🔥", "🎉", "tysm", "W", "TYSM!"])
def test_what_is_meant_well_is_positive(text: str) -> None:
    assert (chat(text) or 0) > 0


@pytest.mark.parametrize("text", ["👎", "💔", "🤮", "laggy", "so cringe", "not 👍"])
def test_what_is_meant_ill_is_negative(text: str) -> None:
    assert (chat(text) or 0) < 0
