"""Who gets the scheduled report: managers by direct message, and outlets outside Discord."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.upsert import insert, put
from cogs.insights.models import OUTLET, READER


@dataclass(frozen=True, slots=True)
class Outlet:
    """One place outside; its ``address`` is a secret and is never shown or logged."""

    number: int
    kind: str
    address: str = field(repr=False)


async def readers(connection: AsyncConnection, guild_id: int) -> list[int]:
    """Return the members who asked for the report by direct message."""
    rows = await connection.execute(
        select(READER.c.member_id).where(READER.c.guild_id == guild_id).order_by(READER.c.member_id)
    )
    return list(rows.scalars())


async def add_reader(
    connection: AsyncConnection, guild_id: int, member_id: int, since: datetime
) -> bool:
    """Note that a member asks for it; return whether that is new."""
    statement = (
        insert(connection, READER)
        .values(guild_id=guild_id, member_id=member_id, since=since)
        .on_conflict_do_nothing(index_elements=["guild_id", "member_id"])
        .returning(READER.c.member_id)
    )
    return (await connection.execute(statement)).first() is not None


async def drop_reader(connection: AsyncConnection, guild_id: int, member_id: int) -> None:
    """Note that a member asks for it no more."""
    await connection.execute(
        delete(READER).where(READER.c.guild_id == guild_id, READER.c.member_id == member_id)
    )


async def outlets(connection: AsyncConnection, guild_id: int) -> list[Outlet]:
    """Return every outlet of a server, by number."""
    rows = await connection.execute(
        select(OUTLET.c.number, OUTLET.c.kind, OUTLET.c.address)
        .where(OUTLET.c.guild_id == guild_id)
        .order_by(OUTLET.c.number)
    )
    return [Outlet(*row) for row in rows]


async def add_outlet(
    connection: AsyncConnection, guild_id: int, kind: str, address: str, since: datetime
) -> int:
    """Add an outlet; return its number. The caller holds the guild's lock."""
    last = await connection.scalar(
        select(func.max(OUTLET.c.number)).where(OUTLET.c.guild_id == guild_id)
    )
    number = (last or 0) + 1
    row = {
        "guild_id": guild_id,
        "number": number,
        "kind": kind,
        "address": address,
        "since": since,
    }
    await put(connection, OUTLET, [row])
    return number


async def drop_outlet(connection: AsyncConnection, guild_id: int, number: int) -> bool:
    """Remove an outlet; return whether there was one."""
    statement = (
        delete(OUTLET)
        .where(OUTLET.c.guild_id == guild_id, OUTLET.c.number == number)
        .returning(OUTLET.c.number)
    )
    return (await connection.execute(statement)).first() is not None
