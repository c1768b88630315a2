from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.answers.domain.mark import has_mark

ASKS = [
    "How do I install it?",
    "why?",
    "Why?!",
    "Really?!?!",
    "What??",
    "(does that work?)",
    "**Is it broken?**",
    "*really?*",
    "__sure?__",
    "||is she the killer?||",
    '"are you there?" she said',
    "are you coming? I am",
    "Is it done?\nThanks in advance",
    "Hi all, does anybody know this? 😀",
    "any idea?😀",
    "where is it?…",
    "why?..",
    "so, what now?)",
    "is it [this one]?",
    "2 + 2 = ?",
    "ça va ?",
    "Tu viens\u202f?",
    "¿Dónde está la biblioteca?",
    "Wie geht das?",
    "Где документация?",
    "هل هذا صحيح؟",
    "これは何ですか\uff1f",
    "真的吗\uff1f我不知道",
    "\u03a4\u03b9 είναι αυτό\u037e",
    "what‽",
    "oh really⁉",
    "wait, what⁇",
    "ok?ok? fine?",
    "is it `foo`?",
    "does `a ? b : c` work here?",
    "```py\nx = 1\n```\nwhy does this fail?",
    "what does ```x``` do?",
    "have you read https://example.com/a?b=c yet?",
    "did you see https://example.com/page?",
    "is it <https://example.com/?q=1>?",
    "look at www.example.com/x?y=1 please, is it down?",
    "> old news\nis that still so?",
    ">.< why me?",
    ">not a quote, is it?",
    "<@123456789> can you help?",
    "<:blob:123456789> anyone?",
    "v1.2?",
    "2020?",
    "🙂 and you?",
    "question? no answer.",
    "*shrugs* who knows?*",
    "C#? Java? Zig?",
    "naïve?",
    "don't you?",
    "he said 'why?'",
]

DOES_NOT_ASK = [
    "",
    " ",
    "Hello.",
    "How do I install it",
    "???",
    "?",
    "! ?",
    "?rank",
    "?help me",
    "pass it as ?u8",
    "an optional ?*T",
    "the type is ?[]const u8",
    "a?b",
    "foo?.bar()",
    "index.php?id=7",
    "https://example.com/a?b=c",
    "see https://example.com/search?q=what",
    "see <https://example.com/?q=1>",
    "see www.example.com/a?b=c",
    "HTTPS://EXAMPLE.COM/?A=B",
    "`why?`",
    "``why?``",
    "run `grep 'x?'` first",
    "```why?```",
    "```\nis this code?\n```",
    "```py\nnever closed, is it?",
    "> is this quoted?",
    "> quoted?\nyes.",
    ">>> all of\nthis is quoted?",
    "no >>> question",
    "?_?",
    "_?",
]


def test_the_table_is_large_enough() -> None:
    assert len(ASKS) + len(DOES_NOT_ASK) >= 60
    assert len({*ASKS, *DOES_NOT_ASK}) == len(ASKS) + len(DOES_NOT_ASK)


@pytest.mark.parametrize("text", ASKS)
def test_it_asks(text: str) -> None:
    assert has_mark(text)


@pytest.mark.parametrize("text", DOES_NOT_ASK)
def test_it_does_not_ask(text: str) -> None:
    assert not has_mark(text)


@given(
    st.text(
        alphabet=st.characters(exclude_characters="?\u037e\u061f\u203d\u2047\u2048\u2049\uff1f")
    )
)
def test_without_a_mark_nothing_asks(text: str) -> None:
    assert not has_mark(text)


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    assert has_mark(text) in {True, False}


@given(st.text(alphabet="ab? `>\n", max_size=30))
def test_a_plain_question_behind_any_text_of_its_own_paragraph_asks(before: str) -> None:
    # A code fence or a quote that is left open would swallow it.
    if "`" not in before and ">>>" not in before:
        assert has_mark(f"{before}\n\nis it?")


@pytest.mark.parametrize(
    "text",
    [
        "?" * 4_000 + "a",
        "`" * 4_000 + "?",
        "` `` " * 800 + "?",
        "```" * 1_300 + "?",
        "https://a?" * 400,
    ],
)
def test_no_text_stalls_it(text: str) -> None:
    start = time.perf_counter()
    has_mark(text)
    assert time.perf_counter() - start < 0.5
