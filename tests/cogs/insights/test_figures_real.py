"""A real community's twelve weeks: every figure equals the plain computation, to the count."""

from __future__ import annotations

import asyncio
import gzip
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.cli import community
from bot.client import Steward, create_bot
from bot.config import load_settings
from bot.guild_settings import ServerSettings
from bot.history.load import load_export
from bot.ledger.facts import MessageFact, MessageFlag
from bot.reports import ReportOrder
from bot.windows import parse_week
from cogs.answers.domain.question import asks
from cogs.insights.domain.report import as_json
from cogs.insights.service.reports import InsightsService
from cogs.sentiment.domain.score import Scorer
from tests.cogs.insights.naive import Past

EXPORT = Path(__file__).parents[4] / "shared" / "data" / "community-2020q1.json.gz"
GUILD, GENERAL = 613425648685547541, 613425648685547545
WEEKS = [f"2020-W{week:02}" for week in range(2, 14)]
HELP = frozenset({GENERAL})

pytestmark = pytest.mark.skipif(
    not EXPORT.exists(), reason="the real history is kept outside the repository"
)


@cache
def messages() -> list[MessageFact]:
    """The messages of the export, read and scored here: no code of the importer's."""
    scorer = Scorer()
    with gzip.open(EXPORT) as file:
        records = json.load(file)["messages"]
    facts = []
    for record in records:
        author = int(record["author"]["id"])
        fact = MessageFact(
            GUILD,
            int(record["id"]),
            GENERAL,
            author,
            datetime.fromisoformat(record["timestamp"]),
            mentions=tuple({int(user["id"]) for user in record["mentions"]} - {author}),
            flags=MessageFlag.QUESTION if asks(record["content"]) else MessageFlag(0),
            score=scorer.score(record["content"])[0],
        )
        facts.append(fact)
    return facts


@pytest.fixture(scope="module")
def imported(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the history in it, days cut in UTC."""
    path = tmp_path_factory.mktemp("real") / "steward.db"
    shutil.copy(sqlite_template, path)

    async def load() -> None:
        async with house(path) as bot:
            await load_export(bot, EXPORT, lambda _count: None)

    asyncio.run(load())
    return path


@asynccontextmanager
async def house(path: Path) -> AsyncIterator[Steward]:
    async with create_bot(load_settings(database_url=f"sqlite:///{path}")) as bot:
        await bot.open()
        yield bot


async def report_of(bot: Steward, label: str) -> dict[str, Any]:
    service = bot.ports.get(InsightsService)
    window = await service.window(GUILD, label)
    return as_json(await service.report(GUILD, window, help_channel_ids=HELP))


ONBOARDING = {
    "greetings_open",
    "newcomers",
    "newcomers_screened",
    "newcomers_accepted",
    "newcomers_introduced",
    "newcomers_wrote",
    "newcomers_day7",
    "newcomers_first_message_s",
}
MODERATION = {
    "cases",
    *(f"cases_{action}" for action in ("warn", "timeout", "kick", "ban", "delete")),
    "measures_per_1000",
    "decision_median_s",
    "queue_waiting",
    "appeals",
    "appeals_upheld",
    "appeals_overturned",
    "automod_voided",
    "busiest_share",
    "night_share",
    "queue_time_s",
    "duty_time_s",
    "done_per_duty_hour",
}
RECOGNITION = {
    "recognised_rate",
    "kudos",
    "kudos_givers",
    "kudos_receivers",
    "helpers_unthanked",
    "kudos_top10_share",
    "badges_earned",
}
EVENTS = {
    "events_held",
    *(f"event_{what}" for what in ("rsvps", "attended", "people", "show_up", "mean_s")),
    *(f"event_{what}" for what in ("messages", "questions", "rating", "ratings")),
}
ANSWERS = {
    *(f"answers_{what}" for what in ("by_staff", "accepted", "helpers", "people_helped")),
    *(f"answers_{who}_{what}_s" for who in ("staff", "members") for what in ("median", "p90")),
}


def told(figures: dict[str, Any]) -> dict[str, Any]:
    """Leave out what features tell whose facts no export holds."""
    elsewhere = ONBOARDING | MODERATION | RECOGNITION | EVENTS | ANSWERS
    return {key: value for key, value in figures.items() if key not in elsewhere}


@pytest.mark.parametrize("name", ["UTC", "Europe/Berlin", "Asia/Kolkata"])
async def test_all_weeks_in_a_zone(imported: Path, tmp_path: Path, name: str) -> None:
    path, zone = tmp_path / "steward.db", ZoneInfo(name)
    shutil.copy(imported, path)
    async with house(path) as bot:
        await bot.guild_settings.set(GUILD, ServerSettings, "zone", name)
        past = Past(messages(), zone, now=bot.clock.now(), help_channels=HELP)

        # The week after the last is known in part where its days begin before UTC's.
        for label in [*WEEKS, "2020-W14"]:
            found = await report_of(bot, label)

            window = parse_week(label, zone)
            first, end = window.first_day, window.end_day
            known = bool(past.known_of(first, end))
            figures = past.figures(first, end)
            # Of a week that nothing is known of, no figure is 0.
            assert told(found["kpis"]) == (figures if known else dict.fromkeys(figures))
            known_before = bool(past.known_of(first - 7, first))
            before = past.figures(first - 7, first) if known_before else {}
            assert told(found["previous"]) == before
            assert found["window"]["days_observed"] == len(past.known_of(first, end))
            series = found["series"]
            assert (series["messages_by_day"], series["active_by_day"]) == past.by_day(first, end)
            assert [(row["size"], row["shares"]) for row in series["cohorts"]] == [
                (size, shares) for _, size, shares in past.cohorts(first)
            ]


async def test_another_zone_for_one_report_is_as_if_it_were_set(
    imported: Path, tmp_path: Path
) -> None:
    settings = load_settings(database_url=f"sqlite:///{imported}")
    order = ReportOrder(GUILD, "2020-W10", HELP, json=tmp_path / "report.json")

    await community._report(settings, order, "Asia/Kolkata")

    path = tmp_path / "steward.db"
    shutil.copy(imported, path)
    async with house(path) as bot:
        await bot.guild_settings.set(GUILD, ServerSettings, "zone", "Asia/Kolkata")
        expected = json.loads(json.dumps(await report_of(bot, "2020-W10")))
    found = json.loads((tmp_path / "report.json").read_text())
    assert {**found, "generated_at": ""} == {**expected, "generated_at": ""}


async def test_importing_again_changes_nothing(imported: Path, tmp_path: Path) -> None:
    path = tmp_path / "steward.db"
    shutil.copy(imported, path)
    async with house(path) as bot:
        before = await report_of(bot, "2020-W05")

        again = await load_export(bot, EXPORT, lambda _count: None)

        after = await report_of(bot, "2020-W05")
    assert again.new == 0
    assert {**after, "generated_at": ""} == {**before, "generated_at": ""}


async def test_the_newest_week_of_a_history_is_its_own(imported: Path) -> None:
    async with house(imported) as bot:
        window = await bot.ports.get(InsightsService).window(GUILD, None)
    assert window.label == "2020-W13"


def test_the_plain_side_is_not_fooled_by_order() -> None:
    zone, week = ZoneInfo("UTC"), parse_week("2020-W10", ZoneInfo("UTC"))
    now = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    turned = [replace(fact) for fact in reversed(messages())]
    straight, back = (Past(facts, zone, now=now) for facts in (messages(), turned))
    first, end = week.first_day, week.end_day
    assert straight.figures(first, end) == back.figures(first, end)
