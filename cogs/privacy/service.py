"""What a member may ask: what is kept, to have it deleted, not to be counted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.config import KernelSettings
from bot.db import Database
from bot.jobs import Job, JobStore
from bot.jobs.runner import KEEP_DEAD, KEEP_DONE
from bot.ledger.forgotten import forgotten_days
from bot.ledger.ledger import Ledger
from bot.member_data import (
    Declared,
    HeldRows,
    MemberTable,
    all_rows,
    declared_tables,
    forget_rows,
    held_rows,
)

EXPORT = "privacy-export"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a deletion did: how many facts went, and what was kept."""

    facts: int
    kept: tuple[Declared, ...]


class PrivacyService:
    """The use cases of /privacy. ``forget_member`` removes all that is kept of a member."""

    def __init__(
        self,
        database: Database,
        ledger: Ledger,
        settings: KernelSettings,
        jobs: JobStore,
        clock: Clock,
        forget_member: Callable[[int, int], Awaitable[int]],
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._jobs = jobs
        self._clock = clock
        self._forget_member = forget_member
        self.periods = periods(settings)

    def everything(self) -> tuple[Declared, ...]:
        """Return every place where something of a member may be kept."""
        return declared_tables()

    async def held(self, guild_id: int, member_id: int) -> list[HeldRows]:
        """Return what is kept of a member now, also what waits to be written."""
        await self._ledger.flush()
        async with self._database.read() as connection:
            return await held_rows(connection, guild_id, member_id)

    async def rows(
        self, guild_id: int, member_id: int, place: MemberTable
    ) -> AsyncIterator[Sequence[RowMapping]]:
        """Give every row of a member in one place, page by page."""
        async with self._database.read() as connection:
            async for page in all_rows(connection, place, guild_id, member_id):
                yield page

    async def note_export(
        self, guild_id: int, member_id: int, interaction_id: int, locale: str
    ) -> Job:
        """Write down that an export is being made; return its job.

        The job takes it up where a restart cuts it off.
        """
        payload = {"member": member_id, "locale": locale}
        name = f"{EXPORT}:{interaction_id}"
        async with self._database.begin() as connection:
            return await self._jobs.begin(
                connection, guild_id, EXPORT, payload, name, member_id=member_id
            )

    async def export_ended(self, job: Job) -> None:
        """Write down that an export was handed over, or that it failed and this was said."""
        async with self._database.begin() as connection:
            await self._jobs.cancel(connection, job.guild_id, job.key)

    async def forget(self, guild_id: int, member_id: int) -> Forgotten:
        """Remove everything of a member but what is declared as kept."""
        facts = await self._forget_member(guild_id, member_id)
        async with self._database.read() as connection:
            left = await held_rows(connection, guild_id, member_id)
        kept = tuple(rows.declared for rows in left if rows.declared.place.on_delete == "keep")
        return Forgotten(facts, kept)

    async def is_tracked(self, guild_id: int, member_id: int) -> bool:
        """Tell whether facts of the member are written."""
        return not await self._ledger.is_opted_out(guild_id, member_id)

    async def track(self, guild_id: int, member_id: int, *, on: bool) -> None:
        """Write facts of the member from now on, or none."""
        if on:
            await self._ledger.opt_in(guild_id, member_id)
        else:
            await self._ledger.opt_out(guild_id, member_id, forget=False)

    async def forget_facts(self, guild_id: int, member_id: int) -> int:
        """Remove the member's facts and share in the figures; return how many facts went.

        So does what features wrote by watching. What the member gave on purpose, such as their
        time zone, stays.
        """

        async def rest(connection: AsyncConnection) -> None:
            await forget_rows(connection, guild_id, member_id, observed=True)
            await self._jobs.forget_member(connection, guild_id, member_id, past=True)

        return await self._ledger.forget(guild_id, member_id, also=rest)


def periods(settings: KernelSettings) -> dict[str, int]:
    """Return the periods, in days, that sentences about what is kept may name."""
    return {
        "retention_days": settings.ledger.retention_days,
        "forgotten_days": forgotten_days(settings.ledger),
        "done_days": KEEP_DONE.days,
        "dead_days": KEEP_DEAD.days,
        "erase_days": settings.privacy.erase_after_days,
    }
