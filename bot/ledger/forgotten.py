"""Who had their facts deleted, so that history that is read again brings nothing back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.config import LedgerSettings
from bot.db.upsert import put
from bot.ledger.models import Forgotten, OptOut

_TABLE = cast("Table", Forgotten.__table__)
# Reading history back takes its time.
_SLACK_DAYS = 7


def forgotten_days(settings: LedgerSettings) -> int:
    """Return the days for which a fingerprint is kept: so long history may be read again."""
    return settings.recover_days + _SLACK_DAYS


def fingerprint(guild_id: int, member_id: int) -> int:
    """Return what stands for a member of a guild without naming them: 63 bits."""
    digest = hashlib.blake2b(f"{guild_id}:{member_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


async def remember_forgotten(
    connection: AsyncConnection, guild_id: int, member_id: int, until: datetime
) -> None:
    """Let no fact of the member be written that is older than ``until`` (aware)."""
    row = {
        "guild_id": guild_id,
        "fingerprint": fingerprint(guild_id, member_id),
        "until": until,
    }
    await put(connection, _TABLE, [row])


async def drop_forgotten(connection: AsyncConnection, guild_id: int, before: datetime) -> None:
    """Drop the fingerprints of deletions before ``before``: nothing so old is read again."""
    await connection.execute(
        delete(_TABLE).where(_TABLE.c.guild_id == guild_id, _TABLE.c.until < before)
    )


async def not_to_be_written(
    connection: AsyncConnection, guild_id: int, moments: Mapping[int, datetime]
) -> set[int]:
    """Return the members of whom nothing may be written down that happened then.

    ``moments`` (aware) by member, some hundreds at most. They switched tracking off, or had
    everything deleted since. For what a feature writes by watching; what a member gives it on
    purpose is another matter.
    """
    opted_out = select(OptOut.member_id).where(
        OptOut.guild_id == guild_id, OptOut.member_id.in_(moments)
    )
    refused = set(await connection.scalars(opted_out))
    by_print = {fingerprint(guild_id, member_id): member_id for member_id in moments}
    forgotten = select(Forgotten.fingerprint, Forgotten.until).where(
        Forgotten.guild_id == guild_id, Forgotten.fingerprint.in_(by_print)
    )
    for found, until in await connection.execute(forgotten):
        member_id = by_print[found]
        if moments[member_id] <= until:
            refused.add(member_id)
    return refused


async def deleted_since(
    connection: AsyncConnection, guild_id: int, member_id: int, since: datetime
) -> datetime | None:
    """Return when a member had everything deleted, ``since`` (aware) or later; None: they had not.

    It is known for as long as a fingerprint is kept.
    """
    return await connection.scalar(
        select(Forgotten.until).where(
            Forgotten.guild_id == guild_id,
            Forgotten.fingerprint == fingerprint(guild_id, member_id),
            Forgotten.until >= since,
        )
    )
