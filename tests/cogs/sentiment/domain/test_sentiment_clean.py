"""What Discord's syntax leaves behind once it is taken out."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.sentiment.domain.clean import MAX_MARKS, clean


def words(text: str) -> str:
    return " ".join(clean(text).split())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lol nice one, GG!!!",
        "5 * 3 * 2",
        "thanks :* and (* see you",
        "snake_case_name stays",
        "o_o >_> ^_^ -_- >_< O_o",
        "¯\\_(ツ)_/¯",
        "about ~5 minutes ~ maybe",
        "if (a || b) then",
        "<3 </3 >:( <:",
        ">not a quote",
        "C# is nice, #1 even",
        "mail me@home.org",
        "f*** you",
        "don`t do that",
        "*correction",
        "5 > 3 and 2 < 4",
        "[not a link] (at all)",
        "10 people - no more",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```py\nhate = 1\n``` love", "love"),
        ("love ```hate``` it", "love it"),
        ("love ```\nhate\n\nhate", "love"),
        ("love ```rust\nhate", "love"),
        ("what is ``` for, I love it", "what is ``` for, I love it"),
        ("love `hate` it", "love it"),
        ("love ``ha`te`` it", "love it"),
        ("look ```\n>>> hate\n``` great", "look great"),
        ("`````", "`````"),
    ],
)
def test_code_goes(text: str, said: str) -> None:
    assert words(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("> hate\nlove", "love"),
        ("love\n> hate\n> hate\nindeed", "love indeed"),
        ("love\n>>> hate\nhate", "love"),
        ("  > hate", ""),
        ("> see ``` there\nI love it", "I love it"),
        ("> ```\n> hate\n> ```\nlove", "love"),
    ],
)
def test_quotes_go(text: str, said: str) -> None:
    assert words(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("great<:PepeHands_12:123>job", "great pepe hands job"),
        ("<a:LUL:1>", "lul"),
        ("<:sad_cat:1><:HTMLParser:2>", "sad cat html parser"),
        ("<:123:1> hi", "hi"),
        ("<:no id:1>", "<:no id:1>"),
    ],
)
def test_a_custom_emoji_becomes_the_words_of_its_name(text: str, said: str) -> None:
    assert words(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "<@1>",
        "<@!2>",
        "<@&3>",
        "<#4>",
        "</report weekly:5>",
        "<t:1700000000>",
        "<t:-1:R>",
        "<id:customize>",
        "<id:linked-roles:6>",
        "@everyone",
        "@here",
        "https://example.org/hate?a=b_c_d",
        "<https://example.org/hate>",
        "HTTP://EXAMPLE.ORG",
    ],
)
def test_mentions_and_links_go(text: str) -> None:
    assert words(text) == ""
    assert words(f"love {text} it") == "love it"
    assert words(f"love{text} it") == "love it"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[good](https://example.org/hate)", "good"),
        ("[very **good**](<https://example.org/hate>) indeed", "very good indeed"),
        ('[good](https://example.org/a_(b) "hate")!', "good!"),
        ("[good](later)", "[good](later)"),
    ],
)
def test_a_masked_link_becomes_its_text(text: str, said: str) -> None:
    assert words(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("**bold** *it* __under__ _it_ ~~struck~~ ***all***", "bold it under it struck all"),
        ("un**believ**able", "unbelievable"),
        ("**a *b* c**", "a b c"),
        ("**ok** *:)* (_ok_)", "ok :) (ok)"),
        ("**WOW**!!! __SO GOOD__", "WOW!!! SO GOOD"),
        ("**half bold*", "*half bold"),
        ("||no spoiler|| here", "no spoiler here"),
        ("# Good\n## better\n-# small", "Good better small"),
        ("- good\n  - bad\n* ugly\n1. fine", "good bad ugly fine"),
        ("I ❤️ it\u200b", "I ❤ it"),
    ],
)
def test_marks_go_and_what_they_mark_stays(text: str, said: str) -> None:
    assert words(text) == said


def test_only_so_many_marks_are_paired() -> None:
    assert clean("*a* " * MAX_MARKS) == "a " * (MAX_MARKS // 2) + "*a* " * (MAX_MARKS // 2)


MARKS = "` `` ``` * ** _ __ ~~ | || < > # @ [ ] ( ) :"
PIECES = (
    *MARKS.split(),
    *("> ", ">>> ", "- ", "1. ", "# ", "\n", " ", "word", "é", "😂", "\ufe0f", "\ud800", "\x00"),
    *("<:ab:1>", "<@1>", "https://a", "](https://", "@everyone", "```py\n", "</a b:", "<t:1"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_is_refused_and_none_grows_by_more_than_its_spaces(text: str) -> None:
    assert len(clean(text)) <= 2 * len(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="*_~`|<>@#[\n:-")))
def test_text_without_syntax_keeps_its_words(text: str) -> None:
    visible = text.translate(dict.fromkeys(map(ord, "\u200b\u2060\ufe0e\ufe0f\ufeff")))
    assert visible.split()[-1:] == clean(text).split()[-1:]


@pytest.mark.parametrize(
    "piece",
    [
        *("`", "``` ", "` `` ", "```a\n", "`a``b```c", "> a\n", ">>", "> ", " ", "\n ", "\n- "),
        *("*", "*a", "a*", "**a ", "_a_ ", "x_a", "~~a", "||", "|", "# ", "1. "),
        *("[", "[]", "[a](", "[a](http://", "[a](http://x()", "[](()", '[x](http://a "'),
        *("<", "<:a", "<:aa:", "<a:ab:1", "</a", "</a b:", "<t:", "<@", "<@1", "<https://"),
        *("http://", "://", "http://(", "@everyone", "\ufe0f", "a\u0301", "\u202e"),
    ],
)
def test_cleaning_takes_time_in_step_with_the_length(piece: str) -> None:
    once, tenfold = (piece * 4_000)[:4_000], (piece * 40_000)[:40_000]

    # A quadratic step would take a hundredfold; the floor keeps the clock's grain out.
    assert best_time(clean, tenfold) < 40 * max(best_time(clean, once), 0.001)


def best_time(work: Callable[[str], object], text: str) -> float:
    times = []
    for _ in range(3):
        start = time.thread_time()
        work(text)
        times.append(time.thread_time() - start)
    return min(times)
