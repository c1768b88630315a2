"""Per-server settings: typed, checked, cached, in force at once, and hard to break."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar, Self, cast

import pytest
from pydantic import Field, model_validator
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import ManualClock
from bot.db import Database
from bot.db.upsert import put
from bot.errors import UserError
from bot.guild_settings import GuildModel, GuildSetting, GuildSettings, ServerSettings
from bot.signals import GuildSettingChanged, Signals

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD, OTHER = 10, 20
TABLE = cast("Table", GuildSetting.__table__)


class LampSettings(GuildModel):
    """Lamps."""

    section: ClassVar[str] = "lamps"

    watts: int = Field(40, ge=1, le=100, description="How bright.")
    limit: int = Field(60, description="The brightest.")
    rooms: list[int] = Field([], description="Where.")

    @model_validator(mode="after")
    def _within_the_limit(self) -> Self:
        if self.watts > self.limit:
            raise ValueError("A lamp cannot be brighter than the brightest. Choose less.")
        return self


class Listener:
    def __init__(self, signals: Signals) -> None:
        self.heard: list[GuildSettingChanged] = []
        signals.listen(GuildSettingChanged, self.hear)

    async def hear(self, signal: GuildSettingChanged) -> None:
        self.heard.append(signal)


@pytest.fixture
def signals() -> Signals:
    return Signals()


@pytest.fixture
def settings(database: Database, signals: Signals) -> GuildSettings:
    return GuildSettings(database, ManualClock(NOW), signals)


async def store(database: Database, section: str, values: dict[str, Any]) -> None:
    """Put values there that no version would write today."""
    rows = [
        {
            "guild_id": GUILD,
            "section": section,
            "key": key,
            "value": value,
            "changed_at": NOW,
            "changed_by": None,
        }
        for key, value in values.items()
    ]
    async with database.begin() as connection:
        await put(connection, TABLE, rows)


async def stored(database: Database) -> list[tuple[Any, ...]]:
    async with database.read() as connection:
        return [tuple(row) for row in await connection.execute(select(TABLE))]


async def test_what_was_never_set_has_its_default(settings: GuildSettings) -> None:
    assert await settings.get(GUILD, ServerSettings) == ServerSettings()
    assert (await settings.zone(GUILD)).key == "UTC"


async def test_a_value_is_set_for_one_server_and_in_force_at_once(
    settings: GuildSettings, database: Database, signals: Signals
) -> None:
    await settings.get(GUILD, ServerSettings)
    listener = Listener(signals)

    await settings.set(GUILD, ServerSettings, "zone", "Europe/Berlin", by=7)

    assert (await settings.zone(GUILD)).key == "Europe/Berlin"
    assert (await settings.zone(OTHER)).key == "UTC"
    assert listener.heard == [GuildSettingChanged(GUILD, "server", "zone")]
    assert await stored(database) == [(GUILD, "server", "zone", "Europe/Berlin", NOW, 7)]


async def test_it_outlives_a_restart(settings: GuildSettings, database: Database) -> None:
    large = 2**63 - 1
    await settings.set(GUILD, ServerSettings, "manager_role_ids", [large, 5])

    again = GuildSettings(database, ManualClock(NOW), Signals())

    assert (await again.get(GUILD, ServerSettings)).manager_role_ids == [large, 5]


async def test_a_listener_that_is_told_sees_the_new_value(
    settings: GuildSettings, signals: Signals
) -> None:
    seen = []

    async def look(signal: GuildSettingChanged) -> None:
        seen.append((await settings.zone(signal.guild_id)).key)

    signals.listen(GuildSettingChanged, look)

    await settings.set(GUILD, ServerSettings, "zone", "Asia/Tokyo")

    assert seen == ["Asia/Tokyo"]


async def test_a_reset_gives_the_default_again(
    settings: GuildSettings, database: Database, signals: Signals
) -> None:
    await settings.set(GUILD, LampSettings, "watts", 50)
    await settings.set(GUILD, LampSettings, "rooms", [1])
    listener = Listener(signals)

    await settings.reset(GUILD, LampSettings, "watts")

    assert await settings.get(GUILD, LampSettings) == LampSettings(rooms=[1])
    assert [row[2] for row in await stored(database)] == ["rooms"]
    assert listener.heard == [GuildSettingChanged(GUILD, "lamps", "watts")]


async def test_values_are_read_once(settings: GuildSettings, database: Database) -> None:
    first = await settings.get(GUILD, ServerSettings)
    await store(database, "server", {"zone": "Asia/Tokyo"})

    assert await settings.get(GUILD, ServerSettings) is first


# -- what cannot be --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "key", "value", "sentence"),
    [
        (ServerSettings, "zone", "Mars/Olympus", "“Mars/Olympus” is no time zone that I know."),
        (
            ServerSettings,
            "zone",
            5,
            "The setting zone cannot be that: it should be a valid string.",
        ),
        (
            LampSettings,
            "watts",
            0,
            "The setting watts cannot be that: it should be greater than or equal to 1.",
        ),
        (LampSettings, "watts", 80, "A lamp cannot be brighter than the brightest. Choose less."),
        (
            LampSettings,
            "lumen",
            1,
            "There is no setting “lumen”. The settings here are: limit, rooms, watts.",
        ),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    settings: GuildSettings,
    database: Database,
    signals: Signals,
    model: type[GuildModel],
    key: str,
    value: Any,
    sentence: str,
) -> None:
    listener = Listener(signals)

    with pytest.raises(UserError) as caught:
        await settings.set(GUILD, model, key, value)

    assert str(caught.value).startswith(sentence)
    assert not str(caught.value).endswith("..")
    assert await stored(database) == []
    assert listener.heard == []


async def test_an_unknown_setting_cannot_be_reset(settings: GuildSettings) -> None:
    with pytest.raises(UserError, match="There is no setting “lumen”"):
        await settings.reset(GUILD, LampSettings, "lumen")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"watts": "bright", "rooms": [3]}, LampSettings(rooms=[3])),
        ({"watts": None}, LampSettings()),
        ({"gone_in_this_version": 1, "watts": 7}, LampSettings(watts=7)),
        ({"rooms": [1, "x"], "watts": 7}, LampSettings(watts=7)),
        ({"watts": 90, "limit": 20}, LampSettings()),
        ({"watts": 50, "limit": 20, "rooms": "x"}, LampSettings()),
    ],
)
async def test_a_bad_value_in_the_database_costs_no_more_than_itself(
    settings: GuildSettings, database: Database, values: dict[str, Any], expected: LampSettings
) -> None:
    await store(database, "lamps", values)

    assert await settings.get(GUILD, LampSettings) == expected


async def test_a_bad_value_can_be_set_anew(settings: GuildSettings, database: Database) -> None:
    await store(database, "lamps", {"watts": "bright"})

    await settings.set(GUILD, LampSettings, "watts", 12)

    assert (await settings.get(GUILD, LampSettings)).watts == 12


# -- at the same time ------------------------------------------------------------------------


class SlowDatabase(Database):
    """Holds the first reader back after it has read."""

    def __init__(self, inner: Database) -> None:
        super().__init__(inner.engine)
        self.go_on = asyncio.Event()
        self.has_read = asyncio.Event()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        async with super().read() as connection:
            yield connection
        if not self.has_read.is_set():
            self.has_read.set()
            await self.go_on.wait()


async def test_a_reader_that_was_overtaken_does_not_cache_the_old_value(
    database: Database,
) -> None:
    slow = SlowDatabase(database)
    settings = GuildSettings(slow, ManualClock(NOW), Signals())
    reader = asyncio.create_task(settings.get(GUILD, ServerSettings))
    await slow.has_read.wait()

    await settings.set(GUILD, ServerSettings, "zone", "Asia/Tokyo")
    slow.go_on.set()
    await reader

    assert (await settings.zone(GUILD)).key == "Asia/Tokyo"


async def test_changes_of_different_keys_at_the_same_time_are_both_kept(
    settings: GuildSettings,
) -> None:
    await asyncio.gather(
        settings.set(GUILD, LampSettings, "watts", 11),
        settings.set(GUILD, LampSettings, "rooms", [1, 2]),
    )

    assert await settings.get(GUILD, LampSettings) == LampSettings(watts=11, rooms=[1, 2])
