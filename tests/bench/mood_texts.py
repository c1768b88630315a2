"""Texts that try the linear scorer against the library: what its rules look at, in any mixture."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

STOCK: Final = SentimentIntensityAnalyzer()
LEXICON: Final = sorted(word for word in STOCK.lexicon if " " not in word)
EMOJI: Final = sorted(STOCK.emojis)
_AROUND: Final = """
    no nor or so this never without doubt least at very kind sort of but But BUT
    the shit bomb bad ass bus stop yeah right kiss death to die for beating heart
    a it was and people today isn't wouldn't n't
"""
CONTEXT: Final = [*BOOSTER_DICT, *NEGATE, *SPECIAL_CASES, *_AROUND.split()]
TAILS: Final = ["", "", "", "", "!", "!!!", "?", "??", "????", ",", ".", "...", '"', "*", "\u0301"]
_EMOTICONS: Final = [word for word in LEXICON if not any(map(str.isalpha, word))]
_WORDS: Final = st.one_of(
    st.sampled_from(CONTEXT),
    st.sampled_from(CONTEXT),
    st.sampled_from(LEXICON),
    st.sampled_from(LEXICON[::300]),
    st.sampled_from(EMOJI[::20]),
    st.sampled_from(_EMOTICONS),
)
_CASES: Final = st.sampled_from([str, str, str, str.upper, str.capitalize])
_TOKENS: Final = st.builds(
    lambda word, case, tail: case(word) + tail, _WORDS, _CASES, st.sampled_from(TAILS)
)
TEXTS: Final = st.builds(
    lambda tokens, space: space.join(tokens),
    st.lists(_TOKENS, max_size=12),
    st.sampled_from([" ", " ", " ", "  ", "\n", ""]),
)


def stock_compound(text: str) -> float:
    """Return the library's own score."""
    return float(STOCK.polarity_scores(text)["compound"])
