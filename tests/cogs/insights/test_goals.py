"""What figures shall reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.reports import Figure, Unit
from cogs.insights.domain.goals import Goal, parse_target
from cogs.insights.domain.report import as_json
from cogs.insights.embeds import report_embed
from cogs.insights.exports import page
from tests.cogs.insights import sample_reports as samples


@pytest.mark.parametrize(
    ("text", "unit", "target"),
    [
        ("2500", "count", 2500),
        (" 40 % ", "rate", 0.4),
        ("40", "rate", 0.4),
        ("0,4", "rate", 0.4),
        ("+0.3", "score", 0.3),
        ("40 %", "count", None),
        ("many", "count", None),
        ("1e9", "count", None),
        ("nan", "score", None),
    ],
)
def test_targets_as_people_write_them(text: str, unit: Unit, target: float | None) -> None:
    assert parse_target(text, unit) == target


@pytest.mark.parametrize(
    ("value", "better", "target", "reached", "progress"),
    [
        (50, 1, 100, False, 0.5),
        (100, 1, 100, True, 1.0),
        (150, 1, 100, True, 1.0),
        (-5, 1, 100, False, 0.0),
        (200, -1, 100, False, 0.5),
        (100, -1, 100, True, 1.0),
        (0, -1, 0, True, 1.0),
        (3, -1, 0, False, 0.0),
        (None, 1, 100, None, None),
    ],
)
def test_progress_is_measured_in_the_wished_direction(
    value: float | None, better: int, target: float, reached: bool | None, progress: float | None
) -> None:
    goal = Goal(Figure("x", value, better=better), "X", target)  # type: ignore[arg-type]

    assert (goal.reached, goal.progress) == (reached, progress)


def test_reports_show_goals_and_advice() -> None:
    full = samples.full()
    goal = Goal(full.figures["messages"], "Messages", 3_000)
    report = replace(full, goals=[goal], advice={full.findings[0]: "Ask <b>more</b> questions."})

    embed = report_embed(report)
    fields = {field.name: field.value for field in embed.fields}
    assert fields["Goals"] == "▫️ Messages: 2,856, goal: at least 3,000 (95 %)"
    assert "→ *Ask <b\\>more</b\\> questions.*".replace("\\", "") in str(embed.description).replace(
        "\\", ""
    )
    html = page(report)
    assert "2,856, goal: at least 3,000 (95 %)" in html
    assert "Ask &lt;b&gt;more&lt;/b&gt; questions." in html
    data = as_json(report)
    assert data["goals"][0]["progress"] == pytest.approx(0.952)
    assert data["recommendations"] == [
        {"finding": full.findings[0], "advice": "Ask <b>more</b> questions."}
    ]
