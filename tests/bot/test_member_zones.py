"""A member's own time zone; the server's where they chose none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clock import ManualClock
from bot.db import Database
from bot.errors import UserError
from bot.guild_settings import GuildSettings, ServerSettings
from bot.member_data import forget_rows
from bot.member_zones import MemberZones
from bot.signals import Signals

GUILD, ADA, BOB = 10, 1, 2


@pytest.fixture
def settings(database: Database) -> GuildSettings:
    return GuildSettings(database, ManualClock(datetime(2026, 3, 2, tzinfo=UTC)), Signals())


async def test_each_has_their_own_and_else_the_servers(
    database: Database, settings: GuildSettings
) -> None:
    zones = MemberZones(database, settings)
    await settings.set(GUILD, ServerSettings, "zone", "Europe/Berlin")

    assert (await zones.set(GUILD, ADA, "Asia/Tokyo")).key == "Asia/Tokyo"
    await zones.set(GUILD, ADA, "Asia/Kolkata")

    assert (await zones.get(GUILD, ADA)).key == "Asia/Kolkata"
    assert (await zones.get(GUILD, BOB)).key == "Europe/Berlin"
    assert (await zones.get(GUILD + 1, ADA)).key == "UTC"
    assert await zones.own(GUILD, BOB) is None


async def test_what_is_no_zone_is_refused_and_changes_nothing(
    database: Database, settings: GuildSettings
) -> None:
    zones = MemberZones(database, settings)
    await zones.set(GUILD, ADA, "Asia/Tokyo")

    with pytest.raises(UserError, match="no time zone that I know"):
        await zones.set(GUILD, ADA, "Mars/Olympus")

    assert (await zones.get(GUILD, ADA)).key == "Asia/Tokyo"


async def test_a_forgotten_members_zone_is_gone(
    database: Database, settings: GuildSettings
) -> None:
    zones = MemberZones(database, settings)
    await zones.set(GUILD, ADA, "Asia/Tokyo")
    await zones.set(GUILD, BOB, "Asia/Tokyo")

    async with database.begin() as connection:
        await forget_rows(connection, GUILD, ADA)

    assert await zones.own(GUILD, ADA) is None
    assert await zones.own(GUILD, BOB) is not None
