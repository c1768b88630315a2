"""Beginning a raid: with its case and its jobs, or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.jobs import JobStore
from cogs.moderation.domain.actions import Action, Dm, Outcome
from cogs.moderation.repository import cases as ledger
from cogs.moderation.repository import raids
from cogs.moderation.repository.raids import Raid
from cogs.moderation.service.cases import Cases, NewCase

# Posts the alert.
ALERT: Final = "moderation-raid-alert"
# Keeps the alert and the measures up to date, and sees when it is quiet again.
WATCH: Final = "moderation-raid-watch"
WATCH_EVERY: Final = timedelta(minutes=1)
ALERT_AFTER: Final = timedelta(seconds=2)


class _OnAlreadyError(Exception):
    """Another raid was begun first: ``raid``."""

    def __init__(self, raid: Raid) -> None:
        super().__init__(raid.number)
        self.raid = raid


async def begin_raid(
    cases: Cases, jobs: JobStore, guild_id: int, by: int | None, reason: str
) -> int | Raid:
    """Begin a raid with the case of ``by`` (None: Steward saw it); return its number.

    Case, raid and jobs are one transaction. Where a raid is on, nothing is written down, and that
    raid is returned.
    """

    async def note(connection: AsyncConnection, number: int) -> None:
        known = await raids.active(connection, guild_id)
        if known is not None:
            raise _OnAlreadyError(known)
        begun = await ledger.get(connection, guild_id, number)
        if begun is None:
            raise RuntimeError("a case that was just written down is not there")
        now, payload = begun.created_at, {"raid": number}
        await raids.add(connection, guild_id, number, now)
        # It is on by being written down.
        await ledger.change(connection, guild_id, number, outcome=Outcome.DONE)
        # When the alert comes it is known who belongs together.
        for kind, due in ((ALERT, now + ALERT_AFTER), (WATCH, now + WATCH_EVERY)):
            await jobs.schedule(connection, guild_id, kind, due, payload, f"{kind}:{number}")

    new = NewCase(guild_id=guild_id, action=Action.RAID, moderator_id=by, reason=reason)
    try:
        number = (await cases.open(new, note=note)).case.number
    except _OnAlreadyError as error:
        return error.raid
    await cases.done(guild_id, number, outcome=Outcome.DONE, dm=Dm.NONE)
    return number
