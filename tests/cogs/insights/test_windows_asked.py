"""Windows as managers write them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.errors import UserError
from bot.windows import zone_named
from cogs.insights.service.windows import between, parse_window, window_key

BERLIN = zone_named("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-W10", (2020, 3, 2), (2020, 3, 8)),
        ("2020w10", (2020, 3, 2), (2020, 3, 8)),
        ("2020-02", (2020, 2, 1), (2020, 2, 29)),
        ("2020-12", (2020, 12, 1), (2020, 12, 31)),
        (" 2020-03-02 ", (2020, 3, 2), (2020, 3, 2)),
        ("2020-03-02..2020-03-15", (2020, 3, 2), (2020, 3, 15)),
        ("2020-03-02 to 2020-03-15", (2020, 3, 2), (2020, 3, 15)),
        ("2020-W10 – 2020-04", (2020, 3, 2), (2020, 4, 30)),
        ("2020-01-01..2020-12-31", (2020, 1, 1), (2020, 12, 31)),
    ],
)
def test_what_names_a_window(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    window = parse_window(text, BERLIN)

    assert window.first_day == date(*first).toordinal()
    assert window.end_day == date(*last).toordinal() + 1
    assert parse_window(window_key(window), BERLIN) == window


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("yesterday", "cannot read"),
        ("2020-13", "cannot read"),
        ("2020-02-30", "cannot read"),
        ("2020-01-01..2020-01-02..2020-01-03", "cannot read"),
        ("..", "cannot read"),
        ("2021-W53", "There is no week 53"),
        ("0020-01-01", "I know years from 1900 to 9998"),
        ("2020-03-02..2020-03-01", "lies before"),
        ("2020-01-01..2021-01-01", "367 days"),
    ],
)
def test_what_names_none_is_told_so(text: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        parse_window(text, BERLIN)


def test_two_options_make_one_window() -> None:
    assert between("2020-02", "2020-W10", BERLIN) == parse_window("2020-02-01..2020-03-08", BERLIN)
