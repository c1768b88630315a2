from __future__ import annotations

import pytest

from cogs.insights.domain.responses import ResponseFigures


def test_coverage_is_told_beside_the_waits() -> None:
    found = ResponseFigures(3, (86_400.0, 86_400.000001))

    assert (found.queries, found.answered, found.answered_24h, found.open) == (3, 2, 1, 0)
    assert found.median_s == pytest.approx(86_400, abs=1)
    assert found.coverage_24h == pytest.approx(1 / 3)
    assert found.coverage_7d == pytest.approx(2 / 3)


def test_nothing_asked_is_undefined() -> None:
    found = ResponseFigures()
    assert [found.median_s, found.p90_s, found.coverage_24h, found.coverage_7d] == [None] * 4


def test_nothing_answered_has_coverage_but_no_median() -> None:
    found = ResponseFigures(1)
    assert (found.median_s, found.coverage_24h) == (None, 0.0)


def test_p90_is_between_the_nearest() -> None:
    found = ResponseFigures(11, tuple(float(number) for number in range(11)))
    assert (found.median_s, found.p90_s) == (5.0, 9.0)
    assert ResponseFigures(2, (0.0, 10.0)).p90_s == pytest.approx(9.0)
