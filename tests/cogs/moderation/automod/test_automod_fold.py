"""Folding and reading: what holds for any text whatever."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cogs.moderation.domain.automod.fold import TEXT_LIMIT, fold
from cogs.moderation.domain.automod.lookalikes import ALWAYS
from cogs.moderation.domain.automod.reading import Reading
from cogs.moderation.domain.automod.words import WordList
from tests.cogs.moderation.automod.table import policy, said

ENGINE = policy()
TEXTS = st.text(st.characters(), max_size=200)
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")
INVISIBLE = st.sampled_from("\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u0301\u0336\ufe0f\u034f")
MATHEMATICAL = [chr(0x1D400 + n) for n in range(26)] + [chr(0x1D5D4 + n) for n in range(26)]


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_case_and_width_make_no_difference(text: str) -> None:
    ascii_only = "".join(char for char in text if "!" <= char <= "~")
    wide = "".join(chr(ord(char) + 0xFEE0) for char in ascii_only)

    assert fold(wide) == fold(ascii_only.upper()) == fold(ascii_only)


@given(st.text(LETTERS, max_size=40), st.lists(INVISIBLE, max_size=40))
def test_what_is_invisible_makes_no_difference(word: str, invisible: list[str]) -> None:
    marks = iter(invisible)
    assert fold("".join(char + next(marks, "") for char in word)) == word


@given(TEXTS)
def test_nothing_grows_and_nothing_invisible_stays(text: str) -> None:
    folded = fold(text * 50)

    assert len(folded) <= 4 * TEXT_LIMIT
    assert not any(unicodedata.category(char) == "Cf" for char in folded)


@given(st.text(LETTERS, min_size=4, max_size=12), st.sampled_from(["{}", "well {} then", "{}!"]))
def test_any_word_of_letters_is_found_in_any_case_and_alphabet(word: str, around: str) -> None:
    words = WordList([word])
    mathematical = "".join(MATHEMATICAL[ord(char) - 97] for char in word)

    for spelled in (word, word.upper(), mathematical, " ".join(word), ".".join(word)):
        assert words.find(Reading(around.format(spelled))) == word


@given(TEXTS)
def test_no_text_makes_a_rule_fail(text: str) -> None:
    ENGINE.judge(said(text))
    ENGINE.explain(said(text))


def test_look_alikes_become_lower_case_latin() -> None:
    for char, meant in ALWAYS.items():
        assert meant.isascii(), char
        assert meant.islower(), char
        assert fold(char) == meant
