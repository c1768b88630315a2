"""Holding the ledger and its figures against the ground truth of the double."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.activity.models import ChannelDay, DaySet, MemberDay, Place
from bot.client import Steward, create_bot
from bot.config import load_settings
from bot.db import Database
from bot.db.types import to_micros
from bot.ledger.models import Message
from tests.chaos.figure import Figure, exactly
from tests.chaos.stage import Stage

Row = tuple[int, int, int, int, int]


async def settled(stage: Stage, timeout_s: float = 40.0) -> list[Row]:
    """Wait until the ledger has as many messages as there were; return the rows it has.

    Past ``timeout_s`` what there is is returned: the figures show what is missing.
    """
    wanted = len(await stage.double.truth())
    database = await Database.open(stage.database_url)
    loop = asyncio.get_running_loop()
    ends = loop.time() + timeout_s
    try:
        while loop.time() < ends:
            async with database.read() as connection:
                if await connection.scalar(select(func.count()).select_from(Message)) == wanted:
                    break
            await asyncio.sleep(0.3)
    finally:
        await database.close()
    return await rows(stage.database_url)


async def rows(url: str) -> list[Row]:
    """Return what is in the ledger: guild, message, channel, author, Unix milliseconds."""
    database = await Database.open(url)
    try:
        async with database.read() as connection:
            found = await connection.execute(
                select(
                    Message.guild_id,
                    Message.message_id,
                    Message.channel_id,
                    Message.author_id,
                    Message.at,
                ).order_by(Message.guild_id, Message.message_id)
            )
            return [(*row[:4], to_micros(row[4]) // 1_000) for row in found]
    finally:
        await database.close()


async def compared(
    stage: Stage, name: str, parents: Mapping[int, int] | None = None
) -> list[Figure]:
    """Return figures on whether ledger and projections equal the truth, to be asked when settled.

    ``lost`` and ``made up`` count messages, ``figures that differ`` the member-days and
    channel-days whose count is not that of the truth, and ``rows that a rebuild changes`` those
    of all projections of all features. ``parents`` are the channels of threads.
    """
    truth = (await stage.double.truth()).rows()
    have = await rows(stage.database_url)
    for row in sorted(set(truth) ^ set(have))[:5]:
        # Guild, message, channel, author, time; and the parent of a thread.
        sys.stderr.write(f"{name}: differs: {row}, in {(parents or {}).get(row[2])}\n")
    return [
        exactly(f"{name}: messages lost", len(set(truth) - set(have)), 0),
        exactly(f"{name}: messages made up", len(set(have) - set(truth)), 0),
        exactly(
            f"{name}: figures that differ",
            await _wrong_days(stage.database_url, truth, parents or {}),
            0,
        ),
        exactly(f"{name}: rows that a rebuild changes", await _rebuilt(stage.database_url), 0),
    ]


async def _rebuilt(url: str) -> int:
    """Compute every projection anew; return how many rows were not as they are then."""
    changed = 0
    async with create_bot(load_settings(database_url=url)) as bot:
        await bot.open()
        for guild_id in await bot.ledger.guilds():
            before = await projected(bot, guild_id)
            await bot.ledger.rebuild(guild_id)
            changed += len(before ^ await projected(bot, guild_id))
    return changed


async def projected(bot: Steward, guild_id: int) -> set[tuple[Any, ...]]:
    """Return every row of a guild's projections; of sets of members who is in them."""
    tables = [table for projection in bot.ledger.projections for table in projection.tables]
    found: set[tuple[Any, ...]] = set()
    async with bot.database.read() as connection:
        for table in tables:
            if table.name == DaySet.__tablename__:
                found |= await _members_of_days(connection, guild_id)
            elif table.name != Place.__tablename__:
                rows = await connection.execute(select(table).where(table.c.guild_id == guild_id))
                found |= {(table.name, *row) for row in rows}
    return found


async def _members_of_days(connection: AsyncConnection, guild_id: int) -> set[tuple[Any, ...]]:
    """Return kind, day and member of every bit: where somebody's bits lie does not matter."""
    places = await connection.execute(
        select(Place.place, Place.member_id).where(Place.guild_id == guild_id)
    )
    member_at = {row.place: row.member_id for row in places}
    sets = await connection.execute(
        select(DaySet.kind, DaySet.day, DaySet.bits).where(DaySet.guild_id == guild_id)
    )
    return {
        (DaySet.__tablename__, kind, day, member_at.get(8 * index + bit))
        for kind, day, bits in sets
        for index, byte in enumerate(bits)
        for bit in range(8)
        if byte >> bit & 1
    }


async def _wrong_days(url: str, truth: list[Row], parents: Mapping[int, int]) -> int:
    # No server of a scenario has a zone: its days are those of UTC.
    day_ms, epoch = 86_400_000, 719_163
    by_member = Counter((row[0], row[4] // day_ms + epoch, row[3]) for row in truth)
    by_channel = Counter(
        (row[0], row[4] // day_ms + epoch, parents.get(row[2], row[2])) for row in truth
    )
    database = await Database.open(url)
    try:
        async with database.read() as connection:
            members = await connection.execute(
                select(
                    MemberDay.guild_id, MemberDay.day, MemberDay.member_id, MemberDay.messages
                ).where(MemberDay.messages > 0)
            )
            channels = await connection.execute(
                select(
                    ChannelDay.guild_id, ChannelDay.day, ChannelDay.channel_id, ChannelDay.messages
                ).where(ChannelDay.messages > 0)
            )
            counted = {tuple(row[:3]): row[3] for row in members}
            said = {tuple(row[:3]): row[3] for row in channels}
    finally:
        await database.close()
    return _differing(counted, by_member) + _differing(said, by_channel)


def _differing(have: dict[tuple[int, ...], int], wanted: Counter[tuple[int, int, int]]) -> int:
    return sum(have.get(key, 0) != wanted.get(key, 0) for key in have.keys() | wanted.keys())  # type: ignore[call-overload]
