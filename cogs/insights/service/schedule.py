"""The scheduled report: when it is due, and who gets it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import Database
from bot.guild_settings import GuildSettings as Store
from bot.guild_settings import ServerSettings
from bot.jobs import JobRunner
from bot.jobs.recurrence import Weekly
from bot.ledger.transaction import lock_guild
from bot.windows import last_full_week, zone_named
from cogs.insights.repository import recipients
from cogs.insights.repository.recipients import Outlet
from cogs.insights.settings import GuildSettings

WEEKLY: Final = "insights-weekly"
SEND: Final = "insights-send"


class ScheduleService:
    """Schedules of all guilds. A report that is due tells of the last full week then."""

    def __init__(self, database: Database, store: Store, clock: Clock, jobs: JobRunner) -> None:
        self._database = database
        self._store = store
        self._clock = clock
        self._jobs = jobs

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return what the server has set."""
        return await self._store.get(guild_id, GuildSettings)

    async def next_due(self, guild_id: int) -> datetime:
        """Return when the next report is due (aware UTC), whether anybody gets it or not."""
        settings = await self.settings(guild_id)
        server = await self._store.get(guild_id, ServerSettings)
        weekly = Weekly(
            at=time.fromisoformat(settings.report_time),
            zone=server.zone,
            weekdays=frozenset({settings.report_day}),
        )
        return weekly.next_after(self._clock.now())

    async def is_wanted(self, guild_id: int) -> bool:
        """Tell whether anybody gets the report."""
        if (await self.settings(guild_id)).report_channel_id is not None:
            return True
        async with self._database.read() as connection:
            return bool(
                await recipients.readers(connection, guild_id)
                or await recipients.outlets(connection, guild_id)
            )

    async def keep_going(self, guild_id: int, *, moved: bool = False) -> None:
        """See to it that the next report is due as set; ``moved``: day, time or zone changed."""
        if not await self.is_wanted(guild_id):
            return  # a job that is there goes on, and sends nothing
        due_at = await self.next_due(guild_id)
        async with self._database.begin() as connection:
            store = self._jobs.store
            new = await store.schedule(connection, guild_id, WEEKLY, due_at, {}, WEEKLY)
            if moved and not new:
                await store.reschedule(connection, guild_id, WEEKLY, due_at)
        self._jobs.wake()

    async def fan_out(self, guild_id: int, due_at: datetime) -> None:
        """Let a job each carry the report that is due to everybody who gets it.

        Called again for the same instant it changes nothing.
        """
        settings = await self.settings(guild_id)
        server = await self._store.get(guild_id, ServerSettings)
        week = last_full_week(due_at, zone_named(server.zone)).label
        day = due_at.astimezone(zone_named(server.zone)).date().isoformat()
        async with self._database.begin() as connection:
            if settings.report_channel_id is not None:
                await self._send(
                    connection, guild_id, {"week": week, "channel": settings.report_channel_id}, day
                )
            for member_id in await recipients.readers(connection, guild_id):
                await self._send(
                    connection, guild_id, {"week": week, "member": member_id}, day, member_id
                )
            for outlet in await recipients.outlets(connection, guild_id):
                await self._send(connection, guild_id, {"week": week, "outlet": outlet.number}, day)
        self._jobs.wake()

    async def _send(
        self,
        connection: AsyncConnection,
        guild_id: int,
        payload: dict[str, str | int],
        day: str,
        member_id: int | None = None,
    ) -> None:
        to = "-".join(str(part) for key, part in payload.items() if key != "week")
        kind = next(key for key in payload if key != "week")
        await self._jobs.store.schedule(
            connection,
            guild_id,
            SEND,
            self._clock.now(),
            payload,
            f"{SEND}:{day}:{kind}:{to}",
            member_id=member_id,
        )

    # -- who asks for it ---------------------------------------------------------------------

    async def follow(self, guild_id: int, member_id: int) -> bool:
        """Send the report to a manager from now on, or no more; return which."""
        async with self._database.begin() as connection:
            added = await recipients.add_reader(connection, guild_id, member_id, self._clock.now())
            if not added:
                await recipients.drop_reader(connection, guild_id, member_id)
        await self.keep_going(guild_id)
        return added

    async def unfollow(self, guild_id: int, member_id: int) -> None:
        """Send the report to a member no more."""
        async with self._database.begin() as connection:
            await recipients.drop_reader(connection, guild_id, member_id)

    async def readers(self, guild_id: int) -> int:
        """Return how many managers get it by direct message."""
        async with self._database.read() as connection:
            return len(await recipients.readers(connection, guild_id))

    async def outlets(self, guild_id: int) -> list[Outlet]:
        """Return the places outside."""
        async with self._database.read() as connection:
            return await recipients.outlets(connection, guild_id)

    async def add_outlet(self, guild_id: int, kind: str, address: str, most: int) -> int | None:
        """Add a place outside; return its number, None where there are ``most`` already.

        The same one again keeps its number.
        """
        async with self._database.begin() as connection:
            await lock_guild(connection, guild_id)
            known = await recipients.outlets(connection, guild_id)
            same = [one for one in known if (one.kind, one.address) == (kind, address)]
            if same:
                return same[0].number
            if len(known) >= most:
                return None
            number = await recipients.add_outlet(
                connection, guild_id, kind, address, self._clock.now()
            )
        await self.keep_going(guild_id)
        return number
