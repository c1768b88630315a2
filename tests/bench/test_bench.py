"""Every group of figures measures something; ``make bench`` measures them in full."""

from __future__ import annotations

import math
from pathlib import Path

import orjson
import pytest

from tests.bench import figure, growth
from tests.bench.groups import GROUPS
from tests.bench.scale import Scale


@pytest.mark.long
@pytest.mark.parametrize(
    "group", ["automod", "badges", "boards", "database", "importing", "sentiment", "sustained"]
)
async def test_a_group_measures(group: str, tmp_path: Path) -> None:
    figures = await GROUPS[group](Scale(tmp_path, full=False))

    assert figures
    assert all(math.isfinite(one.value) and one.unit for one in figures)
    # Speed is not held here, but equality with the truth is.
    assert all(one.ok for one in figures if one.unit == "rows")


def test_a_figure_says_whether_it_reached_its_target() -> None:
    assert figure.at_most("a", 2.0, "s", "", 2).ok
    assert not figure.at_most("a", 2.1, "s", "", 2).ok
    assert not figure.at_least("a", 3_999, "/s", "", 4_000).ok
    assert "missed" in figure.table([figure.at_most("a", 2.1, "s", "", 2)])


def test_the_file_has_what_readers_of_it_expect(tmp_path: Path) -> None:
    figure.write([figure.shown("a", 1.23456, "µs", "how")], tmp_path / "build" / "bench.json")

    (row,) = orjson.loads((tmp_path / "build" / "bench.json").read_bytes())
    assert row == {
        "name": "a",
        "value": 1.235,
        "unit": "µs",
        "reference": "how",
        "target": "",
        "ok": True,
    }


def test_what_grows_as_its_square_is_found_out() -> None:
    linear = growth.Series("a", "s", (1.0, 10.0, 100.0), (1.0, 1.0, 1.0))
    square = growth.Series("a", "s", (1.0, 100.0, 10_000.0), (1.0, 10.0, 100.0))

    assert growth.share_of_n_log_n(linear) < 1
    assert growth.share_of_n_log_n(square) > 10
