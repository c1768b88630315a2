"""The present names of guilds and channels, kept as Discord tells them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

import discord
import structlog

from bot.directory import ChannelEntry, remember_channels, remember_guild

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
_AGAIN = timedelta(minutes=1)
_Named = discord.abc.GuildChannel | discord.Thread


class Names:
    """Writes names down as they change; what could not be written is written later."""

    def __init__(self, bot: Steward) -> None:
        self._bot = bot
        self._again: dict[int, asyncio.Task[None]] = {}

    def start(self) -> None:
        """Listen."""
        for listener, name in (
            (self._changed, "on_guild_channel_create"),
            (self._updated, "on_guild_channel_update"),
            (self._changed, "on_thread_create"),
            (self._updated, "on_thread_update"),
            (self._guild_updated, "on_guild_update"),
        ):
            self._bot.add_listener(listener, name)

    async def stop(self) -> None:
        """Try no more: after the next start all names are written down."""
        tasks = list(self._again.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def remember(self, guild: discord.Guild) -> None:
        """Write down the guild's name and those of all its channels.

        Raises what the database raises.
        """
        await self._write(guild, (*guild.channels, *guild.threads))

    async def _write(self, guild: discord.Guild, channels: Iterable[_Named]) -> None:
        entries = [_entry(channel) for channel in channels]
        async with self._bot.database.begin() as connection:
            await remember_guild(connection, guild.id, guild.name)
            await remember_channels(connection, guild.id, entries)

    async def _changed(self, channel: _Named) -> None:
        await self._write_soon(channel.guild, [channel])

    async def _updated(self, before: _Named, after: _Named) -> None:
        if before.name != after.name:
            await self._write_soon(after.guild, [after])

    async def _guild_updated(self, before: discord.Guild, after: discord.Guild) -> None:
        if before.name != after.name:
            await self._write_soon(after, [])

    async def _write_soon(self, guild: discord.Guild, channels: Iterable[_Named]) -> None:
        try:
            await self._write(guild, channels)
        except Exception as error:  # noqa: BLE001 - any driver's error: the database may be away
            _log.warning("name not written yet", guild_id=guild.id, error=type(error).__name__)
            if guild.id not in self._again:
                task = asyncio.create_task(self._write_later(guild.id), name=f"names-{guild.id}")
                self._again[guild.id] = task

    async def _write_later(self, guild_id: int) -> None:
        written = False
        try:
            while not written:
                await self._bot.waiting.sleep(_AGAIN, "names to write down")
                guild = self._bot.get_guild(guild_id)
                written = guild is None or await self._written(guild)
        finally:
            del self._again[guild_id]

    async def _written(self, guild: discord.Guild) -> bool:
        try:
            await self.remember(guild)
        except Exception as error:  # noqa: BLE001 - any driver's error
            _log.warning("names still not written", guild_id=guild.id, error=type(error).__name__)
            return False
        return True


def _entry(channel: _Named) -> ChannelEntry:
    parent_id = channel.parent_id if isinstance(channel, discord.Thread) else None
    return ChannelEntry(channel.id, channel.name, channel.type.name, parent_id)
