"""Everything of a server goes, and nothing of another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot import erasure
from bot.client import Steward, create_bot
from bot.clock import ManualClock
from bot.config import settings_model
from bot.guild_settings import ServerSettings
from tests.plugins.filled import all_tables, counts, fill

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GONE, OTHER = 770_000_000_000_000_001, 770_000_000_000_000_002
ADA = 880_000_000_000_000_777


@pytest.fixture
async def bot(database_url: str) -> AsyncIterator[Steward]:
    settings = settings_model()(database_url=database_url)
    async with create_bot(settings, clock=ManualClock(NOON)) as made:
        await made.open()
        yield made


async def test_every_table_is_empty_of_it(bot: Steward, monkeypatch: pytest.MonkeyPatch) -> None:
    # Pages of one: the rows of a table are more than fit into one.
    monkeypatch.setattr(erasure, "_PAGE", 1)
    for guild_id in (GONE, OTHER):
        await fill(bot.database, guild_id, ADA)
    before = await counts(bot.database, OTHER)
    assert min(before.values()) >= 1
    assert set(before) == {table.name for table in all_tables()}

    await bot.erasure.erase(GONE)

    assert set((await counts(bot.database, GONE)).values()) == {0}
    assert await counts(bot.database, OTHER) == before


async def test_what_was_set_there_is_not_remembered(bot: Steward) -> None:
    await bot.guild_settings.set(GONE, ServerSettings, "zone", "Asia/Tokyo")
    await bot.guild_settings.set(GONE, ServerSettings, "features_off", ["insights"])
    assert not bot.feature_switch.is_on_now(GONE, "insights")

    await bot.erasure.erase(GONE)

    assert (await bot.guild_settings.zone(GONE)).key == "UTC"
    assert bot.feature_switch.is_on_now(GONE, "insights")
    assert set((await counts(bot.database, GONE)).values()) == {0}
