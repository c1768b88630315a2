from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.truncate import boundary, pages, truncate

FAMILY = "👩\u200d👩\u200d👧"
THUMB = "👍🏽"
FLAG = "🇩🇪"
ACCENTED = "e\u0301\u0302"
WHOLE = [FAMILY, THUMB, FLAG, ACCENTED, "❤\ufe0f", "a", " ", ". ", "\n", r"\*"]


def test_what_fits_stays() -> None:
    assert truncate("Hello there.", 12) == "Hello there."


def test_it_ends_after_a_sentence() -> None:
    text = "This is the first one. This is the second, which is long."

    assert truncate(text, 40) == "This is the first one. …"


def test_an_early_sentence_end_does_not_waste_the_room() -> None:
    assert truncate("No. But this goes on and on and on.", 25) == "No. But this goes on and…"


def test_it_ends_after_a_word() -> None:
    assert truncate("one two three four", 12) == "one two…"
    assert truncate("one two three four", 14) == "one two three…"


def test_a_long_word_is_cut() -> None:
    assert truncate("a" * 20, 10) == "a" * 9 + "…"


def test_chinese_sentences_end_too() -> None:
    text = "你好。" * 4

    assert truncate(text, 9) == "你好。你好。 …"


def test_a_tiny_limit() -> None:
    assert truncate("hello", 1) == "h"
    assert truncate("hello", 2, ellipsis="...") == "he"


@pytest.mark.parametrize("cut", [truncate, pages])
def test_no_room_is_an_error(cut: object) -> None:
    with pytest.raises(ValueError, match="room"):
        cut("hello", 0)  # type: ignore[operator]


@pytest.mark.parametrize("character", [FAMILY, THUMB, FLAG, ACCENTED, "❤\ufe0f", r"\*"])
def test_a_character_is_never_cut(character: str) -> None:
    text = "x" + character * 8

    for limit in range(2 + len(character), len(text)):
        kept = truncate(text, limit).removesuffix("…").removeprefix("x")
        assert kept == character * (len(kept) // len(character))


def test_a_character_longer_than_the_room_is_cut_all_the_same() -> None:
    assert boundary("e" + "\u0301" * 50, 10) == 10


@given(st.text(), st.integers(1, 40))
def test_never_longer_than_the_limit(text: str, limit: int) -> None:
    assert len(truncate(text, limit)) <= limit


@given(st.lists(st.sampled_from(WHOLE)).map("".join), st.integers(12, 60))
def test_the_start_is_kept(text: str, limit: int) -> None:
    short = truncate(text, limit)

    assert text.startswith(short.removesuffix("…").rstrip())


@given(st.text(), st.integers(1, 40))
def test_pages_lose_nothing_but_blanks(text: str, limit: int) -> None:
    pieces = pages(text, limit)

    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_pages_end_at_a_paragraph_then_a_line_then_a_word() -> None:
    assert pages("one one\n\ntwo\ntwo two", 16) == ["one one\n\ntwo", "two two"]
    assert pages("aaaa bbbb\n\ncccc dddd", 14) == ["aaaa bbbb", "cccc dddd"]
    assert pages("aaaa bbbb cccc", 10) == ["aaaa bbbb", "cccc"]


def test_no_text_gives_no_pages() -> None:
    assert pages(" \n ", 10) == []
