from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from bot.reports import Section
from bot.ui.themes import DARK, LIGHT, Theme
from cogs.insights import charts
from cogs.insights.domain.report import Report
from tests.cogs.insights import sample_reports as samples

SAMPLES = [samples.full, samples.empty, samples.hostile, samples.month]


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
def test_the_overview_is_one_small_opaque_picture(
    sample: Callable[[], Report], theme: Theme
) -> None:
    png = charts.overview(sample(), theme)

    image = Image.open(BytesIO(png))
    assert image.size == (1200, 900)
    assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255)
    assert opened(png).getpixel((2, 2)) == tuple(bytes.fromhex(theme.card.removeprefix("#")))
    assert len(png) < 300_000


def test_the_same_report_gives_the_same_bytes() -> None:
    assert charts.overview(samples.full()) == charts.overview(samples.full())
    assert charts.charts(samples.full()) == charts.charts(samples.full())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__)
def test_each_chart_comes_alone(sample: Callable[[], Report]) -> None:
    made = charts.charts(sample(), LIGHT, "svg")

    assert list(made) == [
        "activity",
        "sentiment",
        "retention",
        "weeks",
        "hours",
        "growth",
        "waits",
        "funnel",
    ]
    for svg in made.values():
        assert ET.fromstring(svg).get("viewBox") == "0 0 560 360"  # noqa: S314 - our own picture


def test_charts_for_a_folder_are_sharp() -> None:
    made = charts.charts(samples.full(), DARK, "png")

    assert {opened(png).size for png in made.values()} == {(1120, 720)}


def test_charts_show_different_things_for_different_figures() -> None:
    full, empty = charts.charts(samples.full()), charts.charts(samples.empty())

    assert all(full[name] != empty[name] for name in full)


@pytest.mark.parametrize(
    "series",
    [
        {"days": ["2020-03-02"], "messages_by_day": [3]},
        {"days": ["2020-03-02", "2020-03-03"], "active_by_day": [None, 3]},
        {"days": ["2020-03-02"], "messages_by_day": [0], "active_by_day": [0]},
        {
            "days": ["2020-03-02"],
            "sentiment_by_day": [{"positive": 0, "neutral": 9, "negative": 0}],
        },
        {"days": [], "messages_by_day": [], "sentiment_by_day": []},
        {"cohorts": [{"week": "2020-W01", "size": 3, "shares": [0.0, 0.0]}]},
        {"hours": [[0] * 24] * 6 + [[0] * 23 + [1]]},
        {"hours": [[0] * 24] * 7},
        {"growth_weeks": ["2020-W01"], "joins_by_week": [0], "leaves_by_week": [7_000]},
        {"waits": [0, 0, 0, 0, 0, 0, 1]},
        {"weeks": ["2020-W01"], "messages_by_week": [1_000_000], "active_by_week": [1]},
    ],
)
def test_whatever_is_there_is_drawn(series: dict[str, object]) -> None:
    section = Section("community", "Community", series=series)
    report = samples.report_of(section, window=samples.full().window)

    assert charts.overview(report)
    assert len(charts.charts(report)) == 8
