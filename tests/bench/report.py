"""How long ``/report weekly`` takes, and how long it holds up the event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from bot.client import create_bot
from bot.clock import ManualClock
from bot.config import load_settings
from bot.db import Database
from bot.reports import ReportRequest
from bot.windows import Window
from cogs.answers.service.responses import Queries
from cogs.insights.domain.report import Report
from cogs.insights.embeds import report_embed
from cogs.insights.section import CommunitySection
from cogs.insights.service.reports import InsightsService
from cogs.insights.views.report import picture
from cogs.sentiment.section import SentimentSection
from tests.bench.community import GUILD, Community

_TICK_S = 0.005


class Lag:
    """The longest time, in seconds, that a task had to wait for its turn."""

    def __init__(self) -> None:
        self.longest_s = 0.0

    async def watch(self) -> None:
        """Tick until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _TICK_S
            await asyncio.sleep(_TICK_S)
            self.longest_s = max(self.longest_s, loop.time() - due)


@asynccontextmanager
async def watched() -> AsyncIterator[Lag]:
    """Measure the event loop's lag within the block."""
    lag = Lag()
    task = asyncio.create_task(lag.watch())
    await asyncio.sleep(2 * _TICK_S)
    lag.longest_s = 0.0
    try:
        yield lag
        await asyncio.sleep(2 * _TICK_S)
    finally:
        task.cancel()


def newest_week(community: Community) -> Window:
    """The last week of the community's history."""
    return Window(ZoneInfo("UTC"), community.end - 7, community.end)


async def collected(database: Database, community: Community) -> list[dict[str, Any]]:
    """Return every figure of the newest week, and those series that are not figures."""
    request = ReportRequest(GUILD, newest_week(community), help_channel_ids=community.help_channels)
    sections = [
        await CommunitySection(database, ManualClock(community.now), Queries).collect(request),
        await SentimentSection(database).collect(request),
    ]
    return [
        {figure.key: figure.value for figure in section.figures} | section.series
        for section in sections
    ]


async def report_figures(url: str, community: Community, *, times: int = 5) -> dict[str, float]:
    """Measure the report of the newest week in the filled database at ``url``.

    Medians of ``times`` runs, in milliseconds, after one that is not counted: ``figures_ms``,
    ``whole_ms`` (from the question to embed and picture); the longest lag of the loop over all
    runs: ``figures_lag_ms``, ``whole_lag_ms``; ``first_whole_ms``: the very first run, with all
    that is imported and made ready in it.
    """
    settings = load_settings(database_url=url)
    async with create_bot(settings, clock=ManualClock(community.now)) as bot:
        await bot.open()
        service = bot.ports.get(InsightsService)

        async def figures() -> Report:
            return await service.report(
                GUILD, newest_week(community), help_channel_ids=community.help_channels
            )

        async def whole() -> None:
            report = await figures()
            report_embed(report)
            await picture(report)

        first, _ = await _measured(whole, 1)
        figures_s, figures_lag_s = await _measured(figures, times)
        whole_s, whole_lag_s = await _measured(whole, times)
    return {
        "figures_ms": 1_000 * figures_s,
        "figures_lag_ms": 1_000 * figures_lag_s,
        "whole_ms": 1_000 * whole_s,
        "whole_lag_ms": 1_000 * whole_lag_s,
        "first_whole_ms": 1_000 * first,
    }


async def _measured(work: Callable[[], Awaitable[Any]], times: int) -> tuple[float, float]:
    """Return the median time and the longest lag of ``work``, in seconds."""
    took: list[float] = []
    async with watched() as lag:
        for _ in range(times):
            start = time.perf_counter()
            await work()
            took.append(time.perf_counter() - start)
    return median(took), lag.longest_s
