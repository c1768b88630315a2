"""The directory: present names of guilds and channels, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot import directory
from bot.db import Database
from bot.directory import Channel, ChannelEntry

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
GUILD, OTHER = 10, 20


async def test_the_last_name_of_a_guild_counts(database: Database) -> None:
    async with database.begin() as connection:
        await directory.remember_guild(connection, GUILD, "Old name")
        await directory.remember_guild(connection, OTHER, "Another")
        await directory.remember_guild(connection, GUILD, "New name 🎈")

    async with database.read() as connection:
        assert await directory.guild_names(connection) == {GUILD: "New name 🎈", OTHER: "Another"}
        assert await directory.guild_entry(connection, GUILD) == ("New name 🎈", None)


async def test_a_census_counts_from_the_first_time(database: Database) -> None:
    async with database.begin() as connection:
        await directory.remember_guild(connection, GUILD, "Name")
        await directory.remember_guild(connection, OTHER, "Imported")
        await directory.remember_census(connection, GUILD, NOON)
        await directory.remember_census(connection, GUILD, NOON + timedelta(days=1))
        await directory.remember_guild(connection, GUILD, "Renamed")

    async with database.read() as connection:
        assert await directory.guild_entry(connection, GUILD) == ("Renamed", NOON)
        assert await directory.guild_entry(connection, OTHER) == ("Imported", None)


async def test_a_guild_that_was_never_seen_is_not_found(database: Database) -> None:
    async with database.read() as connection:
        with pytest.raises(KeyError):
            await directory.guild_entry(connection, GUILD)


async def test_the_last_names_of_channels_count(database: Database) -> None:
    before = [ChannelEntry(1, "general", "text"), ChannelEntry(2, "help", "forum")]
    after = [ChannelEntry(2, "questions", "forum"), ChannelEntry(3, "post", "thread", parent_id=2)]

    async with database.begin() as connection:
        await directory.remember_channels(connection, GUILD, before)
        await directory.remember_channels(connection, OTHER, [ChannelEntry(1, "lobby", "text")])
        await directory.remember_channels(connection, GUILD, iter(after))
        await directory.remember_channels(connection, GUILD, [])

    async with database.read() as connection:
        names = await directory.channel_names(connection, GUILD)
        found = await connection.execute(
            select(Channel.kind, Channel.parent_id).where(
                Channel.guild_id == GUILD, Channel.channel_id == 3
            )
        )
        assert found.one() == ("thread", 2)
    assert names == {1: "general", 2: "questions", 3: "post"}


async def test_names_longer_than_discord_allows_are_cut(database: Database) -> None:
    async with database.begin() as connection:
        await directory.remember_guild(connection, GUILD, "g" * 300)
        await directory.remember_channels(connection, GUILD, [ChannelEntry(1, "é" * 300, "text")])

    async with database.read() as connection:
        assert (await directory.guild_entry(connection, GUILD))[0] == "g" * 100
        assert await directory.channel_names(connection, GUILD) == {1: "é" * 100}


def test_no_name_of_a_member_is_kept() -> None:
    columns = {
        column.name for model in (directory.Guild, Channel) for column in model.__table__.columns
    }

    assert columns == {"guild_id", "name", "census_at", "channel_id", "kind", "parent_id"}
