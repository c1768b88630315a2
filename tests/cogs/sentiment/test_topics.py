from __future__ import annotations

import pytest

from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.domain.topics import name_words, terms, topics, without_names
from cogs.sentiment.service.holding import Holding

MONDAY = 737_850 - (737_850 - 1) % 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dice tower is broken", {"dice", "tower", "broken", "dice tower"}),
        ("dice. Tower", {"dice", "tower"}),  # two sentences make no phrase
        ("I can't find my dice's box", {"find", "dices", "box", "dices box"}),
        ("@ada look at #rules v2 1234", set()),
        ("Wir haben das Brettspiel nicht", {"brettspiel"}),
        ("ya no tengo dados", {"dados"}),
        ("lol ok", set()),
        ("настольные игры", {"настольные", "игры", "настольные игры"}),
        ("x" * 30 + " ab", set()),
    ],
)
def test_terms_are_words_and_phrases_that_may_be_a_topic(text: str, expected: set[str]) -> None:
    assert terms(text) == expected


def test_a_long_text_has_a_bounded_number_of_terms() -> None:
    letters = "abcdefghijklmnopqrst"
    assert len(terms(" ".join(f"z{a}{b}q" for a in letters for b in letters))) <= 41


def test_members_are_never_named() -> None:
    names = name_words(["Ada Lovelace", "bob_99"])
    found = terms("lovelace engine works, bob said: engine room")
    assert without_names(found, names) == {"engine", "engine room", "room"}


def tally(messages: int, negative: int = 0) -> Tally:
    return Tally(negative=negative, neutral=messages - negative, messages=messages)


def test_what_stands_out_is_what_is_said_more_than_before() -> None:
    now = {
        "server": tally(200),
        "dice tower": tally(40, negative=30),
        "tower": tally(45),
        "dice": tally(120),
        "once": tally(2),
    }
    before = {"server": 800, "tower": 8, "dice": 160, "other": 600}
    found = topics(now, before, 10)
    # The tower is talked about with the dice; a word said twice proves nothing.
    assert [one.term for one in found] == ["dice", "dice tower"]
    assert {one.term: one.mood.negative for one in found}["dice tower"] == 30
    assert all(one.weight > 1.96 for one in found)
    assert len(topics(now, before, 1)) == 1
    assert topics({}, before, 5) == []
    # As much as before is no topic, whatever the size of the server.
    same = {term: tally(count // 4) for term, count in before.items()}
    assert topics(same, before, 5) == []


def said(holding: Holding, number: int, author: int, day: int = MONDAY) -> None:
    holding.hold(1, number, frozenset({"dice"}))
    holding.count(1, number, author, day, 0.5)


def test_counts_leave_in_portions_of_five_people() -> None:
    holding = Holding()
    for number in range(50):
        said(holding, number, author=number % 4)
    assert holding.take(1, 5, 10) == (MONDAY, {})
    for author in range(4, 60):
        said(holding, 100 + author, author)
    week, found = holding.take(1, 5, 10)
    assert (week, found) == (MONDAY, {"dice": Tally(positive=106, messages=106)})
    said(holding, 300, author=1)
    assert holding.take(1, 5, 10) == (MONDAY, {})
    assert holding.take(2, 5, 10) == (0, {})


def test_a_message_counts_once_and_in_its_own_week() -> None:
    holding = Holding()
    said(holding, 1, author=1)
    holding.count(1, 1, 1, MONDAY, 0.5)  # its terms are taken
    said(holding, 2, author=2, day=MONDAY - 1)  # too late
    assert holding.take(1, 1, 10) == (MONDAY, {"dice": Tally(positive=1, messages=1)})
    said(holding, 3, author=1)
    said(holding, 4, author=1, day=MONDAY + 7)
    assert holding.take(1, 1, 10) == (MONDAY + 7, {"dice": Tally(positive=1, messages=1)})


def test_memory_is_bounded() -> None:
    holding = Holding()
    for number in range(9_000):
        holding.hold(1, number, frozenset({f"word{number}"}))
    for number in range(9_000):
        holding.count(1, number, 1, MONDAY, None)
    _, found = holding.take(1, 1, 10_000)
    assert len(found) <= 4_000
    assert "word8999" in found
    assert "word0" not in found
