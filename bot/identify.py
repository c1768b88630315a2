"""Whose turn it is to identify at the gateway: one at a time for each key, over all processes.

Discord lets ``max_concurrency`` sessions begin in five seconds: one for each
``shard_id % max_concurrency`` (https://docs.discord.com/developers/events/gateway#rate-limits).
That belongs to the bot, not to a process. Processes on one PostgreSQL take turns by an
advisory lock there; SQLite has one process.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections import defaultdict

import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.db import Database

_log = structlog.get_logger(__name__)

WINDOW_S = 5.0
# Two IDENTIFYs must be that far apart at Discord's end; one may be faster on its way.
_ON_ITS_WAY = 0.05
# discord.py gives up a connection that has not identified within 60 s; in front of the lock
# come the connection to Discord, the rest after a refusal, and the one to the database.
_LONGEST_WAIT_S = 40.0
_CONNECT_S = 5.0
_CLOSE_S = 1.0
_LOCK_NOT_AVAILABLE = "55P03"


class IdentifyTurns:
    """Gives each IDENTIFY its turn.

    A turn lasts ``window_s`` from when it was given. On PostgreSQL it is a lock of a
    transaction on a connection outside of the pool; where the process hangs, the server ends
    that connection soon after the turn. While the database is away, this process keeps the
    window by itself.
    """

    def __init__(self, database: Database, *, window_s: float = WINDOW_S) -> None:
        self._window_s = window_s
        self._turn_s = window_s * (1 + _ON_ITS_WAY)
        self._engine = _engine(database)
        self._free_at: dict[int, float] = {}
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._begun: set[int] = set()
        self._held: set[asyncio.Task[None]] = set()

    async def take(self, application_id: int, shard_id: int, max_concurrency: int) -> None:
        """Wait until ``shard_id`` may identify; the caller does so at once.

        Raises TimeoutError where others have kept the turn for 40 s: the gateway would not
        wait much longer, so the connection is to be made anew.
        """
        if shard_id in self._begun:
            # Discord asks for 1-5 s of patience after it refused a session.
            await asyncio.sleep(self._window_s * random.uniform(0.2, 1))  # noqa: S311 - no secret
        self._begun.add(shard_id)
        key = shard_id % max(1, max_concurrency)
        loop = asyncio.get_running_loop()
        async with self._locks[key]:
            await asyncio.sleep(self._free_at.get(key, 0.0) - loop.time())
            await self._take_from_others(f"steward identify {application_id} {key}")
            self._free_at[key] = loop.time() + self._turn_s

    async def close(self) -> None:
        """Give back the turns that are held."""
        for task in self._held:
            task.cancel()
        await asyncio.gather(*self._held, return_exceptions=True)

    async def _take_from_others(self, name: str) -> None:
        if self._engine is None:
            return
        try:
            # The server itself ends the wait; this is for one that no longer answers.
            async with asyncio.timeout(_LONGEST_WAIT_S + 2 * _CONNECT_S):
                connection = await self._lock(self._engine, name)
        except Exception as error:  # noqa: BLE001 - any driver's error: the database is away
            if getattr(getattr(error, "orig", None), "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                raise TimeoutError("Other processes of this bot are identifying.") from None
            _log.warning("identifying without the others' turns", error=type(error).__name__)
            await asyncio.sleep(self._window_s)
            return
        task = asyncio.create_task(self._hold(connection), name="identify turn")
        self._held.add(task)
        task.add_done_callback(self._held.discard)

    async def _lock(self, engine: AsyncEngine, name: str) -> AsyncConnection:
        connection = await engine.connect()
        try:
            for setting, value_s in (
                ("lock_timeout", _LONGEST_WAIT_S),
                ("idle_in_transaction_session_timeout", self._turn_s * 2),
            ):
                await connection.execute(text(f"SET LOCAL {setting} = {round(value_s * 1_000)}"))
            await connection.execute(
                text("SELECT pg_advisory_xact_lock(:number)"), {"number": _number(name)}
            )
        except BaseException:
            await _close(connection)
            raise
        return connection

    async def _hold(self, connection: AsyncConnection) -> None:
        try:
            await asyncio.sleep(self._turn_s)
        finally:
            await _close(connection)


async def _close(connection: AsyncConnection) -> None:
    try:
        # A database that no longer answers must not hold up the stop of the bot.
        async with asyncio.timeout(_CLOSE_S):
            await connection.close()
    except (DBAPIError, OSError) as error:
        # With the connection the lock is gone all the same.
        _log.info("identify turn ended by the database", error=type(error).__name__)


def _engine(database: Database) -> AsyncEngine | None:
    if database.dialect != "postgresql":
        return None
    return create_async_engine(
        database.engine.url,
        poolclass=NullPool,
        connect_args={"timeout": _CONNECT_S},
        hide_parameters=True,
    )


def _number(name: str) -> int:
    """Return the number of a lock: 64 bits, signed, as PostgreSQL names them."""
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
