"""Labels and the figures that they add up to."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.sentiment.domain.labels import Label, Tally, label

SCORES = st.lists(st.none() | st.floats(-1, 1))


@pytest.mark.parametrize(
    ("compound", "expected"),
    [
        (1.0, Label.POSITIVE),
        (0.05, Label.POSITIVE),
        (0.0499, Label.NEUTRAL),
        (0.0, Label.NEUTRAL),
        (-0.0499, Label.NEUTRAL),
        (-0.05, Label.NEGATIVE),
        (-1.0, Label.NEGATIVE),
    ],
)
def test_the_thresholds_are_those_of_vader(compound: float, expected: Label) -> None:
    assert label(compound) is expected


def test_figures_follow_their_definitions() -> None:
    tally = Tally(positive=6, neutral=1, negative=3, messages=20)

    assert (tally.scored, tally.ratio, tally.net, tally.coverage) == (10, 2.0, 0.3, 0.5)


def test_a_zero_denominator_is_undefined() -> None:
    assert (Tally().ratio, Tally().net, Tally().coverage) == (None, None, None)
    assert (Tally(messages=3).net, Tally(messages=3).coverage) == (None, 0.0)
    assert Tally(positive=1, messages=1).ratio is None


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="1 messages cannot be 2 positive"):
        Tally(positive=2, messages=1)
    with pytest.raises(ValueError, match="-1 negative"):
        Tally(negative=-1, messages=1)


@given(SCORES)
def test_a_tally_counts_every_message_once(scores: list[float | None]) -> None:
    tally = reduce(Tally.__add__, map(Tally.of, scores), Tally())

    assert tally.messages == len(scores)
    assert tally.scored == sum(score is not None for score in scores)
    assert tally.positive == sum(score is not None and score >= 0.05 for score in scores)
    assert tally.negative == sum(score is not None and score <= -0.05 for score in scores)


@given(SCORES, SCORES)
def test_tallies_add_up_in_any_order(left: list[float | None], right: list[float | None]) -> None:
    one, other = (reduce(Tally.__add__, map(Tally.of, scores), Tally()) for scores in (left, right))

    assert one + other == other + one
