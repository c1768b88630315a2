from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.text.durations import format_duration, parse_duration

SECOND, FOUR_WEEKS = timedelta(seconds=1), timedelta(days=28)


def parsed(text: str) -> timedelta:
    return parse_duration(text, least=SECOND, most=FOUR_WEEKS)


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("10m", timedelta(minutes=10)),
        ("2h30m", timedelta(hours=2, minutes=30)),
        (" 3D ", timedelta(days=3)),
        ("1w", timedelta(weeks=1)),
        ("2 hours", timedelta(hours=2)),
        ("1 day 3 hours", timedelta(days=1, hours=3)),
        ("1 day, 2 hrs and 5 min", timedelta(days=1, hours=2, minutes=5)),
        ("1.5h", timedelta(minutes=90)),
        ("1,5 h", timedelta(minutes=90)),
        ("90s", timedelta(seconds=90)),
        ("0.6s", timedelta(seconds=1)),
    ],
)
def test_people_write_durations_in_many_ways(text: str, duration: timedelta) -> None:
    assert parsed(text) == duration


@pytest.mark.parametrize(
    "text", ["", "  ", "10", "soon", "5 months", "1h and", "-5m", "1e3s", "h", "1 h x", "9" * 50]
)
def test_what_cannot_be_read_is_refused_with_examples(text: str) -> None:
    with pytest.raises(UserError, match="2h30m"):
        parsed(text)


@pytest.mark.parametrize("text", ["0s", "29d", "999999999w"])
def test_what_is_out_of_bounds_is_refused_with_the_bounds(text: str) -> None:
    with pytest.raises(UserError, match="from 1 second to 4 weeks"):
        parsed(text)


def test_the_sentence_does_not_echo_markdown() -> None:
    with pytest.raises(UserError, match=r"\\\*\\\*bold"):
        parsed("**bold** " * 100)


@given(st.integers(1, 28 * 86_400))
def test_what_is_written_can_be_read(seconds: int) -> None:
    duration = timedelta(seconds=seconds)

    assert parsed(format_duration(duration)) == duration


@pytest.mark.parametrize(
    ("duration", "parts", "text"),
    [
        (timedelta(days=9, hours=1, seconds=1), 5, "9 days 1 hour 1 second"),
        (timedelta(days=9, hours=1, seconds=1), 2, "9 days 1 hour"),
        (timedelta(days=30), 2, "30 days"),
        (timedelta(days=14), 2, "2 weeks"),
        (timedelta(seconds=0.9), 5, "0 seconds"),
        (timedelta(days=7_000), 5, "1,000 weeks"),
    ],
)
def test_durations_are_written_in_words(duration: timedelta, parts: int, text: str) -> None:
    assert format_duration(duration, parts=parts) == text


def test_a_negative_duration_is_an_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        format_duration(-SECOND)
