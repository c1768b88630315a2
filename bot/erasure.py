"""Erasing everything of a server that removed the bot, some days later, as a durable job."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord
import structlog
from sqlalchemy import Table, delete, select, tuple_

from bot.db import Base
from bot.directory import watched_guilds
from bot.features import load_models
from bot.jobs import Job, Postpone
from bot.jobs.models import DeliveryRow, JobRow
from bot.outbound.guards import RefusedError

if TYPE_CHECKING:
    from bot.client import Steward

_log = structlog.get_logger(__name__)
KIND: Final = "erase-server"
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
_NOT_THERE: Final = frozenset({10004, 50001})  # unknown guild, missing access
_AGAIN: Final = timedelta(hours=1)
_LONGEST: Final = timedelta(hours=6)
# An erasure is never given up, however often the database is away.
_ATTEMPTS: Final = 1_000_000
# Rows in one transaction: others write in between.
_PAGE: Final = 5_000
# The job itself is among the last to go, so that a crash leaves it to be taken up again.
_LAST: Final = frozenset({JobRow.__tablename__, DeliveryRow.__tablename__})


class Erasure:
    """Notes which servers removed the bot, also while it was down, and erases them in time.

    ``start`` listens and registers the job. A server that is only unavailable is still one of
    the bot's; and before anything is erased, Discord is asked whether the bot is in there.
    """

    def __init__(self, bot: Steward) -> None:
        self._bot = bot
        # Who waits to be erased: few, so that a look at each server that comes costs nothing.
        self._noted: set[int] = set()
        bot.jobs.register(KIND, self._erase_if_gone, max_attempts=_ATTEMPTS, timeout=_LONGEST)

    def start(self) -> None:
        """Listen to comings and goings."""
        self._bot.add_listener(self._removed, "on_guild_remove")
        self._bot.add_listener(self._seen, "on_guild_join")
        self._bot.add_listener(self._seen, "on_guild_available")
        self._bot.add_listener(self._compare, "on_ready")

    async def erase(self, guild_id: int) -> None:
        """Remove every row of the guild from every table, at once."""
        load_models()
        # What is remembered of its settings goes first: who hears of that may write.
        await self._bot.guild_settings.forget_guild(guild_id)
        for table in Base.metadata.sorted_tables:
            if table.name not in _LAST:
                await self._empty(table, guild_id)
        async with self._bot.database.begin() as connection:
            await self._bot.jobs.store.forget_guild(connection, guild_id)
        _log.info("server erased", guild_id=guild_id)

    async def _empty(self, table: Table, guild_id: int) -> None:
        mine = table.c.guild_id == guild_id
        some = select(*table.primary_key).where(mine).limit(_PAGE)
        statement = delete(table).where(mine, tuple_(*table.primary_key).in_(some))
        removed = _PAGE
        while removed >= _PAGE:
            async with self._bot.database.begin() as connection:
                removed = (await connection.execute(statement)).rowcount

    # -- who is gone, and who is back ------------------------------------------------------

    async def _removed(self, guild: discord.Guild) -> None:
        await self._schedule([guild.id])

    async def _seen(self, guild: discord.Guild) -> None:
        if guild.id in self._noted:
            await self._cancel([guild.id])

    async def _compare(self) -> None:
        """Find who removed the bot, and who invited it again, while this process was down."""
        # Those that are unavailable are among them: Discord lists them when a session begins.
        here = {guild.id for guild in self._bot.guilds}
        async with self._bot.database.read() as connection:
            watched = await watched_guilds(connection)
            noted = set(
                await connection.scalars(select(JobRow.guild_id).where(JobRow.kind == KIND))
            )
        # Servers on shards of other processes are theirs to look after.
        gone = {guild_id for guild_id in watched - here - noted if self._bot.owns(guild_id)}
        self._noted |= noted
        await self._schedule(sorted(gone))
        await self._cancel(sorted(noted & here))

    async def _schedule(self, guild_ids: list[int]) -> None:
        after = timedelta(days=self._bot.settings.privacy.erase_after_days)
        due_at = self._bot.clock.now() + after
        for guild_id in guild_ids:
            self._noted.add(guild_id)
            async with self._bot.database.begin() as connection:
                new = await self._bot.jobs.store.schedule(
                    connection, guild_id, KIND, due_at, {}, KIND
                )
            if new:
                _log.info("server gone, to be erased", guild_id=guild_id, due=due_at.isoformat())
        if guild_ids:
            self._bot.jobs.wake()

    async def _cancel(self, guild_ids: list[int]) -> None:
        for guild_id in guild_ids:
            async with self._bot.database.begin() as connection:
                known = await self._bot.jobs.store.cancel(connection, guild_id, KIND)
            self._noted.discard(guild_id)
            if known:
                _log.info("server back, not to be erased", guild_id=guild_id)

    # -- the job ---------------------------------------------------------------------------

    async def _erase_if_gone(self, job: Job) -> None:
        if await self._is_in(job.guild_id):
            await self._cancel([job.guild_id])
        else:
            await self.erase(job.guild_id)

    async def _is_in(self, guild_id: int) -> bool:
        """Ask Discord whether the bot is in the guild. Raises Postpone where it does not say."""
        try:
            await self._bot.fetch_guild(guild_id, with_counts=False)
        except discord.HTTPException as error:
            told = isinstance(error, discord.Forbidden | discord.NotFound)
            if told and error.code in _NOT_THERE and not isinstance(error, RefusedError):
                return False
            _log.warning("not known whether a server is gone", guild_id=guild_id, code=error.code)
            raise Postpone(self._bot.clock.now() + _AGAIN) from error
        return True
