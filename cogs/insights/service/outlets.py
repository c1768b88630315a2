"""Places outside Discord: named by managers, checked, and given the report at once as a trial."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bot.clock import Clock
from bot.db import Database
from bot.errors import UserError
from bot.jobs import JobRunner
from bot.text.catalogue import ENGLISH
from cogs.insights.domain.outlets import OutletKind, Wrong, shown, wrong_with_mailbox
from cogs.insights.repository import recipients
from cogs.insights.repository.recipients import Outlet
from cogs.insights.service.outside import Mailer, Webhooks
from cogs.insights.service.reports import InsightsService
from cogs.insights.service.schedule import SEND, ScheduleService
from cogs.insights.texts import T

MOST_OUTLETS: Final = 10


class OutletService:
    """Outlets of all guilds."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        jobs: JobRunner,
        schedule: ScheduleService,
        reports: InsightsService,
        *,
        webhooks: Webhooks,
        mailer: Mailer,
        mail_domains: Collection[str] = (),
    ) -> None:
        self._database = database
        self._clock = clock
        self._jobs = jobs
        self._schedule = schedule
        self._reports = reports
        self.webhooks = webhooks
        self.mailer = mailer
        self._mail_domains = frozenset(mail_domains)

    @property
    def kinds(self) -> list[OutletKind]:
        """The kinds that can be added here."""
        return [kind for kind in OutletKind if kind is not OutletKind.MAIL or self.mailer.is_on]

    def wrong_with(self, kind: str, address: str) -> Wrong | None:
        """Return why a report may not go to an address, None where it may."""
        if kind == OutletKind.MAIL:
            return wrong_with_mailbox(address, self._mail_domains)
        return self.webhooks.wrong_with(address)

    async def all(self, guild_id: int) -> list[Outlet]:
        """Return the outlets of a server, by number."""
        return await self._schedule.outlets(guild_id)

    async def find(self, guild_id: int, number: int) -> Outlet | None:
        """Return an outlet; None where it is gone."""
        return next((one for one in await self.all(guild_id) if one.number == number), None)

    async def add(
        self, guild_id: int, kind: str, address: str, trial: int, locale: str = ENGLISH
    ) -> str:
        """Add a place; return what may be shown of it. It gets the last report at once.

        ``trial`` is a number of its own, which makes the trial happen once. Raises UserError
        for an address that may not be.
        """
        given = address.strip()
        wrong = self.wrong_with(kind, given)
        if wrong is not None:
            raise UserError(T.say(f"outlet-{wrong}", locale))
        number = await self._schedule.add_outlet(guild_id, kind, given, MOST_OUTLETS)
        if number is None:
            raise UserError(T.say("outlet-too-many", locale, most=MOST_OUTLETS))
        week = (await self._reports.window(guild_id, None)).label
        async with self._database.begin() as connection:
            payload = {"week": week, "outlet": number}
            now = self._clock.now()
            await self._jobs.store.schedule(
                connection, guild_id, SEND, now, payload, f"{SEND}:trial:{trial}"
            )
        self._jobs.wake()
        return shown(kind, given)

    async def drop(self, guild_id: int, number: int, locale: str = ENGLISH) -> None:
        """Remove a place. Raises UserError where it is gone already."""
        async with self._database.begin() as connection:
            gone = await recipients.drop_outlet(connection, guild_id, number)
        if not gone:
            raise UserError(T.say("outlet-gone", locale))
