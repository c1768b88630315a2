"""The rules of badges, without a database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.recognition.domain.badges import (
    MOST_BADGES,
    STARTERS,
    UNITS,
    Figure,
    is_emoji,
    joined_by,
    parse_thresholds,
    reached,
    stored_for,
    value_of,
    years_between,
)
from cogs.recognition.domain.levels import Curve

DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
COUNTED = [figure for figure in Figure if figure not in (Figure.YEARS, Figure.EARLY)]


@pytest.mark.parametrize(
    ("text", "figure", "tiers"),
    [
        ("10", Figure.KUDOS, (10,)),
        (" 10, 50,100 ", Figure.MESSAGES, (10, 50, 100)),
        ("1 / 2 / 5", Figure.YEARS, (1, 2, 5)),
        ("100, 10", Figure.EARLY, (100, 10)),
    ],
)
def test_tiers_are_read_as_they_are_typed(
    text: str, figure: Figure, tiers: tuple[int, ...]
) -> None:
    assert parse_thresholds(text, figure) == tiers


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("", Figure.KUDOS),
        ("many", Figure.KUDOS),
        ("0", Figure.KUDOS),
        ("1", Figure.STREAK),
        ("5, 5", Figure.KUDOS),
        ("10, 5", Figure.KUDOS),
        ("10, 100", Figure.EARLY),
        ("1001", Figure.EARLY),
        ("1 2 3 4 5 6", Figure.KUDOS),
        ("1000001", Figure.XP),
    ],
)
def test_tiers_that_say_nothing_are_refused(text: str, figure: Figure) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_thresholds(text, figure)


@given(
    st.sampled_from(COUNTED),
    st.integers(1, 10_000),
    st.integers(0, 10**9),
    st.builds(Curve, st.integers(1, 500), st.integers(0, 200)),
)
def test_the_preview_and_the_award_agree(
    figure: Figure, threshold: int, stored: int, curve: Curve
) -> None:
    # The preview asks the database for so much, the award computes the figure.
    enough = stored >= stored_for(figure, threshold, curve)
    assert enough == bool(reached(figure, value_of(figure, stored, curve), (threshold,)))


@given(DATES, DATES, st.integers(1, 50))
def test_years_are_full_ones(joined: date, today: date, years: int) -> None:
    assert (years_between(joined, today) >= years) == (joined <= joined_by(years, today))


@given(DATES)
def test_every_year_has_one_anniversary(joined: date) -> None:
    after = [joined + timedelta(days=number) for number in range(3 * 366)]
    years = [years_between(joined, day) for day in after]
    assert years == sorted(years)
    assert set(years) >= {0, 1, 2}


def test_the_first_members_reach_the_hardest_tier() -> None:
    tiers = (100, 10)
    assert [reached(Figure.EARLY, place, tiers) for place in (0, 1, 10, 11, 100, 101)] == [
        0,
        2,
        2,
        1,
        1,
        0,
    ]


@pytest.mark.parametrize("text", ["🏅", "👣", "🎟️", "🇫🇷", "1️⃣", "👩‍🚀", "❤️", "‼️"])
def test_an_emoji_is_known(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize("text", ["", "a", "ok", "1", "🏅 🏅", "<b>", ":tada:", "@", "🏅" * 17])
def test_what_is_no_emoji_is_known(text: str) -> None:
    assert not is_emoji(text)


def test_the_starter_set_counts_no_raw_volume() -> None:
    assert len(STARTERS) <= MOST_BADGES
    for _, emoji, figure, tiers in STARTERS:
        assert is_emoji(emoji)
        assert parse_thresholds(", ".join(map(str, tiers)), figure) == tiers
        assert figure is not Figure.MESSAGES
    assert UNITS[Figure.VOICE_HOURS] == 3_600
