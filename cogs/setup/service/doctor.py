"""Examining a server, and doing what the bot can do itself about the findings."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import Any

from bot.clock import Clock
from bot.db import Database, migrate
from bot.errors import UserError
from bot.features import job_name
from bot.jobs import JobRecord, JobRunner
from bot.text.catalogue import ENGLISH
from bot.text.durations import format_duration
from cogs.setup.domain.findings import (
    OVERDUE_AFTER,
    SHOWN_FAILED,
    Examination,
    Finding,
    Retryable,
)
from cogs.setup.domain.names import Names
from cogs.setup.domain.server import ServerState, clock_is_off, near_full
from cogs.setup.domain.setting import Kind
from cogs.setup.service.checks import server_findings
from cogs.setup.service.settings import SettingsService
from cogs.setup.texts import T

_MIB = 2**20


class DoctorService:
    """Use cases of ``/doctor``. ``keeping_up`` tells whether facts are written in time."""

    def __init__(
        self,
        database: Database,
        jobs: JobRunner,
        settings: SettingsService,
        clock: Clock,
        keeping_up: Callable[[], bool],
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._settings = settings
        self._clock = clock
        self._keeping_up = keeping_up

    async def examine(
        self, guild_id: int, state: ServerState, locale: str = ENGLISH
    ) -> Examination:
        """Look at what can go wrong in a guild, which Discord shows as ``state``."""
        off = await self._settings.off(guild_id)
        settings = [
            shown
            for shown in await self._settings.shown(guild_id)
            if shown.setting.section not in off
        ]
        store = self._jobs.store
        before = self._clock.now() - OVERDUE_AFTER
        async with self._database.read() as connection:
            failed = await store.dead_letters(connection, guild_id, limit=100)
            overdue = await store.overdue(connection, guild_id, before)
        findings = [
            *server_findings(state, settings, off, locale),
            *_failures(failed, locale),
        ]
        if overdue:
            findings.append(
                Finding(
                    T.say("finding-overdue", locale, count=overdue),
                    T.say("finding-overdue-remedy", locale, before=before),
                )
            )
        findings += await self._machine(state.ahead, locale)
        return Examination(
            tuple(findings),
            tuple(
                Retryable(job.job_id, job_name(job.kind, locale)) for job in failed[:SHOWN_FAILED]
            ),
        )

    async def _machine(self, ahead: timedelta, locale: str) -> list[Finding]:
        """Look at what only whoever runs the bot can mend."""
        found = []
        if await migrate.current(self._database) != await asyncio.to_thread(_head):
            found.append(_finding("migration", locale))
        if not self._keeping_up():
            found.append(_finding("lag", locale))
        file = self._database.file
        if file is not None:
            disk = await asyncio.to_thread(shutil.disk_usage, file.parent)
            if near_full(disk.free, disk.total):
                free = disk.free // _MIB
                found.append(
                    Finding(
                        T.say("finding-storage", locale),
                        T.say("finding-storage-remedy", locale, free=free),
                    )
                )
        if clock_is_off(ahead):
            off_by = format_duration(abs(ahead), parts=2, locale=locale)
            found.append(
                Finding(
                    T.say("finding-clock", locale),
                    T.say("finding-clock-remedy", locale, by=off_by),
                )
            )
        return found

    async def retry(self, guild_id: int, job_id: int, locale: str = ENGLISH) -> None:
        """Try a failed job again. Raises UserError where it no longer waits for that."""
        async with self._database.begin() as connection:
            found = await self._jobs.store.retry(connection, guild_id, job_id)
        if not found:
            raise UserError(T.say("retry-gone", locale))
        self._jobs.wake()

    async def clear(self, guild_id: int, name: str, names: Names, by: int) -> None:
        """Take the channels and roles that are gone out of the setting ``section.key``.

        Repeating it changes nothing. Raises UserError for an unknown setting.
        """
        setting = self._settings.find(name)
        value = await self._settings.value(guild_id, setting)
        there = names.channels if setting.kind is Kind.CHANNEL else names.roles
        left: Any = value if value in (None, *there) else None
        if isinstance(value, list):
            left = [one for one in value if one in there]
        if left != value:
            await self._settings.put(guild_id, setting, left, by)


@lru_cache(maxsize=1)
def _head() -> str:
    # It reads every migration, and does not change while the process lives.
    return migrate.head()


def _finding(key: str, locale: str) -> Finding:
    return Finding(T.say(f"finding-{key}", locale), T.say(f"finding-{key}-remedy", locale))


def _failures(failed: list[JobRecord], locale: str) -> list[Finding]:
    found = [_failed(job, locale) for job in failed[:SHOWN_FAILED]]
    if len(failed) > SHOWN_FAILED:
        more = len(failed) - SHOWN_FAILED
        found.append(
            Finding(
                T.say("finding-failed-more", locale),
                T.say("finding-failed-more-remedy", locale, count=more),
            )
        )
    return found


def _failed(job: JobRecord, locale: str) -> Finding:
    return Finding(
        T.say("finding-failed", locale, kind=job_name(job.kind, locale)),
        T.say(
            "finding-failed-remedy",
            locale,
            due=job.due_at,
            attempts=job.attempts,
            reason=(job.last_error or "?").rstrip("."),
        ),
    )
