from __future__ import annotations

import pytest

from cogs.sentiment.domain.labels import Tally
from cogs.sentiment.domain.trend import STANDS_OUT, negative_weight


def test_a_gloomy_day_stands_out_by_its_z_score() -> None:
    day = Tally(negative=36, neutral=64, messages=100)
    others = Tally(negative=60, neutral=440, messages=500)

    # Pooled share 96/600 = 0.16; standard error sqrt(0.16 * 0.84 * (1/100 + 1/500)).
    assert negative_weight(day, others) == pytest.approx((0.36 - 0.12) / 0.040159, rel=1e-3)
    assert negative_weight(day, others) > STANDS_OUT
    assert negative_weight(others, day) < 0


def test_nothing_stands_out_of_nothing() -> None:
    assert negative_weight(Tally(), Tally(negative=1, messages=1)) == 0
    assert negative_weight(Tally(neutral=5, messages=5), Tally(neutral=5, messages=5)) == 0
