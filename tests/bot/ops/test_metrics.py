from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from bot import __version__
from bot.ops.metrics import LoopWatch, Metrics

BOUNDED_LABELS = {
    "kind", "outcome", "name", "place", "event", "version", "python", "discord_py", "le",
}  # fmt: skip


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def labels_used(metrics: Metrics) -> Iterator[str]:
    for family in text_string_to_metric_families(metrics.exposition().decode()):
        for sample in family.samples:
            yield from sample.labels


def test_two_sets_of_figures_do_not_mix(metrics: Metrics) -> None:
    other = Metrics()

    metrics.facts_repeated.inc(3)

    assert metrics.registry.get_sample_value("steward_facts_repeated_total") == 3
    assert other.registry.get_sample_value("steward_facts_repeated_total") == 0
    assert REGISTRY.get_sample_value("steward_facts_repeated_total") is None


def test_every_figure_is_exposed_with_bounded_labels_only(metrics: Metrics) -> None:
    metrics.facts_written.labels("MessageFact").inc(5)
    metrics.facts_dropped.inc()
    metrics.facts_waiting.set(7)
    metrics.flush_facts.observe(120)
    with metrics.flush_seconds.time(), metrics.enrich_seconds.time():
        pass
    metrics.jobs.labels("reminder", "done").inc()
    metrics.commands.labels("report weekly").inc()
    metrics.errors.labels("ledger").inc()
    metrics.guilds.set(3)
    metrics.shards_connected.set(1)

    value = metrics.registry.get_sample_value
    assert value("steward_facts_written_total", {"kind": "MessageFact"}) == 5
    assert value("steward_flush_facts_bucket", {"le": "250.0"}) == 1
    assert value("steward_flush_facts_bucket", {"le": "100.0"}) == 0
    assert value("steward_jobs_total", {"kind": "reminder", "outcome": "done"}) == 1
    assert value("steward_commands_total", {"name": "report weekly"}) == 1
    assert set(labels_used(metrics)) <= BOUNDED_LABELS


def test_build_info_tells_the_version(metrics: Metrics) -> None:
    families = text_string_to_metric_families(metrics.exposition().decode())

    info = next(family for family in families if family.name == "steward_build_info")

    assert info.samples[0].labels["version"] == __version__
    assert info.samples[0].value == 1


async def test_the_watch_counts_turns_and_stops(metrics: Metrics) -> None:
    async with LoopWatch(metrics, timedelta(milliseconds=5)) as watch:
        await asyncio.sleep(0.05)

    seen = metrics.registry.get_sample_value("steward_event_loop_lag_seconds_count")
    assert seen is not None
    assert seen >= 2
    assert watch.lag < timedelta(seconds=1)
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "loop-watch"]


async def test_a_blocked_loop_is_measured_and_logged(
    metrics: Metrics, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ops.metrics._BLOCKED_S", 0.05)

    with capture_logs() as logs:
        async with LoopWatch(metrics, timedelta(milliseconds=5)) as watch:
            await asyncio.sleep(0)
            time.sleep(0.12)  # noqa: ASYNC251 - blocking is what is tested
            await asyncio.sleep(0.002)

            assert watch.lag > timedelta(milliseconds=50)

    assert [entry["event"] for entry in logs] == ["the event loop was blocked"]


async def test_a_watch_is_started_once_and_stopped_as_often_as_you_like(metrics: Metrics) -> None:
    watch = LoopWatch(metrics)
    await watch.stop()
    watch.start()

    with pytest.raises(RuntimeError, match="already"):
        watch.start()

    await watch.stop()
    await watch.stop()
