"""The score of a message, from what was typed to the number."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from cogs.sentiment.domain.clean import clean
from cogs.sentiment.domain.score import MAX_CHARS, Scorer, score

REAL = Path(__file__).resolve().parents[5] / "shared" / "data" / "community-2020q1.json.gz"
STOCK = SentimentIntensityAnalyzer()
SCORER = Scorer(chat_lexicon=False)


def stock_compound(text: str) -> float:
    return float(STOCK.polarity_scores(text)["compound"])


def test_english_is_scored_and_said_to_be() -> None:
    text = "I really LOVE this, thank you!!!"

    assert SCORER.score(text) == (stock_compound(text), "en")


def test_the_language_is_not_looked_up_without_a_mood() -> None:
    assert SCORER.score("see you at eight") == (0.0, None)
    assert SCORER.score("сегодня играем в девять") == (0.0, None)


def test_another_language_has_no_score() -> None:
    assert SCORER.score("die war gestern nicht online") == (None, "de")


@pytest.mark.parametrize("text", ["", " \n", "```hate```", "> hate", "<@1> https://example.org"])
def test_nothing_said_has_no_score(text: str) -> None:
    assert SCORER.score(text) == (None, None)


@pytest.mark.parametrize(
    "noise",
    [
        "```py\nraise HorribleError('kill')\n```\n{}",
        "{}\n```\nhate\n```",
        "> what an awful, terrible idea\n{}",
        "{} <@123>",
        "<@123> <@&1> {}",
        "{} https://example.org/hate",
        "**{}**",
        "||{}||",
        "# {}",
        "- {}",
        "{}<:neutral_12:123>",
    ],
)
@pytest.mark.parametrize("said", ["What a great day, I love it!!!", "not good, I HATE this :("])
def test_discords_syntax_does_not_change_the_score(noise: str, said: str) -> None:
    assert SCORER.score(noise.format(said))[0] == stock_compound(said)


def test_the_function_gives_the_score_alone() -> None:
    assert score("I love it") == stock_compound("I love it")
    assert score("die war gestern nicht online") is None


def test_what_no_one_can_send_is_not_read() -> None:
    assert SCORER.score("x" * MAX_CHARS + " good")[0] == 0


def test_threads_may_share_a_scorer() -> None:
    shared = Scorer(chat_lexicon=False)

    with ThreadPoolExecutor(8) as pool:
        scores = set(pool.map(shared.score, ["I love it so much"] * 64))

    assert scores == {(stock_compound("I love it so much"), "en")}


ODD = [
    *("\ud800", "\udfff\ud83d", "\x00", "\u202e\u200f", "\u200b", "\u2060", "a\u0301\u0302\u0303"),
    *("`", "```", "*", "_", "😂", "❤️", "👩‍👩‍👧", "<", ">", "[", "||", "\n", "İ", "ß", "ﬁ"),
    *("love", "hate", "but", "no", "n't", "never so", "!", "?", "die", "نص", "שלום", "हिन्दी", "好"),
]


@pytest.mark.parametrize("piece", ODD)
def test_four_thousand_of_anything_score_within_bounds(piece: str) -> None:
    for text in ((piece * 4_000)[:4_000], (f"{piece} love " * 4_000)[:4_000]):
        compound, _ = SCORER.score(text)

        assert compound is None or -1 <= compound <= 1


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ODD) | st.text(st.characters(), max_size=8), max_size=20))
def test_no_text_is_refused(pieces: list[str]) -> None:
    compound, language = SCORER.score(" ".join(pieces))

    assert compound is None or -1 <= compound <= 1
    assert language is None or language.isalpha()


@pytest.mark.skipif(not REAL.exists(), reason="shared/data beside the checkout is absent")
def test_a_real_community_is_scored_as_with_the_library() -> None:
    messages = orjson.loads(gzip.decompress(REAL.read_bytes()))["messages"][::16]
    texts = [message["content"] for message in messages]

    scores = [SCORER.score(text) for text in texts]

    kept = [
        (compound, text)
        for (compound, _), text in zip(scores, texts, strict=True)
        if compound is not None
    ]
    assert len(kept) >= 0.98 * len(texts)
    # Not the texts: a failure must print none of them.
    differing = sum(compound != stock_compound(clean(text)) for compound, text in kept)
    assert differing == 0
