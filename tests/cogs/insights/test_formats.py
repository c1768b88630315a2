from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports import Figure, Unit
from bot.windows import Window, parse_week, zone_named
from cogs.insights import formats
from cogs.insights.domain.report import Report
from cogs.insights.formats import alt
from tests.cogs.insights import sample_reports as samples


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


def of(value: float | None, unit: Unit = "count", better: int = 0) -> Figure:
    return Figure("some", value, unit, better)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1234, "count", "1,234"),
        (34.29, "count", "34.3"),
        (1234.56, "count", "1,235"),
        (60.0, "count", "60"),
        (-3, "count", "-3"),
        (0.34, "rate", "34 %"),
        (0.042, "rate", "4.2 %"),
        (0.0997, "rate", "10 %"),
        (0.0, "rate", "0 %"),
        (0.0001, "rate", "<0.1 %"),
        (-0.0001, "rate", "-0.1 %"),
        (-0.012, "rate", "-1.2 %"),
        (0.9996, "rate", "99.9 %"),
        (1.0, "rate", "100 %"),
        (12.5, "rate", "1,250 %"),
        (0, "seconds", "0 s"),
        (45.4, "seconds", "45 s"),
        (125, "seconds", "2 min 5 s"),
        (7500, "seconds", "2 h 5 min"),
        (7199, "seconds", "2 h"),
        (273_600, "seconds", "3 d 4 h"),
        (-7500, "seconds", "-2 h 5 min"),
        (0.31, "score", "+0.31"),
        (-0.5, "score", "-0.50"),
        (-0.001, "score", "0.00"),
        (None, "rate", "—"),
    ],
)
def test_values_read_as_people_write_them(value: float | None, unit: Unit, text: str) -> None:
    assert plain(formats.figure_text(of(value, unit))) == text


@pytest.mark.parametrize(
    ("now", "before", "unit", "better", "text"),
    [
        (110, 100, "count", 1, "🟢 ▲ +10 %"),
        (90, 100, "count", 1, "🔴 ▼ -10 %"),
        (90, 100, "count", -1, "🟢 ▼ -10 %"),
        (10_030, 10_000, "count", 0, "⚪ ▲ +0.3 %"),
        (10_001, 10_000, "count", 1, "⚪ ▬ no change"),
        (100, 100, "count", 1, "⚪ ▬ no change"),
        (3, 1, "count", 1, "🟢 ▲ +2"),
        (5, 0, "count", 1, "🟢 ▲ +5"),
        (-20, 12, "count", 1, "🔴 ▼ -32"),
        (0.342, 0.31, "rate", 1, "🟢 ▲ +3.2 pp"),
        (0.31001, 0.31, "rate", 1, "⚪ ▬ no change"),
        (1200.0, 7500.0, "seconds", -1, "🟢 ▼ -1 h 45 min"),
        (28_980.0, 26_080.0, "seconds", -1, "🔴 ▲ +48 min"),
        (200_000.0, 86_400.0, "seconds", -1, "🔴 ▲ +1 d 8 h"),
        (0.31, 0.36, "score", 1, "🔴 ▼ -0.05"),
    ],
)
def test_changes_say_how_much_and_whether_it_is_good(
    now: float, before: float, unit: Unit, better: int, text: str
) -> None:
    change = formats.change_between(of(now, unit, better), of(before, unit))

    assert plain(str(change)) == text


@pytest.mark.parametrize(("now", "before"), [(None, of(1)), (1, of(None)), (1, None)])
def test_what_is_undefined_has_no_change(now: float | None, before: Figure | None) -> None:
    assert formats.change_between(of(now), before) is None


@given(
    st.floats(-1e9, 1e9) | st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9),
    st.sampled_from(["count", "rate", "seconds", "score"]),
    st.sampled_from([-1, 0, 1]),
)
def test_every_number_can_be_written(now: float, before: float, unit: Unit, better: int) -> None:
    figure = of(now, unit, better)

    change = formats.change_between(figure, of(before, unit))

    assert formats.figure_text(figure)
    assert change is not None
    assert (change.direction == 0) == ("no change" in change.text)
    assert not change.text.startswith("-")


def test_counts_stand_behind_a_rate() -> None:
    assert formats.counts_text(samples.rate("some", 12, 3400)) == "12 of 3,400"
    assert formats.counts_text(of(3)) == ""


@pytest.mark.parametrize(
    ("first", "days", "text"),
    [
        (date(2020, 3, 2), 7, "2–8 March 2020"),
        (date(2020, 3, 30), 7, "30 March – 5 April 2020"),
        (date(2019, 12, 30), 7, "30 December 2019 – 5 January 2020"),
        (date(2020, 3, 2), 1, "2 March 2020"),
    ],
)
def test_a_period_names_month_and_year_once(first: date, days: int, text: str) -> None:
    window = Window(zone_named("UTC"), first.toordinal(), first.toordinal() + days)

    assert formats.period(window) == text


def test_only_calendar_weeks_have_a_week_label() -> None:
    week = parse_week("2020-W13", zone_named("Europe/Berlin"))

    assert formats.week_label(week) == "2020-W13"
    assert formats.week_label(week.shifted(1)) == ""


def test_a_week_with_a_clock_change_has_its_seven_days() -> None:
    report = samples.hostile()

    assert formats.when(report) == "2020-W13 · 23–29 March 2020 · Europe/Berlin"


def test_an_unknown_language_reads_english() -> None:
    assert formats.day_text(date(2020, 3, 2), "xx-YY") == "Mon 2 March"


def test_clean_takes_out_what_acts() -> None:
    assert formats.clean("a\x1b[31m\u202eb\n c\u200d👍 \u202e") == "a[31mb c\u200d👍"


def test_a_full_report_is_described() -> None:
    text = plain(alt.alt_text(samples.full()))

    assert "Harbour, 2020-W10" in text
    assert "2,856 in all, most on Thu 5 March (610), fewest on Sun 8 March (205)" in text
    assert "37 to 80" in text
    assert "most positive on Sat 7 March (40 % positive)" in text
    assert "Of the 20 who joined in 2020-W09, 40 % were active one week later." in text
    assert "Over the 11 weeks" in text


def test_one_cohort_and_one_week_are_described() -> None:
    texts = alt.alt_texts(samples.hostile())

    assert plain(texts["retention"]).endswith("100 % were active one week later.")
    assert texts["weeks"] == "In 2020-W13: messages 3, active members 1."


@pytest.mark.parametrize(
    "report", [samples.empty(), samples.month(), samples.full(), samples.hostile()]
)
def test_descriptions_fit_discord(report: Report) -> None:
    assert 0 < len(alt.alt_text(report)) <= 1_000
    assert all(alt.alt_texts(report).values())


def test_nothing_is_described_as_nothing() -> None:
    assert "Nothing is known of these days yet." in alt.alt_text(samples.empty())
