"""The tables that the bench measures on are those that the facts would make."""

from __future__ import annotations

from pathlib import Path

from bot.db import Database
from bot.ledger.projections import Projections
from bot.ledger.write import write_guild
from cogs.sentiment.models import SentimentDay
from tests.bench.community import GUILD, UTC_ZONE, Community, fill, introduce, projections
from tests.bench.report import collected, report_figures
from tests.bot.ledger.ledgerkit import ACTIVITY_TABLES, dump, sqlite_copy

SMALL = Community(80, weeks=7)


async def tell(database: Database) -> None:
    registry = Projections()
    for projection in projections():
        registry.register(projection)
    await introduce(database, SMALL)
    for facts in SMALL.facts():
        async with database.begin() as connection:
            await write_guild(connection, GUILD, facts, registry, UTC_ZONE)


async def test_tables_and_figures_are_those_of_the_facts(
    database: Database, database_url: str, sqlite_template: Path
) -> None:
    await fill(database_url, SMALL)

    tables = [*ACTIVITY_TABLES, SentimentDay.__table__]
    async with sqlite_copy(sqlite_template) as told:
        await tell(told)
        assert await dump(database, tables) == await dump(told, tables)
        found, wanted = await collected(database, SMALL), await collected(told, SMALL)
    for part in (*found, *wanted):
        # Counted from every message, of which the filled ledger holds some alone.
        part.pop("hours", None)
    assert found == wanted
    undefined = {key for part in wanted for key, value in part.items() if value is None}
    assert not undefined


async def test_every_figure_of_the_bench_is_measured(sqlite_url: str) -> None:
    await fill(sqlite_url, SMALL)

    found = await report_figures(sqlite_url, SMALL, times=1)

    assert all(value >= 0 for value in found.values())
    assert {"figures_ms", "figures_lag_ms", "whole_ms", "whole_lag_ms"} <= found.keys()
