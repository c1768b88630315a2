"""A transaction that has a guild's facts and figures to itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import Database
from bot.ledger.projections import ProjectionError

T = TypeVar("T")
Work = Callable[[AsyncConnection, Collection[str]], Awaitable[T]]


async def lock_guild(connection: AsyncConnection, guild_id: int) -> None:
    """Keep every other transaction off the guild's facts and figures until this one ends.

    Whoever writes facts or figures begins with it. Without it, under READ COMMITTED, a rebuild
    could miss or double what another process writes, a member's stays could be computed from
    half of their joins and leaves, and two processes with the same facts could deadlock.
    On SQLite a write transaction has the whole database to itself already.
    """
    if connection.dialect.name == "postgresql":
        await connection.exec_driver_sql("SELECT pg_advisory_xact_lock($1)", (guild_id,))


async def guild_transaction(database: Database, guild_id: int, work: Work[T]) -> T:
    """Return what ``work(connection, broken)`` returns, run in one transaction on the guild.

    Where a projection fails by a fault of its own, everything is rolled back and done again
    with its name in ``broken``: ``work`` leaves those alone and marks them stale. So a faulty
    feature costs its own figures, and nobody else's. The failure itself is told where the
    projection was called (``bot.ledger.projections``).
    """
    broken: set[str] = set()
    while True:
        try:
            async with database.begin() as connection:
                await lock_guild(connection, guild_id)
                return await work(connection, frozenset(broken))
        except ProjectionError as error:
            broken.add(error.name)
