"""Several settings at once, and the history of who changed what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar, Self

import pytest
from pydantic import Field, model_validator

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import (
    DEFAULT,
    GuildModel,
    GuildSettings,
    NewValue,
    ServerSettings,
    guild_models,
)
from bot.member_data import forget_rows
from bot.setting_changes import SettingChange
from bot.signals import Signals

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD, OTHER, ADA, BOB = 10, 20, 1, 2


class LampSettings(GuildModel):
    """Lamps."""

    section: ClassVar[str] = "lamps"

    watts: int = Field(40, description="How bright.")
    limit: int = Field(60, description="The brightest.")

    @model_validator(mode="after")
    def _within_the_limit(self) -> Self:
        if self.watts > self.limit:
            raise ValueError("A lamp cannot be brighter than the brightest. Choose less.")
        return self


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def settings(database: Database, clock: ManualClock) -> GuildSettings:
    return GuildSettings(database, clock, Signals())


async def test_who_changed_what_and_when_is_kept(
    settings: GuildSettings, clock: ManualClock
) -> None:
    await settings.set(GUILD, LampSettings, "watts", 50, by=ADA)
    clock.set(NOW + timedelta(hours=1))
    await settings.reset(GUILD, LampSettings, "watts", by=BOB)
    await settings.set(GUILD, ServerSettings, "zone", "Asia/Tokyo", by=ADA)
    await settings.set(OTHER, LampSettings, "watts", 1)

    later = NOW + timedelta(hours=1)
    assert await settings.history(GUILD) == [
        SettingChange("server", "zone", "UTC", "Asia/Tokyo", later, ADA),
        SettingChange("lamps", "watts", 50, 40, later, BOB),
        SettingChange("lamps", "watts", 40, 50, NOW, ADA),
    ]
    assert [change.new for change in await settings.history(GUILD, section="lamps")] == [40, 50]
    assert await settings.history(GUILD, section="lamps", key="limit") == []
    assert len(await settings.history(GUILD, limit=1)) == 1


async def test_what_changes_nothing_is_no_change(settings: GuildSettings) -> None:
    await settings.set(GUILD, LampSettings, "watts", 40, by=ADA)
    await settings.reset(GUILD, LampSettings, "watts", by=ADA)

    assert await settings.history(GUILD) == []


async def test_several_change_together_where_singly_they_could_not(
    settings: GuildSettings,
) -> None:
    values = [NewValue(LampSettings, "watts", 90), NewValue(LampSettings, "limit", 100)]

    assert await settings.check(GUILD, values) == values
    await settings.change(GUILD, values, by=ADA)

    assert await settings.get(GUILD, LampSettings) == LampSettings(watts=90, limit=100)
    assert await settings.changed_keys(GUILD) == {("lamps", "watts"), ("lamps", "limit")}


async def test_all_or_none(settings: GuildSettings) -> None:
    values = [
        NewValue(ServerSettings, "zone", "Asia/Tokyo"),
        NewValue(LampSettings, "watts", 90),
    ]

    with pytest.raises(UserError, match="cannot be brighter"):
        await settings.change(GUILD, values)

    assert (await settings.zone(GUILD)).key == "UTC"
    assert await settings.history(GUILD) == []


async def test_a_check_names_what_would_change_and_changes_nothing(
    settings: GuildSettings,
) -> None:
    await settings.set(GUILD, LampSettings, "watts", 50)
    values = [
        NewValue(ServerSettings, "zone", "UTC"),
        NewValue(LampSettings, "watts", DEFAULT),
        NewValue(LampSettings, "limit", "61"),
    ]

    assert await settings.check(GUILD, values) == [
        NewValue(LampSettings, "watts", 40),
        NewValue(LampSettings, "limit", 61),
    ]
    assert await settings.get(GUILD, LampSettings) == LampSettings(watts=50)


async def test_a_forgotten_member_changed_nothing_by_name(settings: GuildSettings) -> None:
    await settings.set(GUILD, LampSettings, "watts", 50, by=ADA)
    await settings.set(GUILD, LampSettings, "watts", 51, by=BOB)

    async with settings._database.begin() as connection:
        await forget_rows(connection, GUILD, ADA)

    assert [change.by for change in await settings.history(GUILD)] == [BOB, None]


def test_the_settings_of_every_feature_are_known() -> None:
    sections = [model.section for model in guild_models()]

    assert sections[0] == "server"
    assert "insights" in sections
