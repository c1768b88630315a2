from __future__ import annotations

import pytest

from cogs.sentiment.domain.change import Direction, Mood
from cogs.sentiment.domain.labels import Tally


def tally(positive: int, neutral: int, negative: int) -> Tally:
    return Tally(positive, neutral, negative, positive + neutral + negative)


@pytest.mark.parametrize(
    ("now", "before", "direction"),
    [
        (tally(60, 30, 10), tally(30, 40, 30), Direction.UP),
        (tally(30, 40, 30), tally(60, 30, 10), Direction.DOWN),
        (tally(6, 3, 1), tally(5, 3, 2), Direction.SAME),  # ten messages prove nothing
        (tally(6, 3, 1), None, Direction.UNKNOWN),
        (tally(6, 3, 1), Tally(messages=9), Direction.UNKNOWN),
    ],
)
def test_a_mood_moves_where_chance_does_not_explain_it(
    now: Tally, before: Tally | None, direction: Direction
) -> None:
    assert Mood(now, 9, before).direction is direction


def test_the_margin_is_that_of_the_mean_of_the_scores() -> None:
    # Mean 0, variance 1: 1.96 / sqrt(100).
    assert Mood(tally(50, 0, 50), 9, None).margin == pytest.approx(0.196)
    assert Mood(tally(50, 0, 0), 9, None).margin == 0
    assert Mood(Tally(messages=5), 9, None).margin is None
