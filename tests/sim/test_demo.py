"""The demo from beginning to end, as ``python -m bot demo`` runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.app import app


@pytest.mark.long
def test_the_demo_shows_the_week_of_a_community(tmp_path: Path) -> None:
    out = tmp_path / "shown"

    result = CliRunner().invoke(app, ["demo", "--out", str(out)])

    assert result.exit_code == 0, result.output
    assert "Meeple Harbour" in result.output
    files = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert files == {
        "embed.json",
        "embed.txt",
        "overview.png",
        "report.json",
        "report.html",
        "report.csv",
        "charts/activity.png",
        "charts/sentiment.png",
        "charts/retention.png",
        "charts/weeks.png",
        "charts/hours.png",
        "charts/growth.png",
        "charts/waits.png",
        "charts/funnel.png",
    }
    embed = json.loads((out / "embed.json").read_text())
    assert embed["image"]["url"] == "attachment://overview.png"
    figures = json.loads((out / "report.json").read_text())["kpis"]
    assert figures["messages"] == 950
    assert figures["members"] == 56
    sentences = embed["description"].count("•")
    assert sentences == 3
    assert "#general" in embed["description"].replace("\\", "")
    assert (out / "overview.png").read_bytes().startswith(b"\x89PNG")


def test_a_place_that_is_no_folder_is_refused_at_once(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")

    result = CliRunner().invoke(app, ["demo", "--out", str(taken)])

    assert "is no folder" in str(result.exception)
    assert taken.read_text() == "mine"
