"""A feature with every fault at once: it raises and dawdles wherever a feature can."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.client import Steward
from bot.db.upsert import add_up
from bot.jobs.backoff import Backoff
from bot.jobs.job import Job
from bot.ledger.facts import Marks, MessageFact
from bot.ledger.projections import Batch, GuildContext, clear_days
from bot.reports import ReportRequest, Section
from bot.signals import Signal
from tests.chaos.notes import keep

PLACES = ("projection", "gate", "enricher", "listener", "signal", "job", "report")
FAILURES = 2
JOB_DONE = "the job was done"
_LIMIT = timedelta(seconds=0.5)
_METADATA = MetaData()


@dataclass(frozen=True, slots=True)
class Trouble(Signal):
    """Somebody asked for trouble."""


class CountingBadly:
    """Counts messages a day; the first few times it raises, or never ends."""

    version = 1

    def __init__(self, name: str, *, hangs: bool) -> None:
        self.name = name
        self.table = Table(
            name,
            _METADATA,
            Column("guild_id", BigInteger, primary_key=True),
            Column("day", Integer, primary_key=True),
            Column("messages", Integer, nullable=False),
        )
        self.tables: Sequence[Table] = (self.table,)
        self._hangs = hangs
        self._failures = 0

    async def add(self, connection: AsyncConnection, guild: GuildContext, facts: Batch) -> None:
        if facts.messages and self._failures < FAILURES:
            self._failures += 1
            if self._hangs:
                await asyncio.Event().wait()
            raise KeyError("counted badly")
        days = Counter(fact.at.astimezone(guild.zone).toordinal() for fact in facts.messages)
        rows = [
            {"guild_id": guild.guild_id, "day": day, "messages": count}
            for day, count in days.items()
        ]
        await add_up(connection, self.table, rows)

    async def remove(self, *_: Any) -> None:
        raise AssertionError("nobody has facts deleted while trouble is made")

    async def clear(
        self, connection: AsyncConnection, guild: GuildContext, since_day: int | None
    ) -> None:
        await clear_days(connection, self.table, guild, since_day)


RAISING = CountingBadly("trouble_raising", hangs=False)
HANGING = CountingBadly("trouble_hanging", hangs=True)


class _Enricher:
    name = "troublemaker"

    def read(self, _text: str, _fact: MessageFact) -> Marks:
        raise ValueError


class _Section:
    key, order = "trouble", 1

    async def collect(self, _request: ReportRequest) -> Section:
        raise ZeroDivisionError


async def _raises(_anything: Any) -> bool:
    raise RuntimeError("trouble")


async def _dawdles(message: discord.Message) -> bool:
    if message.id % 20 == 0:
        await asyncio.Event().wait()
    return True


async def setup(bot: Steward) -> None:
    """Register everything, with limits and pauses that suit a scenario."""
    bot.ledger.projections._limit = _LIMIT
    bot.intake._gate_limit_s = _LIMIT.total_seconds()
    bot.jobs._backoff = Backoff(first=timedelta(seconds=0.2))
    async with bot.database.begin() as connection:
        await connection.run_sync(_METADATA.create_all)
    for projection in (RAISING, HANGING):
        bot.ledger.projections.register(projection)
    bot.ledger.enrichers.register(_Enricher())
    bot.intake.add_gate(_raises)
    bot.intake.add_gate(_dawdles)
    bot.add_listener(_raises, "on_message")
    bot.signals.listen(Trouble, _raises)
    bot.reports.register(_Section())

    async def work(job: Job) -> None:
        if job.attempt == 1:
            raise RuntimeError("trouble")
        await keep(bot.database, job.guild_id, JOB_DONE)

    bot.jobs.register("trouble", work)

    @bot.tree.command(name="trouble", description="Ask for trouble")
    @app_commands.guild_only()
    async def trouble(interaction: discord.Interaction[Any]) -> None:
        guild_id = interaction.guild_id or 0
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with bot.database.begin() as connection:
            now = bot.clock.now()
            await bot.jobs.store.schedule(connection, guild_id, "trouble", now, {}, "trouble")
        bot.jobs.wake()
        await bot.signals.send(Trouble(guild_id))
        await interaction.edit_original_response(content="so be it")
