"""The weekly report of a large server: its figures, and the whole with its picture."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.community import Community, fill
from tests.bench.figure import Figure, at_most, shown
from tests.bench.report import report_figures
from tests.bench.scale import Scale
from tests.plugins import databases


async def run(scale: Scale) -> list[Figure]:
    """Measure on both databases."""
    community = Community(scale.size(300, 100_000))
    figures = []
    for name, place in (("SQLite", _sqlite), ("PostgreSQL", _postgres)):
        with place(scale) as url:
            await asyncio.to_thread(databases.migrate, url)
            await fill(url, community)
            found = await report_figures(url, community, times=scale.repetitions)
        how = f"{community.size:,} active members, {community.weeks} weeks; {name}"
        figures += [
            at_most(f"figures of the weekly report, {name}", found["figures_ms"], "ms", how, 200),
            at_most(f"the whole weekly report, {name}", found["whole_ms"], "ms", how, 2_000),
            at_most(f"loop lag meanwhile, {name}", found["whole_lag_ms"], "ms", how, 50),
            shown(f"the first report after the start, {name}", found["first_whole_ms"], "ms", how),
        ]
    return figures


@contextmanager
def _sqlite(scale: Scale) -> Iterator[str]:
    yield f"sqlite:///{scale.folder / 'report.db'}"


@contextmanager
def _postgres(_scale: Scale) -> Iterator[str]:
    with databases.postgres_server(durable=True) as server:
        yield server.url("postgres")
