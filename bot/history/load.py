"""From an export into the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.directory import ChannelEntry, remember_channels, remember_guild
from bot.history.export import Export, open_export
from bot.history.records import Entry
from bot.ledger.facts import Fact, MessageFact
from bot.ledger.transaction import lock_guild
from bot.ledger.write import write_guild

if TYPE_CHECKING:
    from bot.client import Steward

# Large enough that a transaction's own cost vanishes, small enough to stay flat in memory.
_CHUNK = 4_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """``read``: messages in the file; ``new``: facts that were not in the ledger before."""

    read: int
    new: int


async def load_export(bot: Steward, path: Path, on_progress: Callable[[int], None]) -> Loaded:
    """Read an export into the ledger, in transactions of some thousand facts.

    What is in the ledger already stays as it is, so an interrupted import is finished by
    running it again. ``on_progress`` is told how many messages have been read. Raises
    ImportFileError as ``open_export`` does.
    """
    zone_of = bot.guild_settings.zone
    new = 0
    with open_export(path) as export:
        zone = await zone_of(export.guild_id)
        await _remember(bot, export)
        entries = export.facts(reactions=True)
        async for chunk in _chunks(bot, entries):
            async with bot.database.begin() as connection:
                await lock_guild(connection, export.guild_id)
                written, _ = await write_guild(
                    connection, export.guild_id, chunk, bot.ledger.projections, zone
                )
            new += len(written)
            on_progress(export.tally.messages)
        on_progress(export.tally.messages)
        await bot.ledger.catch_up(export.guild_id)
        return Loaded(export.tally.messages, new)


async def _chunks(bot: Steward, entries: Iterator[Entry]) -> AsyncIterator[list[Fact]]:
    """Give chunks, each read while the one before it is written."""
    ahead = asyncio.create_task(asyncio.to_thread(_chunk, bot, entries))
    try:
        while chunk := await ahead:
            ahead = asyncio.create_task(asyncio.to_thread(_chunk, bot, entries))
            yield chunk
    finally:
        # The file must not be closed under the thread that reads it.
        await asyncio.wait({ahead})


def _chunk(bot: Steward, entries: Iterator[Entry]) -> list[Fact]:
    taken = list(islice(entries, _CHUNK))
    drafts = [(fact, text) for fact, text in taken if isinstance(fact, MessageFact)]
    others = [fact for fact, _ in taken if not isinstance(fact, MessageFact)]
    return [*bot.ledger.enrichers.apply(drafts), *others]


async def _remember(bot: Steward, export: Export) -> None:
    channels = [
        ChannelEntry(
            export.channel_id, export.channel_name, export.channel_kind[:24], export.parent_id
        )
    ]
    async with bot.database.begin() as connection:
        await remember_guild(connection, export.guild_id, export.guild_name)
        await remember_channels(connection, export.guild_id, channels)
