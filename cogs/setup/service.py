"""Examining a server, and trying failed jobs again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.jobs import JobRecord, JobRunner
from bot.text.catalogue import Raw
from cogs.setup.domain.findings import (
    OVERDUE_AFTER,
    SHOWN_FAILED,
    Examination,
    Finding,
    Retryable,
)
from cogs.setup.texts import T


class DoctorService:
    """Use cases of ``/doctor``."""

    def __init__(self, database: Database, jobs: JobRunner, clock: Clock) -> None:
        self._database = database
        self._jobs = jobs
        self._clock = clock

    async def examine(
        self,
        guild_id: int,
        *,
        unseen_channel_ids: Sequence[int],
        message_content: bool,
        refused: Sequence[tuple[str, datetime]] = (),
        locale: str = "en",
    ) -> Examination:
        """Look at what can go wrong in a guild.

        ``unseen_channel_ids``: channels that the bot may not view; ``message_content``:
        whether Discord gives it what messages say; ``refused``: kinds of actions (as
        ``bot.outbound.Action``) that Discord keeps refusing, and when each is tried again.
        """
        before = self._clock.now() - OVERDUE_AFTER
        store = self._jobs.store
        async with self._database.read() as connection:
            failed = await store.dead_letters(connection, guild_id, limit=100)
            overdue = await store.overdue(connection, guild_id, before)
        findings = [_failed(job, locale) for job in failed[:SHOWN_FAILED]]
        if len(failed) > SHOWN_FAILED:
            findings.append(
                Finding(
                    T.say("finding-failed-more", locale),
                    T.say("finding-failed-more-remedy", locale, count=len(failed) - SHOWN_FAILED),
                )
            )
        if overdue:
            findings.append(
                Finding(
                    T.say("finding-overdue", locale, count=overdue),
                    T.say("finding-overdue-remedy", locale, before=before),
                )
            )
        findings += [
            Finding(
                T.say("finding-refused", locale, action=action),
                T.say("finding-refused-remedy", locale, action=action, again=again_at),
            )
            for action, again_at in refused
        ]
        if unseen_channel_ids:
            named = Raw(", ".join(f"<#{channel_id}>" for channel_id in unseen_channel_ids[:20]))
            findings.append(
                Finding(
                    T.say("finding-blind", locale),
                    T.say("finding-blind-remedy", locale, channels=named),
                )
            )
        if not message_content:
            findings.append(
                Finding(T.say("finding-content", locale), T.say("finding-content-remedy", locale))
            )
        return Examination(
            tuple(findings),
            tuple(Retryable(job.job_id, job.kind) for job in failed[:SHOWN_FAILED]),
        )

    async def retry(self, guild_id: int, job_id: int, locale: str = "en") -> None:
        """Try a failed job again. Raises UserError where it no longer waits for that."""
        async with self._database.begin() as connection:
            found = await self._jobs.store.retry(connection, guild_id, job_id)
        if not found:
            raise UserError(T.say("retry-gone", locale))
        self._jobs.wake()


def _failed(job: JobRecord, locale: str) -> Finding:
    return Finding(
        T.say("finding-failed", locale, kind=job.kind),
        T.say(
            "finding-failed-remedy",
            locale,
            due=job.due_at,
            attempts=job.attempts,
            reason=(job.last_error or "?").rstrip("."),
        ),
    )
