"""The bounded buffer: any course of adding and taking keeps order, limit and what is rare."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.ledger.buffer import Buffer, Missed
from bot.ledger.facts import Fact, MessageFact, ReactionFact
from tests.bot.ledger.ledgerkit import GUILD, NOON, message

_steps = st.lists(
    st.one_of(st.sampled_from(("message", "reaction")), st.integers(1, 4)), max_size=60
)


def _fact(kind: str, number: int) -> Fact:
    if kind == "message":
        return message(number)
    return ReactionFact(GUILD, number, 11, "x", 70, NOON)


def _let_go(waiting: list[Fact], fact: Fact) -> Fact:
    """Which fact goes, as the docstring says it."""
    for old in [*waiting, fact]:
        if isinstance(old, MessageFact):
            return old
    return waiting[0]


@given(_steps, st.integers(1, 8))
def test_the_buffer_does_what_it_says(steps: Sequence[str | int], limit: int) -> None:
    buffer, waiting = Buffer(limit), list[Fact]()
    numbers: dict[int, int] = {}
    for number, step in enumerate(steps, start=1):
        if isinstance(step, int):
            taken = [fact for fact, _ in buffer.take(step)]
            assert taken == waiting[:step]
            waiting = waiting[step:]
        else:
            fact = _fact(step, number)
            gone = _let_go(waiting, fact) if len(waiting) == limit else None
            assert buffer.add(fact, None) is gone
            numbers[id(fact)] = buffer.last
            waiting = [one for one in [*waiting, fact] if one is not gone]
        assert len(buffer) == len(waiting) <= limit
        assert buffer.oldest == (numbers[id(waiting[0])] if waiting else None)


def test_texts_stay_with_their_facts() -> None:
    buffer = Buffer(3)
    for number in range(4):
        buffer.add(message(number), f"text {number}")
    assert [(fact.message_id, text) for fact, text in buffer.take(9)] == [  # type: ignore[union-attr]
        (1, "text 1"),
        (2, "text 2"),
        (3, "text 3"),
    ]


def test_what_is_missed_grows_with_channels_alone() -> None:
    missed = Missed()
    assert not missed
    for number in (5, 3, 9, 4):
        missed.note(1, 70, (number, number))
    missed.note(1, 71, (6, 6))
    missed.note(2, 80, (7, 7))

    assert missed.guilds == [1, 2]
    spans = missed.take(1)
    assert spans == {70: (3, 9), 71: (6, 6)}
    assert 1 not in missed
    assert missed.take(1) == {}

    missed.note(1, 70, (12, 12))
    for channel_id, span in spans.items():
        missed.note(1, channel_id, span)
    assert missed.take(1) == {70: (3, 12), 71: (6, 6)}
