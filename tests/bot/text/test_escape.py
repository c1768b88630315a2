from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.escape import Raw, csv_cell, escape, shown

ZERO_WIDTH = "\u200b"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("**bold** _it_ ~~no~~", r"\*\*bold\*\* \_it\_ \~\~no\~\~"),
        ("`code` ||spoiler||", r"\`code\` \|\|spoiler\|\|"),
        ("[here](https://evil.example/a_b)", r"\[here\](https://evil.example/a_b)"),
        ("# big\n## less\n-# small", "\\# big\n\\## less\n\\-# small"),
        ("- one\n  + two\n* three", "\\- one\n  \\+ two\n\\* three"),
        ("1. one\n12. two", "1\\. one\n12\\. two"),
        ("> quote\n>>> more", "\\> quote\n\\>\\>\\> more"),
        ("<:party:123> <t:1:R>", r"\<:party:123\> \<t:1:R\>"),
        (r"\*already", r"\\\*already"),
    ],
)
def test_markdown_is_shown_literally(written: str, expected: str) -> None:
    assert escape(written) == expected


@pytest.mark.parametrize("plain", ["3.5 hours", "#1 of 3", "a - b", "-5 °C", "mail me @ home", ""])
def test_harmless_text_stays_as_it_is(plain: str) -> None:
    assert escape(plain) == plain


def test_an_address_stays_usable() -> None:
    assert escape("https://a.example/x_y_z?q=~1") == "https://a.example/x_y_z?q=~1"


def test_what_only_looks_like_an_address_is_escaped() -> None:
    assert escape("https://__under__") == r"https://\_\_under\_\_"


@pytest.mark.parametrize(
    "mention", ["@everyone", "@here", "<@123456789012345678>", "<@!1>", "<@&2>", "@EVERYONE"]
)
def test_nobody_is_pinged(mention: str) -> None:
    escaped = escape(f"hi {mention} and https://a.example/{mention}")

    assert mention not in escaped
    assert escaped.count("@" + ZERO_WIDTH) == 2


@given(st.text(alphabet=st.characters(exclude_characters=ZERO_WIDTH)))
def test_a_reader_sees_what_was_written(text: str) -> None:
    # Addresses keep their backslash-free form, so undoing the escapes gives the text back.
    seen = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escape(text)).replace(ZERO_WIDTH, "")

    assert seen == text


@given(st.text(alphabet="*_`~|[]<>\\ab \n"))
def test_no_special_character_is_left_bare(text: str) -> None:
    assert not re.search(r"[*_`~|\[\]<>\\]", re.sub(r"\\.", "", escape(text)))


def test_raw_passes_as_it_is_and_other_text_does_not() -> None:
    assert shown(Raw("<@1> **x**")) == "<@1> **x**"
    assert shown("**x**") == r"\*\*x\*\*"


@pytest.mark.parametrize(
    "formula",
    ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1", '=HYPERLINK("x")'],
)
def test_formulas_are_neutralised(formula: str) -> None:
    assert csv_cell(formula) == "'" + formula


@pytest.mark.parametrize(
    ("value", "cell"), [(-5, "-5"), (2.5, "2.5"), (None, ""), ("general", "general"), ("", "")]
)
def test_other_cells_stay_as_they_are(value: object, cell: str) -> None:
    assert csv_cell(value) == cell
