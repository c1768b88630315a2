"""The short form of every scenario; ``make chaos`` plays them in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.figure import table
from tests.chaos.scenarios import SCENARIOS
from tests.chaos.stage import Stage
from tests.plugins.databases import Postgres
from tests.wire.double import WireDouble
from tests.wire.double_process import DoubleProcess


@pytest.mark.long
@pytest.mark.parametrize("name", SCENARIOS)
async def test_a_scenario_leaves_everything_in_order(
    name: str,
    double_process: DoubleProcess,
    database_url: str,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    server: Postgres | None = None
    if database_url.startswith("postgresql"):
        server = request.getfixturevalue("postgres_server")
    async with WireDouble.start(double_process) as double:
        figures = await SCENARIOS[name](Stage(double, database_url, tmp_path, False, server))

    assert figures
    assert all(figure.ok for figure in figures), "\n" + table(figures)
