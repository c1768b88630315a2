"""Good deeds, and the messages that were deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert_new
from bot.deeds import Deed, DeedKind
from bot.ledger.facts import MessageFact, MessageFlag, VoiceFact
from bot.ledger.models import Message, Voice
from bot.windows import local_day
from cogs.recognition.domain.xp import KINDS, NO_DEEDS
from cogs.recognition.models import DEED, DELETED

_AT_ONCE = 500
# By (member id, local day), the worth of each of KINDS in hundredths.
Worth = dict[tuple[int, int], tuple[int, ...]]


def worth_of(deeds: Iterable[tuple[str, int, datetime, int]], zone: ZoneInfo) -> Worth:
    """Add up deeds (kind, member id, instant, worth) that earn XP by member and local day."""
    found: dict[tuple[int, int], list[int]] = defaultdict(lambda: list(NO_DEEDS))
    for kind, member, at, worth in deeds:
        if kind not in KINDS:
            continue
        found[member, local_day(at, zone)][KINDS.index(DeedKind(kind))] += worth
    return {key: tuple(counts) for key, counts in found.items()}


async def keep(connection: AsyncConnection, deeds: Sequence[Deed]) -> list[Deed]:
    """Keep deeds; return those that were new."""
    rows = [
        {
            "guild_id": deed.guild_id,
            "kind": deed.kind.value,
            "key": deed.key,
            "member_id": deed.member_id,
            "by_id": deed.by_id,
            "at": deed.at,
            "worth": deed.worth,
            "voided_at": None,
        }
        for deed in deeds
    ]
    new = await insert_new(
        connection, DEED, rows, returning=(DEED.c.kind, DEED.c.key, DEED.c.member_id)
    )
    fresh = {tuple(row) for row in new}
    kept: dict[Any, Deed] = {}
    for deed in deeds:
        kept.setdefault((deed.kind.value, deed.key, deed.member_id), deed)
    return [deed for key, deed in kept.items() if key in fresh]


async def void(
    connection: AsyncConnection,
    guild_id: int,
    kind: DeedKind,
    key: str,
    member_id: int,
    now: datetime,
) -> tuple[datetime, int] | None:
    """Mark a deed as void, also one to come; return instant and worth of one that counted."""
    mine = (
        (DEED.c.guild_id == guild_id)
        & (DEED.c.kind == kind.value)
        & (DEED.c.key == key)
        & (DEED.c.member_id == member_id)
    )
    marked = await connection.execute(
        update(DEED)
        .where(mine, DEED.c.voided_at.is_(None))
        .values(voided_at=now)
        .returning(DEED.c.at, DEED.c.worth)
    )
    row = marked.one_or_none()
    if row is not None:
        return row.at, row.worth
    nothing = {"by_id": None, "at": None, "worth": 0, "voided_at": now}
    named = {"guild_id": guild_id, "kind": kind.value, "key": key, "member_id": member_id}
    await insert_new(connection, DEED, [named | nothing])
    return None


async def all_worth(
    connection: AsyncConnection, guild_id: int, zone: ZoneInfo, since_day: int | None
) -> Worth:
    """Return what the guild's deeds are worth, of ``since_day`` and later where it is given."""
    rows = await connection.execute(
        select(DEED.c.kind, DEED.c.member_id, DEED.c.at, DEED.c.worth).where(
            DEED.c.guild_id == guild_id, DEED.c.voided_at.is_(None)
        )
    )
    found = worth_of((tuple(row) for row in rows), zone)
    return {key: worth for key, worth in found.items() if since_day is None or key[1] >= since_day}


async def blank_giver(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Let deeds not say any more that somebody judged them."""
    await connection.execute(
        update(DEED)
        .where(DEED.c.guild_id == guild_id, DEED.c.by_id == member_id)
        .values(by_id=None)
    )


async def note_deleted(
    connection: AsyncConnection, guild_id: int, message_ids: Collection[int], now: datetime
) -> list[MessageFact]:
    """Note that messages were deleted; return those of the newly noted that are in the ledger."""
    rows = [{"guild_id": guild_id, "message_id": one, "at": now} for one in sorted(message_ids)]
    new = await insert_new(connection, DELETED, rows, returning=(DELETED.c.message_id,))
    found = await connection.execute(
        select(Message.message_id, Message.channel_id, Message.author_id, Message.at).where(
            Message.guild_id == guild_id, Message.message_id.in_([row.message_id for row in new])
        )
    )
    return [MessageFact(guild_id, *row) for row in found]


async def deleted_of(
    connection: AsyncConnection, guild_id: int, message_ids: Collection[int]
) -> set[int]:
    """Return which of ``message_ids`` were deleted."""
    if not message_ids:
        return set()
    if connection.dialect.name == "postgresql":
        statement = (
            "SELECT d.message_id FROM recognition_deleted d "
            "WHERE d.guild_id = $1 AND d.message_id = ANY($2::text::bigint[])"
        )
        given = f"{{{','.join(map(str, message_ids))}}}"
    else:
        statement = (
            "SELECT message_id FROM recognition_deleted WHERE guild_id = ? "
            "AND message_id IN (SELECT value FROM json_each(?))"
        )
        given = str(list(message_ids))
    rows: Any = await connection.exec_driver_sql(statement, (guild_id, given))
    return {row[0] for row in rows}


async def drop_deleted(connection: AsyncConnection, guild_id: int, before: datetime) -> None:
    """Forget of deletions from before an instant: the ledger has no such messages any more."""
    await connection.execute(
        delete(DELETED).where(DELETED.c.guild_id == guild_id, DELETED.c.at < before)
    )


async def facts_within(
    connection: AsyncConnection,
    guild_id: int,
    members: Sequence[int],
    start: datetime,
    end: datetime,
) -> tuple[list[MessageFact], list[VoiceFact]]:
    """Return what members wrote and spoke from ``start`` to ``end`` (exclusive).

    Left out is what was deleted or copied.
    """
    messages: list[MessageFact] = []
    voice: list[VoiceFact] = []
    for first in range(0, len(members), _AT_ONCE):
        some = members[first : first + _AT_ONCE]
        written = await connection.execute(
            select(Message.message_id, Message.channel_id, Message.author_id, Message.at).where(
                Message.guild_id == guild_id,
                Message.author_id.in_(some),
                Message.at >= start,
                Message.at < end,
                Message.flags.op("&")(int(MessageFlag.COPIED)) == 0,
                ~select(DELETED.c.message_id)
                .where(DELETED.c.guild_id == guild_id, DELETED.c.message_id == Message.message_id)
                .exists(),
            )
        )
        messages += [MessageFact(guild_id, *row) for row in written]
        spoken = await connection.execute(
            select(
                Voice.channel_id, Voice.member_id, Voice.at, Voice.seconds, Voice.together_s
            ).where(
                Voice.guild_id == guild_id,
                Voice.member_id.in_(some),
                Voice.at >= start,
                Voice.at < end,
            )
        )
        voice += [VoiceFact(guild_id, *row) for row in spoken]
    return messages, voice
