"""What is said again earns nothing, however it is dressed up."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.enrich import Enrichers
from bot.ledger.facts import MessageFact
from cogs.recognition.domain.blocks import lit
from cogs.recognition.domain.copies import TEXTS_EACH, WINDOW, Copies
from cogs.recognition.enricher import CopyEnricher

GUILD, ADA, BEN = 5, 1, 2
DAY = datetime(2024, 3, 4, tzinfo=UTC)
PROSE = "Has anybody tried the new scheduler with two shards yet? Mine starts twice."
CHINESE = "今天的天气真好我们一起去公园散步吧"


def message_id(after: timedelta, number: int = 0) -> int:
    """Return the id of a message so long after some instant."""
    return 1_000_000_000_000 + (after // timedelta(milliseconds=1) << 22) + number


LATER = message_id(timedelta(hours=1))
FIRST = message_id(timedelta(0))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("gm", "gm"),
        ("gm everyone 1", "GM everyone!!! 2"),
        ("12345", "12345"),
        ("🔥🔥", "🔥 🔥"),
        (PROSE, f"ok {PROSE}"),
        (PROSE, PROSE.replace("Mine", "It")),
        (PROSE, PROSE.replace("a", "a\u200b")),
        (PROSE * 20, PROSE * 21),
        (CHINESE, CHINESE[1:]),
        ("I am here again today folks", "I am here again today people"),
    ],
)
def test_a_member_who_says_nearly_the_same_again(first: str, second: str) -> None:
    copies = Copies()
    assert not copies.is_copy(GUILD, ADA, FIRST, first)
    assert copies.is_copy(GUILD, ADA, LATER, second)
    assert not copies.is_copy(GUILD + 1, ADA, LATER, second), "servers know nothing of each other"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("good morning", "good night"),
        ("1", "2"),
        ("🔥", "🎉"),
        (PROSE, "Has anybody an idea why the tests are slow?"),
        (CHINESE, "我想知道这个机器人怎么用谢谢大家"),
        ("yes, that works", "no, that fails"),
    ],
)
def test_a_member_who_says_something_else(first: str, second: str) -> None:
    copies = Copies()
    assert not copies.is_copy(GUILD, ADA, FIRST, first)
    assert not copies.is_copy(GUILD, ADA, LATER, second)


@pytest.mark.parametrize(
    ("first", "second", "copied"),
    [
        (PROSE, PROSE, True),
        (PROSE, f"  {PROSE.upper()} 7", True),
        ("Happy birthday, Ada!", "happy birthday Ada", False),
        ("gm", "gm", False),
        (PROSE, PROSE.replace("Mine", "It"), False),
    ],
)
def test_what_another_said_is_copied_if_it_is_long_and_the_same(
    first: str, second: str, *, copied: bool
) -> None:
    copies = Copies()
    assert not copies.is_copy(GUILD, ADA, FIRST, first)
    assert copies.is_copy(GUILD, BEN, LATER, second) is copied


def test_a_message_that_comes_twice_is_no_copy_of_itself_and_judged_as_before() -> None:
    copies = Copies()
    for _ in range(2):
        assert not copies.is_copy(GUILD, ADA, FIRST, PROSE)
        assert copies.is_copy(GUILD, ADA, LATER, PROSE)
        assert copies.is_copy(GUILD, BEN, LATER + 1, PROSE)


def test_after_half_a_day_it_may_be_said_again() -> None:
    copies, hour = Copies(), timedelta(hours=1)
    assert not copies.is_copy(GUILD, ADA, FIRST, PROSE)
    assert not copies.is_copy(GUILD, ADA, message_id(WINDOW + hour), PROSE)
    assert copies.is_copy(GUILD, ADA, message_id(WINDOW + 2 * hour), PROSE)


def test_nothing_is_kept_of_who_is_forgotten() -> None:
    copies = Copies()
    copies.is_copy(GUILD, ADA, FIRST, "gm")
    copies.forget(GUILD, ADA)
    assert len(copies) == 0
    assert not copies.is_copy(GUILD, ADA, LATER, "gm")


def test_memory_is_bounded_by_member_and_in_all() -> None:
    copies = Copies(room=100)
    for number in range(500):
        text = f"{number:b}".replace("0", "o").replace("1", "l")
        copies.is_copy(GUILD, ADA, FIRST + number, text)
    assert len(copies) <= TEXTS_EACH
    for number in range(1_000):
        copies.is_copy(GUILD, 100 + number, FIRST + number, f"{PROSE} {number}")
    assert 100 <= len(copies) <= 200
    assert len(copies._said) + len(copies._said_before) <= 200


@given(
    said=st.lists(
        st.tuples(st.sampled_from((ADA, BEN)), st.sampled_from((PROSE, "gm", "ok then"))),
        max_size=12,
    ),
    chance=st.randoms(use_true_random=False),
)
def test_order_and_repetition_do_not_matter_to_how_much_counts(
    said: list[tuple[int, str]], chance: random.Random
) -> None:
    """Of what is alike one counts: that which came first, whoever wrote it."""

    def counted(order: list[int]) -> list[str]:
        copies = Copies()
        enrichers = Enrichers()
        enrichers.register(CopyEnricher(copies))
        drafts = []
        for number in order:
            author, text = said[number]
            after = timedelta(minutes=10 * number)
            fact = MessageFact(GUILD, message_id(after), 10, author, DAY + after)
            drafts.append((fact, text))
        marked = enrichers.apply(drafts)
        left = {fact.message_id for fact in marked if lit([fact], [], ZoneInfo("UTC"))}
        texts = {fact.message_id: (fact.author_id, text) for fact, text in drafts}
        # A long text belongs to nobody: one of those who said it counts.
        return sorted(
            text if text == PROSE else f"{who} {text}" for who, text in map(texts.__getitem__, left)
        )

    order = list(range(len(said)))
    expected = counted(order)
    chance.shuffle(order)
    again = [*order, *chance.sample(order, len(order) // 2)]
    assert counted(again) == expected
    assert expected == sorted({text if text == PROSE else f"{who} {text}" for who, text in said})
