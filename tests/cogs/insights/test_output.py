from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.client import Steward, create_bot
from bot.clock import ManualClock
from bot.config import load_settings
from bot.directory import remember_guild
from bot.errors import UserError
from bot.ledger.facts import MessageFact
from bot.ledger.write import write_guild
from bot.reports import ReportOrder, ReportWriter
from tests.cogs.insights.figure_histories import GUILD

NOW = datetime(2020, 3, 11, 12, tzinfo=UTC)
AT = datetime(2020, 3, 3, 12, tzinfo=UTC)
WEEK = "2020-W10"


@pytest.fixture
async def bot(sqlite_url: str) -> AsyncIterator[Steward]:
    async with create_bot(load_settings(database_url=sqlite_url), clock=ManualClock(NOW)) as house:
        await house.open()
        zone = await house.guild_settings.zone(GUILD)
        async with house.database.begin() as connection:
            await remember_guild(connection, GUILD, "Town")
            facts = [MessageFact(GUILD, 1, 1, 1, AT)]
            await write_guild(connection, GUILD, facts, house.ledger.projections, zone)
        yield house


@pytest.fixture
def writer(bot: Steward) -> ReportWriter:
    return bot.ports.get(ReportWriter)  # type: ignore[type-abstract]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


async def test_every_file_is_written(writer: ReportWriter, tmp_path: Path) -> None:
    out = tmp_path / "out" / "deep"
    order = ReportOrder(
        GUILD,
        WEEK,
        json=out / "report.json",
        html=out / "report.html",
        csv=out / "report.csv",
        charts=out / "charts",
    )

    written = await writer.write(order)

    assert set(written.files) == {path for path in out.rglob("*") if path.is_file()}
    assert {"report.json", "report.html", "report.csv", "activity.png"} <= names(out)
    found = json.loads((out / "report.json").read_text())
    assert (found["kpis"]["messages"], found["window"]["label"]) == (1, WEEK)
    assert (out / "charts" / "activity.png").read_bytes().startswith(b"\x89PNG")
    assert "Town" in written.text


async def test_without_files_there_is_the_text(writer: ReportWriter) -> None:
    written = await writer.write(ReportOrder(GUILD, WEEK))
    assert written.files == []
    assert "2020" in written.text


async def test_without_a_week_an_imported_history_gives_its_own(writer: ReportWriter) -> None:
    assert WEEK in (await writer.write(ReportOrder(GUILD))).text


async def test_what_cannot_be_written_leaves_nothing(writer: ReportWriter, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "taken.html").mkdir(parents=True)
    order = ReportOrder(GUILD, WEEK, json=out / "report.json", html=out / "taken.html")

    with pytest.raises(IsADirectoryError) as refused:
        await writer.write(order)

    assert refused.value.filename == str(out / "taken.html")
    assert names(out) == set()


async def test_a_folder_that_is_a_file_leaves_nothing(writer: ReportWriter, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("")
    order = ReportOrder(
        GUILD, WEEK, json=tmp_path / "out" / "a.json", csv=tmp_path / "blocked" / "b.csv"
    )

    with pytest.raises(OSError, match="blocked"):
        await writer.write(order)

    assert names(tmp_path / "out") == set()


async def test_an_old_file_is_replaced(writer: ReportWriter, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    await writer.write(ReportOrder(GUILD, WEEK, json=target))
    assert json.loads(target.read_text())["kpis"]["messages"] == 1


async def test_a_week_that_cannot_be_is_refused_before_anything_is_written(
    writer: ReportWriter, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        await writer.write(ReportOrder(GUILD, "2021-W53", json=tmp_path / "out" / "report.json"))
    assert not (tmp_path / "out").exists()
